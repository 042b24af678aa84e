"""Convolutions on cores of two kinds, and ResNet-18 on four cores, beside Stream (C6)."""

from answers import bound, cycles, gap, microjoules, of
from tables import ratio, seconds, table, times


def section(bench):
  rows = []
  for title, words, target, theirs, energy, taken in (
      ("four convolutions", ("four_conv", "--element=f8"), "hda3", 25190, 2.485, 106.3),
      ("ResNet-18", ("resnet18_224_nchw",), "q4", 6444512.5, 2652.5, 217.0)):
    program = bench.program(*words)
    ours = bench.schedule(program, target, repetitions=bench.arguments.repetitions, objective="latency", limit=120)
    plain = bench.schedule(program, target, search="layer-by-layer", limit=120)
    product = bench.schedule(program, target, objective="edp", limit=120)
    rows.append([title, target, cycles(ours), bound(ours), gap(ours), microjoules(ours), cycles(plain), microjoules(plain), cycles(product), microjoules(product),
                 f"{theirs:,.0f}*", f"{energy:,.3f}*", ratio(theirs, of(ours, "cycles"), 2), seconds(ours["seconds"]), f"{taken:.0f} s*",
                 times(taken, ours["seconds"]) if not ours["problem"] else "-"])
    bench.progress(title)
  return [
    "### Chains of convolutions", "",
    "Node costs are ours (the peer's were not dumped), transfers are charged where they happen. `objective=latency`; beside it layer by layer, and `objective=edp`. Stream's "
    "figures are of its tutorial branch: WACO for the chain, its genetic search for ResNet-18; its layers alone in a stack go through DRAM even if they fit on chip. "
    "ResNet-18 is f32 in our program and counted with the elements of the machine's arrays.", "",
    *table(["workload", "platform", "cycles", "bound", "gap", "µJ", "layer by layer", "µJ", "edp: cycles", "µJ", "Stream", "µJ", "Stream / ours", "time", "Stream's",
            "faster"], rows)]
