"""Graphs of the SAM project against the cycles of Comal's own blocks."""

import pathlib

import numpy

import tables
from bench import Problem

GRAPHS = pathlib.Path(__file__).resolve().parents[3] / "test-inputs" / "sparse" / "graphs"
SMALL = (((20, 30), 100, 1), ((30, 25), 100, 2))
# Graph, operands as shape, permille and seed, and the cycles that Comal's blocks took when they were run on them.
ROWS = (
  ("vec-elemmul", (((1000,), 200, 11), ((1000,), 200, 12)), 357),
  ("vec-elemadd", (((1000,), 200, 11), ((1000,), 200, 12)), 357),
  ("mat-identity", (((40, 50), 100, 5),), 261),
  ("mat-elemmul", (((40, 50), 200, 5), ((40, 50), 200, 6)), 784),
  ("spmv-ij", (((50, 60), 100, 7), ((60,), 1000, 8)), 3061),
  ("spmm-ijk", SMALL, 2987), ("spmm-jik", SMALL, 2987), ("spmm-ikj", SMALL, 613), ("spmm-jki", SMALL, 663),
  ("spmm-kij", SMALL, 362), ("spmm-kji", SMALL, 367),
  ("sddmm", (((30, 30), 100, 13), ((30, 8), 1000, 14), ((8, 30), 1000, 15)), 1140),
  ("ttv", (((12, 14, 16), 50, 16), ((16,), 1000, 17)), 1661),
  ("mttkrp", (((8, 9, 10), 200, 23), ((7, 9), 400, 24), ((7, 10), 400, 25)), 890),
  ("innerprod", (((10, 11, 12), 300, 26), ((10, 11, 12), 300, 27)), 815),
  ("ttm", (((8, 9, 10), 200, 28), ((6, 10), 400, 29)), 2599),
  ("tensor3-identity", (((8, 9, 10), 100, 30),), 132),
)


def drawn(shape, permille, seed):
  """An operand as those runs drew it: a linear congruential generator over the places in row-major order."""
  state, values = seed, numpy.zeros(int(numpy.prod(shape)), numpy.float32)
  for index in range(len(values)):
    state = (1103515245 * state + 12345) % (1 << 31)
    if (state >> 16) % 1000 < permille:
      state = (1103515245 * state + 12345) % (1 << 31)
      values[index] = 1 + (state >> 8) % 9
  return values.reshape(shape)


def lines(bench):
  rows, notes, equal = [], [], 0
  for name, operands, cycles in ROWS:
    folder = bench.work / f"case-{name}"
    folder.mkdir()
    for number, operand in enumerate(operands):
      numpy.save(folder / f"input{number}.npy", drawn(*operand))
    row = [name, tables.whole(cycles)]
    for target in ("comal", "comal-strict"):
      try:
        found = bench.run([str(GRAPHS / f"{name}.fir"), "-on=streams", f"-inputs={folder}", f"-target={target}"])["cycles"]
        equal += target == "comal" and found == cycles
        row.append(tables.whole(found))
      except Problem as problem:
        row.append("-")
        notes.append(f"- {name} on {target}: not measured: {problem}")
    rows.append(row)
    bench.progress(name)
  bench.raw["cases"] = rows
  return ["### Graphs of the SAM project", "",
          f"Cycles of Comal's own blocks, compiled from its sources and run on the same drawn operands, beside the simulator's: {equal} of "
          f"{len(ROWS)} are equal. Results agree with the reference interpreter in every row.", "",
          *tables.table(["graph", "Comal's blocks", "paper mode", "strict"], rows), "", *notes]
