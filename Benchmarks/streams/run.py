#!/usr/bin/env python3
"""Writes the tables of sparse streams into Benchmarks/RESULTS.md.

  run.py [--fusec=.build/release/fusec] [--data=FOLDER]... [--sam=FOLDER] [--only=published,schedules,... | --from=SECTION]
         [--raw=FILE] [--results=Benchmarks/RESULTS.md]

--data names folders with public graphs, as write.py takes them. What can't be measured says so, and why. Needs numpy.
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
  return ["## Sparse streams", "",
          f"Written by `Benchmarks/streams/run.py` with fusec at commit {version}, {progress}. Cycles are the same whatever machine and build they are simulated on; seconds are of a release build. Machine: {provenance.machine()}. "
          "Workloads: `Benchmarks/streams/workloads.py`."]


def main():
  names = list(sections.ALL)
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  tabling.add_options(parser, names, HERE.parent / "RESULTS.md")
  parser.add_argument("--data", action="append", default=[], help="a folder with public graphs")
  parser.add_argument("--sam", help="a checkout of the SAM project, whose simulator is to be measured")
  arguments, wanted = tabling.parse(parser, names)
  tabling.write("streams", sections.ALL, wanted, arguments, lambda version, progress: heading(arguments, version, progress),
                lambda work: bench.Bench(arguments, work))


if __name__ == "__main__":
  main()
