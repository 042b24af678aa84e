/// The style and the script of the page.
enum PageStyle {
  /// The style sheet. The page follows the reader's choice of light or dark.
  static let css = """
    :root{color-scheme:light dark;--paper:#fff;--panel:#f6f7f9;--ink:#1b2126;--dim:#59646e;--line:#d8dde2;--rule:#e9ecef;
    --accent:#1f5fa8;--contraction:#2f6db3;--reduction:#7854b4;--elementwise:#23834f;--movement:#9b6a12;--constant:#77828c;
    --control:#ad463d;--other:#59646e;--added:#1a7f45;--added-bg:#e4f5ea;--removed:#b3352c;--removed-bg:#fbe8e6;
    --changed:#8f6100;--changed-bg:#fbf1d8;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
    @media (prefers-color-scheme:dark){:root{--paper:#15181b;--panel:#1c2024;--ink:#e4e8eb;--dim:#a0abb5;--line:#343b42;
    --rule:#262c31;--accent:#7db4f0;--contraction:#6ba7ea;--reduction:#b39ae6;--elementwise:#63c08d;--movement:#d9a94f;
    --constant:#8d98a2;--control:#e5857b;--other:#a0abb5;--added:#62c78d;--added-bg:#15301f;--removed:#f08b81;
    --removed-bg:#3a1c1a;--changed:#e0b354;--changed-bg:#33280f}}
    *{box-sizing:border-box}
    html{scroll-padding-top:3.2rem}
    body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;
    font-variant-numeric:tabular-nums}
    .page{max-width:1000px;margin:0 auto;padding:1.6rem 1.5rem 4rem}
    h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem;font-weight:650;letter-spacing:-.01em;overflow-wrap:anywhere}
    h2{font-size:1.2rem;margin:2.6rem 0 .6rem;padding-top:.9rem;border-top:1px solid var(--line);font-weight:650}
    h3{font-size:.95rem;margin:1.3rem 0 .4rem;font-weight:650;overflow-wrap:anywhere}
    p{margin:.35rem 0 .7rem;max-width:46rem}
    .sub,.note{color:var(--dim)}.note{font-size:.87rem}
    code,.mono{font-family:var(--mono);font-size:.86em;overflow-wrap:anywhere}
    a{color:var(--accent)}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
    nav.top{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line);margin:1.2rem 0 0;
    padding:.5rem 0;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;font-size:.92rem}
    nav.top a{text-decoration:none}nav.top a:hover{text-decoration:underline}
    dl.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.3rem,1fr));gap:.9rem 1.4rem;margin:1.3rem 0 0}
    dl.figures div{border-top:2px solid var(--line);padding-top:.35rem}
    dl.figures dt{color:var(--dim);font-size:.82rem}
    dl.figures dd{margin:0;font-size:1.3rem;font-weight:600;line-height:1.25}
    dl.figures dd small{display:block;font-size:.78rem;font-weight:400;color:var(--dim)}
    table{border-collapse:collapse;font-size:.86rem;min-width:50%}
    th{text-align:left;font-weight:600;color:var(--dim);border-bottom:1px solid var(--line);padding:.25rem 1.1rem .25rem 0;white-space:nowrap}
    td{border-bottom:1px solid var(--rule);padding:.22rem 1.1rem .22rem 0;vertical-align:top;overflow-wrap:break-word;max-width:26rem}
    td.n,th.n{text-align:right;white-space:nowrap}
    .scroll{overflow:auto;max-height:26rem}
    details>summary{cursor:pointer;color:var(--accent);font-size:.9rem;margin:.5rem 0 .3rem;width:fit-content}
    figure{margin:.6rem 0 .4rem}
    svg{display:block;max-width:100%;height:auto}
    svg text{font:11px var(--mono);fill:var(--ink)}
    svg text.d,svg text.axis{fill:var(--dim);font-size:10px}
    svg text.end{text-anchor:end}svg text.mid{text-anchor:middle}
    svg .grid{stroke:var(--line);stroke-width:1}svg .fine{stroke:var(--rule);stroke-width:1}svg .base{stroke:var(--line);stroke-width:1}
    .canvas{overflow:auto;max-height:34rem;border:1px solid var(--line);border-radius:6px;background:var(--panel);padding:.4rem}
    svg.graph{max-width:none;margin:0 auto}
    .graph .e{fill:none;stroke:var(--dim);stroke-opacity:.45;stroke-width:1.2}
    .graph .e.gone{stroke:var(--removed);stroke-opacity:.7;stroke-dasharray:4 3}
    .graph .e.on{stroke:var(--accent);stroke-opacity:1;stroke-width:2}
    .graph .node text{text-anchor:middle}
    .graph .node rect{fill:var(--paper);stroke:var(--line)}
    .graph .node:hover rect{stroke:var(--accent);stroke-width:1.6}
    .graph .arg rect{fill:none;stroke:var(--line);stroke-dasharray:3 2}
    .graph .mark{stroke-width:3;stroke-linecap:round}
    .graph .added rect{fill:var(--added-bg);stroke:var(--added);stroke-width:1.4}
    .graph .removed rect{fill:var(--removed-bg);stroke:var(--removed);stroke-width:1.4;stroke-dasharray:4 2}
    .graph .changed rect{fill:var(--changed-bg);stroke:var(--changed);stroke-width:1.4}
    .c-contraction{--c:var(--contraction)}.c-reduction{--c:var(--reduction)}.c-elementwise{--c:var(--elementwise)}
    .c-movement{--c:var(--movement)}.c-constant{--c:var(--constant)}.c-control{--c:var(--control)}.c-other{--c:var(--other)}
    .mark{stroke:var(--c)}.fill{fill:var(--c)}.ring{fill:var(--paper);stroke:var(--c);stroke-width:1.6}
    .legend{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;font-size:.82rem;color:var(--dim);margin:.45rem 0}
    .legend i{display:inline-block;width:.75em;height:.75em;border-radius:2px;background:var(--c);margin-right:.4em}
    .legend i.added{background:var(--added-bg);border:1.5px solid var(--added)}
    .legend i.removed{background:var(--removed-bg);border:1.5px dashed var(--removed)}
    .legend i.changed{background:var(--changed-bg);border:1.5px solid var(--changed)}
    .pick{position:absolute;opacity:0;width:1px;height:1px}
    .steps{display:flex;flex-wrap:wrap;gap:.4rem;margin:.5rem 0 .8rem}
    .steps label{border:1px solid var(--line);border-radius:5px;padding:.2rem .65rem;cursor:pointer;font-size:.88rem;background:var(--paper)}
    .steps label small{color:var(--dim);margin-left:.4rem}
    .steps label.idle{color:var(--dim)}
    .panel{display:none}
    .counts b{font-weight:600;margin-right:.9rem}
    .t-added{color:var(--added)}.t-removed{color:var(--removed)}.t-changed{color:var(--changed)}
    pre.diff{font:12px/1.45 var(--mono);overflow:auto;max-height:30rem;margin:.3rem 0;border:1px solid var(--line);border-radius:6px;
    background:var(--panel);padding:.5rem 0;tab-size:2}
    pre.diff span{display:block;padding:0 .8rem;white-space:pre-wrap;overflow-wrap:anywhere}
    pre.diff .a{background:var(--added-bg);color:var(--added)}pre.diff .r{background:var(--removed-bg);color:var(--removed)}
    pre.diff .g{color:var(--dim)}
    footer{margin-top:3rem;color:var(--dim);font-size:.82rem;border-top:1px solid var(--line);padding-top:.8rem}
    @media print{nav.top,.steps{display:none}.panel{display:block}.canvas,.scroll,pre.diff{max-height:none}}
    """

