"""What is computed and moved, beside the published counters."""

import tables
from bench import FIXED, Problem

PUBLISHED = {"whole": ("11.73", "10.30"), "layer": ("1.00", "0.78"), "kernel": ("1.00", "1.00")}


def lines(bench):
  rows, notes = [], []
  for name in ("gcn-cora", "gcn-500-uniform-90"):
    base = None
    for regions in ("kernel", "layer", "whole", "auto"):
      options = f"regions={regions} {FIXED}" if regions != "auto" else "regions=auto"
      try:
        found = bench.simulated(name, options, "comal", values=False)
      except Problem as problem:
        notes.append(f"- {name}, `{options}`: not measured: {problem}")
        continue
      base = base or found
      rows.append([f"{name}, {regions}", tables.whole(found["arithmetic"]), tables.ratio(found["arithmetic"], base["arithmetic"], 2),
                   tables.whole(found["bytes"]), tables.ratio(found["bytes"], base["bytes"], 2)])
    bench.progress(name)
  bench.raw["counters"] = rows
  return ["### Counters", "",
          "Cycles in which functions, reducers and accumulators worked (stops included), and bytes that scanners, arrays and writers moved; each "
          "over the unfused one. Published for GCN, all fused, both layers and unfused: operations 8.47, 0.82 and 1.00 on Cora_ML, 11.73, "
          "1.00 and 1.00 on DBLP, 18.59, 1.00 and 1.00 on Collab; accesses 6.93, 0.62 and 1.00; 10.30, 0.78 and 1.00; 15.82, 0.79 and "
          "1.00. Those graphs are not public in the form used there, so the rows are of others.", "",
          *tables.table(["workload, regions", "arithmetic cycles", "over unfused", "bytes", "over unfused"], rows), "", *notes]
