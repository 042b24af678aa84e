#!/usr/bin/env python3
"""Runs y(i) = B(i,j) c(j), loops i, j, on the SAM project's own Python simulator, and prints cycles and seconds as JSON.

  sam_peer.py <checkout of the SAM project> <folder with input0.mtx and input1.npy>

Both operands are compressed. The blocks are the project's; what joins them here is written from its documentation.
"""

import json
import pathlib
import sys
import time
import types

import numpy


def compressed(rows, count):
  """Segments and coordinates of the rows that hold something, and of what they hold."""
  stored = [index for index in range(count) if rows[index]]
  segments, columns, values = [0], [], []
  for index in stored:
    columns += [column for column, _ in rows[index]]
    values += [value for _, value in rows[index]]
    segments.append(len(columns))
  return [0, len(stored)], stored, segments, columns, values


def main():
  sys.path.insert(0, sys.argv[1])
  # The package asks its test runner for something as it is imported, and for nothing else.
  sys.modules.setdefault("pytest", types.SimpleNamespace(register_assert_rewrite=lambda *names: None))
  from sam.sim.src.accumulator import Reduce
  from sam.sim.src.array import Array
  from sam.sim.src.compute import Multiply2
  from sam.sim.src.joiner import Intersect2
  from sam.sim.src.rd_scanner import CompressedCrdRdScan
  from sam.sim.src.repeater import RepeatSigGen, Repeat
  from sam.sim.src.wr_scanner import CompressWrScan, ValsWrScan

  folder = pathlib.Path(sys.argv[2])
  lines = [line.split() for line in open(folder / "input0.mtx") if not line.startswith("%")]
  count = int(lines[0][0])
  rows = [[] for _ in range(count)]
  for row, column, value in lines[1:]:
    rows[int(row) - 1].append((int(column) - 1, float(value)))
  outer_segments, outer, inner_segments, inner, values = compressed([sorted(row) for row in rows], count)
  vector = numpy.load(folder / "input1.npy")
  kept = [int(index) for index in numpy.flatnonzero(vector)]
  options = {"debug": False, "statistics": False}
  b_i = CompressedCrdRdScan(crd_arr=outer, seg_arr=outer_segments, **options)
  b_j = CompressedCrdRdScan(crd_arr=inner, seg_arr=inner_segments, **options)
  c_j = CompressedCrdRdScan(crd_arr=kept, seg_arr=[0, len(kept)], **options)
  signal, repeat = RepeatSigGen(**options), Repeat(**options)
  both = Intersect2(**options)
  b_values = Array(init_arr=values, **options)
  c_values = Array(init_arr=[float(vector[index]) for index in kept], **options)
  product, total = Multiply2(**options), Reduce(**options)
  x_i = CompressWrScan(seg_size=2, size=count, fill=0, **options)
  x_values = ValsWrScan(size=count, fill=0, **options)
  roots, root_of_c = [0, "D"], [0, "D"]
  blocks = [b_i, signal, repeat, c_j, b_j, both, b_values, c_values, product, total, x_values, x_i]
  cycles = 0
  start = time.perf_counter()
  while not all(block.out_done() for block in (x_values, x_i)):
    if roots:
      b_i.set_in_ref(roots.pop(0))
      repeat.set_in_ref(root_of_c.pop(0))
    signal.set_istream(b_i.out_crd())
    repeat.set_in_repeat(signal.out_repeat())
    c_j.set_in_ref(repeat.out_ref())
    b_j.set_in_ref(b_i.out_ref())
    both.set_in1(b_j.out_ref(), b_j.out_crd())
    both.set_in2(c_j.out_ref(), c_j.out_crd())
    b_values.set_load(both.out_ref1())
    c_values.set_load(both.out_ref2())
    product.set_in1(b_values.out_load())
    product.set_in2(c_values.out_load())
    total.set_in_val(product.out_val())
    x_i.set_input(b_i.out_crd())
    x_values.set_input(total.out_val())
    for block in blocks:
      block.update()
    cycles += 1
  seconds = time.perf_counter() - start
  dense = numpy.zeros((count, len(vector)))
  for row, entries in enumerate(rows):
    for column, value in entries:
      dense[row, column] = value
  expected = (dense @ vector)[outer]
  found = x_values.get_arr()[:len(outer)]
  print(json.dumps({"cycles": cycles, "seconds": seconds, "agrees": bool(numpy.allclose(found, expected, rtol=1e-4))}))


if __name__ == "__main__":
  main()
