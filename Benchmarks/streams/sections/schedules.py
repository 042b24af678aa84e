"""The chosen schedule beside unfused, per layer and full, in both modes."""

import tables
from bench import FIXED

WORKLOADS = ("gcn-karate", "gcn-cora", "sage-cora", "gcn-citeseer", "gcn-500-uniform-50", "gcn-500-uniform-90", "gcn-500-power-law-90",
             "gcn-500-block-90", "sae-50", "sae-90", "attention-256-16", "attention-256-32", "attention-256-64")
# What the strict fabric does not run in time.
ONLY_PAPER = ("sage-cora", "gcn-citeseer")
FIXED_ONES = [f"regions={regions} {FIXED}" for regions in ("kernel", "layer", "whole")]


def lines(bench):
  rows, notes, worse = [], [], []
  for name in WORKLOADS:
    for target, words in (("comal", "paper"), ("comal-strict", "strict")):
      if target == "comal-strict" and name in ONLY_PAPER:
        continue
      found = []
      for options in FIXED_ONES + ["regions=auto"]:
        # The fixed schedules are of the same results; only the chosen one's are compared in paper mode, to save time.
        values = target == "comal-strict" or options == "regions=auto"
        cycles, problem = bench.cell(bench.simulated, name, options, target, values=values)
        notes += [f"- {name}, {words}, `{options}`: {problem}"] if problem else []
        found.append(cycles)
      best = min((cycles for cycles in found[:3] if cycles), default=None)
      if best and found[3] and found[3] > best:
        worse.append(f"{name} ({words}, {tables.whole(found[3] - best)} cycles more)")
      rows.append([f"{name}, {words}", *(tables.whole(cycles) for cycles in found), tables.times(found[0], found[3]), tables.times(best, found[3])])
    bench.progress(name)
  bench.raw["schedules"] = rows
  verdict = ("No workload is worse than its best fixed schedule." if not worse else
             "Worse than the best fixed schedule: " + "; ".join(worse) + ". Located levels come a cycle later than scanned ones.")
  return ["### The chosen schedule", "",
          "Simulated cycles on one fabric, a token a cycle and block, no lanes. The fixed schedules keep storage and products as written; the "
          "last two columns are how many times as long unfused and the best fixed one take. " + verdict +
          " Cora with the published schedule by layer takes 29,997,611 cycles by the published number.", "",
          *tables.table(["workload", "unfused", "by layer", "all at once", "chosen", "unfused / chosen", "best fixed / chosen"], rows), "", *notes]
