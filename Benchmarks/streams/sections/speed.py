"""The simulator's speed; SAM's Python simulator beside it where it is given."""

import pathlib

import tables
from bench import FIXED, Problem


def lines(bench):
  rows, notes = [], []
  for name, options in (("gcn-cora", f"regions=layer {FIXED}"), ("gcn-cora", "regions=auto")):
    try:
      found = bench.simulated(name, options, "comal")
      tokens = found["tokens"]
      rate = f"{tokens / found['seconds'] / 1e6:.1f}" if tokens else "-"
      rows.append([f"{name}, `{options}`", tables.whole(found["cycles"]), tables.whole(tokens), tables.seconds(found["seconds"]), rate])
    except Problem as problem:
      notes.append(f"- {name}, `{options}`: not measured: {problem}")
    bench.progress(name)
  sam = bench.arguments.sam
  given = sam and pathlib.Path(sam).exists()
  peer = ("SAM's Python simulator is given, but not measured: running its graphs is not part of this script yet." if given
          else "SAM's Python simulator is absent (`--sam=FOLDER`).")
  return ["### Speed of the simulator", "", "The whole command, reading and compiling included. " + peer, "",
          *tables.table(["run", "cycles", "tokens", "seconds", "million tokens a second"], rows), "", *notes]
