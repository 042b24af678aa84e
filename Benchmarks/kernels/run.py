#!/usr/bin/env python3
"""Writes the tables of stitched kernels into Benchmarks/RESULTS.md.

  run.py [--fusec=.build/release/fusec] --python=PYTHON [--only=launches,times,... | --from=SECTION]
         [--raw=FILE] [--results=Benchmarks/RESULTS.md]

--python is the Python of a virtual environment with jax, and torch where it is to be measured. Without --only and --from it is one
run of everything. What fails says "failed" and why in its cell, and the rest goes on.
"""

import argparse
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # What all benchmarks share.

import bench
import provenance
import sections
import tabling


def heading(arguments, version, progress):
  """What all sections have in common. `progress` says how far the run is."""
  peers = ", ".join(provenance.package(arguments.python, name) for name in ("jax", "torch"))
  return ["## Stitched kernels", "",
          f"Written by `Benchmarks/kernels/run.py` with a release build of fusec at commit {version}, {progress}. Machine: {provenance.machine()}; {peers}. "
          "Programs: `Benchmarks/kernels/programs.py`, exported from JAX; fusec compiles them with `-target=cpu -passes=kernels -emit=c`, clang with `-O3 -march=native`."]


def main():
  names = list(sections.ALL)
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  tabling.add_options(parser, names, HERE.parent / "RESULTS.md")
  parser.add_argument("--python", help="of an environment with jax, and torch where it is to be measured")
  parser.add_argument("--programs", help="for a trial: some of the programs, with commas between")
  parser.add_argument("--repetitions", type=int, default=15, help="of each time")
  arguments, wanted = tabling.parse(parser, names)
  tabling.write("kernels", sections.ALL, wanted, arguments, lambda version, progress: heading(arguments, version, progress),
                lambda work: bench.Bench(arguments, work))


if __name__ == "__main__":
  main()
