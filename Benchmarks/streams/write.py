#!/usr/bin/env python3
"""Writes stream workloads: a folder each, with the program `main.fir`, its operands `input0.mtx`, `input1.npy`, ... and what it
computes, `output0.npy`, as `fusec -run=main -inputs=... -expect=...` reads them.

  write.py <workload>... --to=FOLDER [--small] [--data=FOLDER]... [--program-only]
  write.py --list
  write.py --tests=test-inputs/sparse        the small ones, as tests

--data names folders with public data: Planetoid files (`ind.cora.graph`, ...), or a folder called `cora` with `adjacency.mtx` and
`features.mtx`. Without them, graphs of the same size and degree statistics are drawn, from fixed seeds. Needs numpy, and scipy for
Planetoid files.
"""

import argparse
import pathlib

import numpy

import workloads


def write_operand(operand, stem):
  if isinstance(operand, workloads.Sparse):
    rows = [" ".join(str(index + 1) for index in place) + f" {value!s}" for place, value in zip(operand.places.tolist(), operand.values)]
    sizes = " ".join(map(str, operand.shape + (len(rows),)))
    stem.with_suffix(".mtx").write_text("\n".join(["%%MatrixMarket matrix coordinate real general", sizes, *rows]) + "\n", encoding="ascii")
  else:
    numpy.save(stem.with_suffix(".npy"), operand)


def write(workload, folder, program=True):
  folder.mkdir(parents=True, exist_ok=True)
  if program:
    (folder / "main.fir").write_text(workload.program, encoding="utf-8")
  for number, operand in enumerate(workload.operands):
    write_operand(operand, folder / f"input{number}")
  for number, result in enumerate(workload.expected):
    numpy.save(folder / f"output{number}.npy", result.astype(numpy.float32))


def write_tests(folder):
  """`<name>.fir` with its test lines, and its operands in `Inputs/<name>`."""
  for name in workloads.SMALL:
    workload = workloads.WORKLOADS[name](True, ())
    run = ("// RUN: fusec %s | FileCheck %s\n"
           "// CHECK: func.func @main\n// CHECK: linalg.generic\n")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.fir").write_text(run + workload.program, encoding="utf-8")
    write(workload, folder / "Inputs" / name, program=False)


def main():
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  parser.add_argument("workloads", nargs="*", metavar="workload")
  parser.add_argument("--to", type=pathlib.Path)
  parser.add_argument("--small", action="store_true", help="of a size for tests")
  parser.add_argument("--data", type=pathlib.Path, action="append", default=[], help="a folder with public graphs")
  parser.add_argument("--program-only", action="store_true", help="no operands")
  parser.add_argument("--list", action="store_true")
  parser.add_argument("--tests", type=pathlib.Path, metavar="FOLDER")
  arguments = parser.parse_args()
  if arguments.list:
    print("\n".join(workloads.WORKLOADS))
    return
  if arguments.tests:
    write_tests(arguments.tests)
    return
  if not arguments.workloads or not arguments.to:
    parser.error("expects workloads and --to")
  for name in arguments.workloads:
    if name not in workloads.WORKLOADS:
      parser.error(f"no workload is called {name!r}; --list names them")
    workload = workloads.WORKLOADS[name](arguments.small, arguments.data)
    folder = arguments.to / name
    if arguments.program_only:
      folder.mkdir(parents=True, exist_ok=True)
      (folder / "main.fir").write_text(workload.program, encoding="utf-8")
    else:
      write(workload, folder)
    print(f"{name}: {folder}" + (f" ({workload.source})" if workload.source else ""))


if __name__ == "__main__":
  main()
