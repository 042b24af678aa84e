"""The chosen schedule beside unfused, per layer and full, in both modes."""

import tables
from bench import FIXED

SIMULATED = ("gcn-karate", "gcn-cora", "sage-cora", "gcn-500-uniform-50", "gcn-500-uniform-90", "gcn-500-power-law-90", "gcn-500-block-90",
             "sae-50", "sae-90")
EXPECTED = ("attention-256-16", "attention-1024-16", "decoders-1024-16", "decoders-1024-32", "decoders-1024-64")


def lines(bench):
  rows, notes = [], []
  choices = [f"regions={regions} {FIXED}" for regions in ("kernel", "layer", "whole")] + ["regions=auto"]
  for name in SIMULATED + EXPECTED:
    expected = [bench.cell(bench.expected, name, options) for options in choices]
    rows.append([f"{name}, expected", *(tables.whole(cycles) for cycles, _ in expected), tables.times(expected[0][0], expected[3][0])])
    for target in ("comal", "comal-strict") if name in SIMULATED else ():
      found = [bench.cell(bench.simulated, name, options, target) for options in choices]
      rows.append([f"{name}, {target}", *(tables.whole(cycles) for cycles, _ in found), tables.times(found[0][0], found[3][0])])
      notes += [f"- {name}, {target}, `{options}`: {problem}" for options, (_, problem) in zip(choices, found) if problem]
    bench.progress(name)
  bench.raw["schedules"] = rows
  return ["### The chosen schedule", "",
          "Cycles; the last column is how many times as long unfused takes. `comal` is paper mode, `comal-strict` has bounded queues and "
          "a memory. The fixed schedules keep storage and products as written.", "",
          *tables.table(["workload", "unfused", "by layer", "all at once", "chosen", "times"], rows), "", *notes]
