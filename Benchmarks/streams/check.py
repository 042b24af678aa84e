#!/usr/bin/env python3
"""Compares expected and simulated cycles of the small workloads, whose results must be right: the expected ones must be within 5 %
of the simulated (or 50 cycles), and the chosen schedule no worse than unfused, by layer and all at once.

  check.py [--fusec=.build/release/fusec] [workload ...]

Ends with 1 where that is not so. Needs numpy.
"""

import argparse
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import bench
import workloads
import write


class Small(bench.Bench):
  def workload(self, name, with_operands=True):
    folder = self.work / name
    if not folder.exists():
      write.write(workloads.WORKLOADS[name](True, ()), folder)
    return folder


def main():
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  parser.add_argument("workloads", nargs="*", default=workloads.SMALL)
  parser.add_argument("--fusec", default=".build/release/fusec")
  parser.add_argument("--limit", type=float, default=60)
  arguments = parser.parse_args()
  failed = 0
  with tempfile.TemporaryDirectory() as work:
    runs = Small(arguments, work)
    for name in arguments.workloads:
      cycles = []
      for options in [f"regions={regions} {bench.FIXED}" for regions in ("kernel", "layer", "whole")] + ["regions=auto"]:
        try:
          expected = runs.expected(name, options, with_operands=True)["cycles"]
          found = runs.simulated(name, options, "comal")["cycles"]
        except bench.Problem as problem:
          print(f"{name} {options}: {problem}")
          failed += 1
          continue
        cycles.append(found)
        is_near = abs(expected - found) <= max(50, 0.05 * found)
        failed += not is_near
        print(f"{name} {options}: expected {expected}, simulated {found}" + ("" if is_near else ": too far apart"))
      if len(cycles) == 4 and cycles[3] > min(cycles[:3]):
        print(f"{name}: the chosen schedule takes {cycles[3]} cycles, another {min(cycles[:3])}")
        failed += 1
  sys.exit(1 if failed else 0)


if __name__ == "__main__":
  main()
