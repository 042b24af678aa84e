"""Lanes on the attention of blocks of 64."""

import tables
from bench import FIXED, Problem

PUBLISHED = {1: 806_101_226, 2: 403_087_023, 4: 201_560_883}


def lines(bench):
  name, options = "published-attention-256-64", f"regions=whole {FIXED} orders=written"
  folder = bench.workload(name)
  rows, notes, base = [], [], None
  for lanes in (1, 2, 4, 8, 16):
    passes = f"choose-stream-schedule{{{options}}},lower-to-sam,remove-duplicate-joins"
    passes += f",stream-parallelize{{level=i factor={lanes}}}" if lanes > 1 else ""
    try:
      found = bench.run([str(folder / "main.fir"), f"-passes={passes},dce", "-target=comal", "-on=streams", f"-inputs={folder}",
                         f"-expect={folder}", "-rtol=1e-3", "-atol=1e-4"])["cycles"]
      base = base or found
      gain = f"{base / found:.2f}"
    except Problem as problem:
      found, gain = None, "-"
      notes.append(f"- {lanes} lanes: not measured: {problem}")
    published = PUBLISHED.get(lanes)
    rows.append([lanes, tables.whole(found), gain, f"{PUBLISHED[1] / published:.2f}" if published else "-"])
    bench.progress(f"{lanes} lanes")
  bench.raw["lanes"] = rows
  return ["### Lanes", "",
          "The published attention with blocks of 64 at sequence 256, its outermost loop dealt to lanes by `stream-parallelize`, in paper mode. "
          "The published cycles are of sequence 1024.", "",
          *tables.table(["lanes", "cycles", "times", "published times"], rows), "", *notes]
