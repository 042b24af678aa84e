"""An attention head and two convolutions on a quad core with vector core, beside Stream (C5)."""

from answers import bound, cycles, gap, microjoules, peak
from tables import ratio, seconds, table, times

CASES = [("head 128 × 512, 64 wide", ("head", 128, 512, "--width=64", "--element=bf16"), 44904, 17.0, 24000),
         ("two convolutions", ("two_conv", "--element=bf16"), 14344, 11.3, 7500)]
LENGTHS = (256, 512, 1024, 2048, 4096)


def section(bench):
  rows, long = [], []
  for title, words, theirs, taken, asked in CASES:
    for target in ("q4", "q4-port64"):
      ours = bench.schedule(bench.program(*words), target, repetitions=bench.arguments.repetitions, objective="latency")
      plain = bench.schedule(bench.program(*words), target, search="layer-by-layer")
      same = target == "q4"
      rows.append([title, target, cycles(ours), bound(ours), gap(ours), cycles(plain), f"{theirs:,}*" if same else "-", f"{asked:,}" if same else "-",
                   ratio(theirs, ours.get("cycles"), 2) if same else "-", microjoules(ours), peak(ours), seconds(ours["seconds"]),
                   f"{taken} s*" if same else "-", times(taken, ours["seconds"]) if same and not ours["problem"] else "-"])
      bench.progress(f"{title} on {target}")
  for length in LENGTHS:
    ours = bench.schedule(bench.program("head", length, 512, "--width=64", "--element=bf16"), "q4", repetitions=bench.arguments.repetitions,
                          objective="latency")
    long.append([length, cycles(ours), bound(ours), gap(ours), microjoules(ours), peak(ours), seconds(ours["seconds"]), "infeasible*"])
    bench.progress(f"{length} tokens")
  return [
    "### A head and two convolutions on four cores", "",
    "bf16, `objective=latency`, softmax charged. `q4` is Stream's quad core as Stream times it, 128 bits a cycle off chip; `q4-port64` limits the DRAM port to the 64 "
    "bits that its file gives as well. Stream's figures are of its main branch.", "",
    *table(["workload", "platform", "cycles", "bound", "gap", "layer by layer", "Stream", "asked at most", "Stream / ours", "µJ", "peak of features", "time", "Stream's time",
            "faster"], rows), "",
    "The head with more tokens on `q4` (asked: each feasible, under 1 s):", "",
    *table(["tokens", "cycles", "bound", "gap", "µJ", "peak of features", "time", "Stream"], long)]
