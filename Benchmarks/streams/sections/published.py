"""Graph networks and attention beside published cycles."""

import tables
from bench import FIXED

WRITTEN = FIXED + " orders=written"
LOCATED = "formats=false associate=false"
# Workload, what it is, how it is scheduled, the published cycles, and whether the strict fabric runs it in time.
ROWS = (
  ("gcn-cora", "GCN Cora, unfused", f"regions=kernel {FIXED}", 48_998_261, True),
  ("gcn-cora", "GCN Cora, unfused, located", f"regions=kernel {LOCATED}", 48_998_261, True),
  ("gcn-cora", "GCN Cora, by layer", f"regions=layer {FIXED}", 29_997_611, True),
  ("gcn-cora", "GCN Cora, by layer, located", f"regions=layer {LOCATED}", 29_997_611, True),
  ("gcn-cora", "GCN Cora, all fused", f"regions=whole {FIXED}", 166_361_105, True),
  ("sage-cora", "GraphSAGE Cora, unfused", f"regions=kernel {FIXED}", 79_355_629, False),
  ("sage-cora", "GraphSAGE Cora, by layer", f"regions=layer {FIXED}", 37_798_698, False),
  ("sage-cora", "GraphSAGE Cora, all fused", f"regions=whole {FIXED}", 166_361_105, False),
  ("gcn-synth-dblp", "GCN DBLP (drawn graph), unfused", f"regions=kernel {FIXED}", 934_042_655, False),
  ("gcn-synth-dblp", "GCN DBLP (drawn graph), by layer", f"regions=layer {FIXED}", 627_775_406, False),
  ("gcn-synth-dblp", "GCN DBLP (drawn graph), by layer, located", f"regions=layer {LOCATED}", 627_775_406, False),
  ("gcn-synth-collab16", "GCN Collab / 16 (drawn graph), by layer", f"regions=layer {FIXED}", None, False),
  ("gcn-synth-collab16", "GCN Collab / 16 (drawn graph), by layer, located", f"regions=layer {LOCATED}", None, False),
  ("published-attention-1024-64", "attention, blocks of 64, sequence 1024", f"regions=whole {WRITTEN}", 806_101_226, False),
)


def lines(bench):
  rows, notes, first = [], [], {}
  for name, title, options, cycles, is_strict in ROWS:
    expected, problem = bench.cell(bench.expected, name, options)
    notes += [f"- {title}, expected: {problem}"] if problem else []
    found, problem = bench.cell(bench.simulated, name, options, "comal", values=False)
    notes += [f"- {title}: {problem}"] if problem else []
    strict, problem = bench.cell(bench.simulated, name, options, "comal-strict") if is_strict else (None, None)
    notes += [f"- {title}, strict: {problem}"] if problem else []
    rest = f"{found - cycles:+,.0f}" if found and cycles else "-"
    rows.append([title, tables.whole(cycles), tables.whole(found), tables.ratio(found, cycles), rest, tables.whole(strict), tables.whole(expected)])
    bench.progress(title)
  bench.raw["published"] = rows
  sources = "; ".join(f"{name}: {source}" for name, source in bench.sources.items() if source)
  return ["### Graph networks and attention", "",
          "Cycles of the published schedules, storage and products. A dense level beside a compressed one is scanned for each of its rows, "
          "which is N cycles a row and N² a layer (7,333,264 on Cora, 313,856,656 on DBLP's size); `located` looks it up by the sparse coordinate. "
          "The published numbers have the N² term in both layers of DBLP and in none of Cora's and Collab's, so both are shown; the "
          "remainder is what neither explains. Weights are drawn, so their count per row differs from the published ones'. Only "
          f"Cora's rows are run in strict mode: the others take too long there. Data: {sources}.", "",
          *tables.table(["case", "published", "paper mode", "over published", "remainder", "strict", "expected"], rows), "", *notes]
