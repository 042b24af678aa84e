"""The simulator's speed; SAM's Python simulator beside it on the same graph and data where it is given."""

import json
import pathlib
import sys

import numpy

import graphs
import processes
import tables
from bench import FIXED, Problem

HERE = pathlib.Path(__file__).resolve().parent
SPMV = HERE.parents[2] / "test-inputs" / "sparse" / "graphs" / "spmv-ij.fir"


def spmv(bench, size, share):
  """The graph of a product of a matrix and a vector of this size, with its operands."""
  folder = bench.work / f"spmv-{size}"
  folder.mkdir()
  text = SPMV.read_text(encoding="utf-8")
  (folder / "main.fir").write_text(text.replace("50x60", f"{size}x{size}").replace("<60x", f"<{size}x").replace("<50x", f"<{size}x"), encoding="utf-8")
  places = graphs.drawn(size, size, int(size * size * share), 1)
  entries = [f"{row + 1} {column + 1} {1 + number % 9}" for number, (row, column) in enumerate(places.tolist())]
  header = ["%%MatrixMarket matrix coordinate real general", f"{size} {size} {len(entries)}"]
  (folder / "input0.mtx").write_text("\n".join(header + entries) + "\n", encoding="ascii")
  numpy.save(folder / "input1.npy", (1 + numpy.arange(size) % 9).astype(numpy.float32))
  return folder


def lines(bench):
  rows, notes = [], []
  for name, options in (("gcn-cora", f"regions=layer {FIXED}"), ("gcn-cora", f"regions=whole {FIXED}")):
    for values in (True, False):
      try:
        found = bench.simulated(name, options, "comal", values=values)
        rows.append([f"{name}, `{options.split()[0]}`{'' if values else ', without values'}", tables.whole(found["cycles"]),
                     tables.whole(found["tokens"]), tables.seconds(found["seconds"]), f"{found['tokens'] / found['seconds'] / 1e6:.1f}", "-"])
      except Problem as problem:
        notes.append(f"- {name}, `{options}`: not measured: {problem}")
    bench.progress(name)
  sam = bench.arguments.sam
  for size, share in ((200, 0.3), (2000, 0.3)):
    folder = spmv(bench, size, share)
    try:
      found = bench.run([str(folder / "main.fir"), "-on=streams", "-target=comal", f"-inputs={folder}"])
    except Problem as problem:
      notes.append(f"- product of size {size}: not measured: {problem}")
      continue
    peer = None
    if sam and size <= 200:
      ran = processes.run([sys.executable, str(HERE.parent / "sam_peer.py"), sam, str(folder)], bench.arguments.limit)
      if ran["code"] == 0:
        peer = json.loads(ran["out"].splitlines()[-1])
        theirs = peer["cycles"] / peer["seconds"]
        notes.append(f"- SAM's simulator takes {tables.whole(peer['cycles'])} cycles for size {size} and {tables.seconds(peer['seconds'])}"
                     f"{'' if peer['agrees'] else ', but another result'}: {theirs:,.0f} cycles a second.")
      else:
        notes.append(f"- SAM's simulator: {processes.failure(ran)}")
    rows.append([f"matrix times vector, {size} x {size}, 30 % stored", tables.whole(found["cycles"]), tables.whole(found["tokens"]),
                 tables.seconds(found["seconds"]), f"{found['tokens'] / found['seconds'] / 1e6:.1f}",
                 tables.seconds(peer["seconds"]) if peer else "-"])
  bench.raw["speed"] = rows
  absent = "" if sam else " It is absent here (`--sam=FOLDER`)."
  return ["### Speed of the simulator", "",
          "The whole command, reading, compiling and (with values) the comparison with expected results included. SAM's Python simulator runs the same graph on the same data; "
          "its seconds are of its loop alone." + absent, "",
          *tables.table(["run", "cycles", "tokens", "seconds", "million tokens a second", "SAM's simulator"], rows), "", *notes]
