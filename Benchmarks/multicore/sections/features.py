"""The most bytes of features alive at a time, fused over layer by layer, for attention heads of all shapes (C4)."""

from answers import cuts, cycles, of, peak, problem
from tables import ratio, table, whole

SHAPES = [(64, 256), (256, 64), (512, 64), (1024, 128), (256, 256), (128, 32), (64, 128), (128, 512), (1024, 64)]


def paper(m, n):
  """The paper's best share of the layer-by-layer peak, in closed form: what its schedules reach, not a bound."""
  return (2 * n + m) / (3 * n) if m < n else 3 * n / (2 * n + m) if m > n else 1.0


def layer_by_layer(m, n):
  """The paper's peak of a head layer by layer, in elements: a row is given up when its last reader is done."""
  return max(3 * m * n, 2 * m * n + m * m)


def section(bench):
  rows, named, beyond = [], [], []
  for m, n in SHAPES:
    program = bench.program("head", m, n, "--element=f8")
    plain = bench.schedule(program, "ck64", search="layer-by-layer", softmax="free")
    fused = bench.schedule(program, "ck64", objective="peak-memory", softmax="free")
    # Between 8-bit products stand conversions, which nothing may be taken apart around: the re-associated head is f32, counted in elements.
    wide = bench.program("head", m, n, "--element=f32")
    plain_wide = bench.schedule(wide, "ck64", search="layer-by-layer", softmax="free")
    joined = bench.schedule(wide, "ck64", before="import,reassociate-attention{offline=true}", objective="peak-memory", softmax="free")
    reference = layer_by_layer(m, n)
    allowed = paper(m, n) * reference
    found, again = of(fused, "peak_feature_bytes"), of(joined, "peak_feature_bytes")
    again = None if again is None else again / 4
    rows.append([
      f"{m} × {n}", whole(reference), peak(plain), f"{paper(m, n):.3f}",
      problem(fused) if fused["problem"] else ratio(found, reference), "-" if found is None else f"{found - allowed:+,.0f}",
      problem(joined) if joined["problem"] else ratio(again, reference), cycles(plain), cycles(fused),
      ratio(of(fused, "cycles"), of(plain, "cycles")), ratio(of(joined, "cycles"), of(plain_wide, "cycles"))])
    named.append([f"{m} × {n}", cuts(fused), cuts(joined)])
    bench.progress(f"{m} x {n}")
  for title, target, words in (
      ("8 heads, 81 × 32, GAP8 model", "colleman-gap8", ("head", 81, 32, "--width=32", "--heads=8", "--element=f8")),
      ("8 heads, 1024 × 128, quad core", "colleman-quad-kc", ("head", 1024, 128, "--width=16", "--heads=8", "--element=f8")),
      ("8 heads, 1024 × 128, big quad core", "colleman-bigquad-kc", ("head", 1024, 128, "--width=16", "--heads=8", "--element=f8"))):
    program = bench.program(*words)
    plain = bench.schedule(program, target, search="layer-by-layer", softmax="free")
    fused = bench.schedule(program, target, objective="peak-memory", softmax="free")
    beyond.append([title, peak(plain), peak(fused), ratio(of(fused, "peak_feature_bytes"), of(plain, "peak_feature_bytes")),
                   cycles(plain), cycles(fused), ratio(of(fused, "cycles"), of(plain, "cycles"))])
    bench.progress(title)
  return [
    "### Memory of features", "",
    "One attention head, M tokens × N features, all weights N × N, 8 bits, on `ck64`; softmax is free, as in the paper. \"Layer by layer, paper\" is its "
    "closed form in bytes, max(3MN, 2MN + M²), \"ours\" the peak of our schedule that fuses nothing (`search=layer-by-layer`; layers may be cut). α is a peak over the "
    "paper's layer by layer; \"paper\" is what its schedules reach at best, in closed form. \"Found\" is `objective=peak-memory`; \"bytes over\" are to the paper's "
    "α: what the schedule needs beside (rows under way). \"Re-associated\" (`reassociate-attention{offline=true}`) has Wq·Wkᵀ computed before; it is f32, in elements, since nothing is taken apart around 8-bit conversions. The last columns are cycles, and those at the least memory over "
    "those layer by layer.", "",
    *table(["M × N", "layer by layer, paper", "ours", "α, paper", "α, found", "bytes over", "α, re-associated", "cycles layer by layer", "cycles fused", "ratio",
            "ratio re-associated"], rows), "",
    "How many nodes each layer has at the least memory:", "",
    *table(["M × N", "found", "re-associated"], named), "",
    "Several heads:", "",
    *table(["workload", "bytes layer by layer", "bytes fused", "α", "cycles layer by layer", "cycles fused", "ratio"], beyond)]
