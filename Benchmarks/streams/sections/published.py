"""Published cycles beside the cost model's and the simulator's."""

import tables
from bench import FIXED

WRITTEN = FIXED + " orders=written"
# Workload, what it is, how it is scheduled, the published cycles, and how many times the workload is in it.
ROWS = (
  ("gcn-cora", "GCN Cora, all fused", f"regions=whole {FIXED}", 166_361_105, True),
  ("gcn-cora", "GCN Cora, by layer", f"regions=layer {FIXED}", 29_997_611, True),
  ("gcn-cora", "GCN Cora, unfused", f"regions=kernel {FIXED}", 48_998_261, True),
  ("sage-cora", "GraphSAGE Cora, all fused", f"regions=whole {FIXED}", 166_361_105, True),
  ("sage-cora", "GraphSAGE Cora, by layer", f"regions=layer {FIXED}", 37_798_698, True),
  ("gcn-synth-dblp", "GCN DBLP (drawn graph), by layer", f"regions=layer {FIXED}", 627_775_406, False),
  ("published-attention-1024-64", "attention, blocks 64", f"regions=whole {WRITTEN}", 806_101_226, False),
  ("published-decoders-1024-16", "12 decoders, blocks 16, unfused", f"regions=kernel {WRITTEN}", 98_511_714_108, False),
  ("published-decoders-1024-16", "12 decoders, blocks 16, partial", f"regions=published {WRITTEN}", 56_340_821_076, False),
  ("published-decoders-1024-16", "12 decoders, blocks 16, full", f"regions=whole {WRITTEN}", 36_439_754_748, False),
  ("published-decoders-1024-32", "12 decoders, blocks 32, unfused", f"regions=kernel {WRITTEN}", 99_652_522_812, False),
  ("published-decoders-1024-32", "12 decoders, blocks 32, partial", f"regions=published {WRITTEN}", 60_497_286_996, False),
  ("published-decoders-1024-32", "12 decoders, blocks 32, full", f"regions=whole {WRITTEN}", 40_596_220_668, False),
  ("published-decoders-1024-64", "12 decoders, blocks 64, unfused", f"regions=kernel {WRITTEN}", 102_275_175_360, False),
  ("published-decoders-1024-64", "12 decoders, blocks 64, partial", f"regions=published {WRITTEN}", 60_497_286_996, False),
  ("published-decoders-1024-64", "12 decoders, blocks 64, full", f"regions=whole {WRITTEN}", 40_596_220_668, False),
)


def lines(bench):
  rows, notes = [], []
  for name, title, options, cycles, simulates in ROWS:
    expected, problem = bench.cell(bench.expected, name, options)
    row = [title, tables.whole(cycles), tables.whole(expected), tables.ratio(expected, cycles)]
    notes += [f"- {title}, expected: {problem}"] if problem else []
    for target in ("comal", "comal-strict"):
      found, problem = bench.cell(bench.simulated, name, options, target) if simulates else (None, "not measured: too long to simulate")
      row.append(tables.whole(found))
      notes += [f"- {title} on {target}: {problem}"] if problem else []
    rows.append(row)
    bench.progress(title)
  bench.raw["published"] = rows
  sources = "; ".join(f"{name}: {source}" for name, source in bench.sources.items() if source)
  return ["### Published cycles", "",
          "Expected by the cost model from declared densities, with the published storage and schedules, and simulated where that ends in "
          f"time. The attention's products come before its mask, as the published numbers of blocks 32 and 64 have it. Data: {sources}.", "",
          *tables.table(["case", "published", "expected", "expected / published", "simulated, paper mode", "simulated, strict"], rows), "", *notes]