  /// The script: hovering over a box of a graph marks its edges, and wide graphs show their middle first. The page says everything without it.
  static let script = """
    for(const s of document.querySelectorAll("svg.graph")){
    const edges=[...s.querySelectorAll("[data-e]")].map(p=>[p,p.dataset.e.split(" ")]);
    const mark=n=>{for(const [p,e] of edges)p.classList.toggle("on",n!==null&&e.includes(n))};
    s.addEventListener("mouseover",v=>{const g=v.target.closest("[data-n]");mark(g?g.dataset.n:null)});
    s.addEventListener("mouseleave",()=>mark(null))}
    const centre=()=>{for(const c of document.querySelectorAll(".canvas"))if(c.clientWidth&&!c.dataset.seen){
    c.dataset.seen=1;c.scrollLeft=(c.scrollWidth-c.clientWidth)/2}};
    addEventListener("change",centre);centre();
    """

  /// The rules that show the panel of the picked pass, for each of `count` passes; they need no script.
  static func pickRules(_ count: Int) -> String {
    (0..<count).map { index in
      "#p\(index):checked~#panel\(index){display:block}"
        + "#p\(index):checked~.steps label[for=p\(index)]{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent);font-weight:600}"
        + "#p\(index):focus-visible~.steps label[for=p\(index)]{outline:2px solid var(--accent);outline-offset:2px}"
    }.joined(separator: "\n")
  }
}
