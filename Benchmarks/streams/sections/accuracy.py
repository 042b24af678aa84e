"""The cost model beside the simulator."""

import tables
from bench import FIXED, Problem

ROWS = ("gcn-karate", "karate-orders", "gcn-cora", "sage-cora", "gcn-500-uniform-50", "gcn-500-uniform-90", "gcn-500-uniform-95",
        "gcn-500-power-law-50", "gcn-500-power-law-90", "gcn-500-block-50", "gcn-500-block-90", "sae-50", "sae-90", "attention-256-16",
        "attention-256-64")
CHOICES = [f"regions={regions} {FIXED}" for regions in ("kernel", "layer", "whole")] + ["regions=auto"]


def lines(bench):
  rows, notes, within, count = [], [], {"comal": 0, "comal-strict": 0}, 0
  for name in ROWS:
    row = [name]
    for target, strict in (("comal", ""), ("comal-strict", " strict=true")):
      for options in CHOICES:
        try:
          expected = bench.expected(name, options + strict, with_operands=True)["cycles"]
          found = bench.simulated(name, options, target)["cycles"]
          apart = expected / found - 1
          within[target] += abs(apart) <= 0.05
          count += target == "comal"
          row.append(f"{100 * apart:+.1f} %")
        except Problem as problem:
          row.append("-")
          notes.append(f"- {name}, {target}, `{options}`: not measured: {problem}")
    rows.append(row)
    bench.progress(name)
  bench.raw["accuracy"] = rows
  return ["### Expected cycles beside simulated ones", "",
          f"By how much the expected cycles are above the simulated ones, with counts from the data. Within 5 %: {within['comal']} of {count} in paper mode, "
          f"{within['comal-strict']} of {count} in strict mode, whose queues and memory latency the cost model does not have.", "",
          *tables.table(["workload", "unfused", "by layer", "all at once", "chosen", "strict: unfused", "by layer", "all at once", "chosen"], rows), "",
          *notes]
