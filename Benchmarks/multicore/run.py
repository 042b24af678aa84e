#!/usr/bin/env python3
"""Writes the tables of multi-core schedules into Benchmarks/RESULTS.md, and their plots beside it.

  run.py [--fusec=.build/release/fusec] [--python312=PYTHON] [--only=features,study,... | --from=SECTION] [--raw=FILE]
         [--results=Benchmarks/RESULTS.md]

Without --only and --from it is one run of everything; the folder `sections` says what there is. Each section replaces what stands between its
markers in the results as soon as it is done. --python312 is the Python of a virtual environment with accelforge; without it, and for peers
that are not packages, the columns have the figures that were measured before, marked with *. What fails says why in its cell.
"""

import argparse
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # What all benchmarks share.
sys.path.insert(1, str(HERE.parent / "mapping"))  # Charts, and the programs of networks.
sys.path.insert(0, str(HERE))

import bench
import provenance
import sections
import tabling


def heading(arguments, version, progress):
  """What all sections have in common. `progress` says how far the run is."""
  return [
    "## Multi-core schedules", "",
    f"Written by `Benchmarks/multicore/run.py` with a release build of fusec at commit {version}, {progress}. Machine: {provenance.machine()}; "
    f"{provenance.package(arguments.python312, 'accelforge')}. Programs are those of `Benchmarks/multicore/write.py` and `test-inputs/models`; platforms "
    "are those of fusec's catalog (`fusec -help=<platform>` prints each with its sources).", "",
    "Every figure is of a run: fusec schedules, checks the schedule, and reports it (`-emit=schedule-json`). Bounds are proved ones, and \"gap\" is how far "
    "the schedule is above. \"Time\" is the wall time of the whole process, with reading and writing. Softmax is charged operation by operation on the "
    "vector unit unless a table says that it is free. A figure with * is a peer's that was measured before, on the same kind of machine, with the "
    "versions that `docs/multicore.md` names; it was not run here."]


def main():
  names = list(sections.ALL)
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  tabling.add_options(parser, names, HERE.parent / "RESULTS.md")
  parser.add_argument("--python312")
  parser.add_argument("--repetitions", type=int, default=3, help="of each run whose time is shown; the median is")
  parser.add_argument("--most-nodes", type=int, default=1_200_000, help="of the largest program in the table of throughput")
  arguments, wanted = tabling.parse(parser, names)
  tabling.write("multicore", sections.ALL, wanted, arguments, lambda version, progress: heading(arguments, version, progress),
                lambda work: bench.Bench(arguments, work))


if __name__ == "__main__":
  main()
