#!/usr/bin/env python3
"""Writes the tables of mapping and fusion into Benchmarks/RESULTS.md, and their plots beside it.

  run.py [--fusec=.build/release/fusec] [--python311=PYTHON] [--python312=PYTHON]
         [--only=paper,orders,... | --from=SECTION] [--raw=FILE] [--results=Benchmarks/RESULTS.md]

Without --only and --from it is one run of everything; the folder `sections` says what there is. Each section replaces what
stands between its markers in the results as soon as it is done, so that a run that was ended goes on with --from. The heading
names the commit and the machine of the whole run; a section measured at another commit says so. Seeds are fixed.
--python311 is the Python of a virtual environment with zigzag-dse, six, deap and scikit-optimize, --python312 that of one with
accelforge; without them their columns say "absent". What fails says "failed" and why in its cell, and the rest goes on.
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
  peers = [provenance.package(arguments.python312, "accelforge")] + [
    provenance.package(arguments.python311, name) for name in ("zigzag-dse", "deap", "scikit-optimize")]
  return [
    "## Mapping and fusion", "",
    f"Written by `Benchmarks/mapping/run.py` with a release build of fusec at commit {version}, {progress}; seeds {bench.SEED} (SALSA, the peer's "
    f"annealing: 1). Machine: {provenance.machine()}; "
    f"{', '.join(peers)}. Networks: batch 1, 224 × 224; the GPT-3 block has 256 tokens, width 4096, 32 heads, hidden width 16384 (`networks.py --list`).", "",
    "Machines, all at 1 GHz:", "",
    "- `fadiff-large`, `fadiff-small` (the paper's, reconstructed): 32 × 32 and 16 × 16 units, 3.275 pJ a multiply-add; scratchpad 512 KB and 8 KB, "
    "(0.49 + 0.02513 · KB) pJ a byte, 2 bytes a cycle for each row of the array; accumulator 64 KB and 8 KB, (1.94 + 0.1005 · KB / side) pJ a 4-byte word; "
    "DRAM 64 pJ a byte, 32 bytes a cycle for reads and writes together; registers cost nothing. SRAM energies are DOSA's fits: the paper does not print its own.",
    "- `g16`, `g16-nobypass` (Gemmini-like): 16 × 16, 0.5 pJ a multiply-add; scratchpad 128 KB, 32 bytes a cycle each way, 0.625 pJ a byte; accumulator 32 KB, 64 "
    "bytes a cycle each way, 0.25 pJ a byte; DRAM 8 bytes a cycle, 80 pJ a byte; registers 0.0244 pJ a byte. Inputs and weights may pass the scratchpad by on the first.",
    "- `e32-64k`, `e32-256k`: 32 × 32, 0.5 pJ a multiply-add; one buffer, 256 bytes a cycle each way, 1.6 pJ a byte; vector unit of 32 lanes, 0.5 pJ an operation; DRAM "
    "and registers as above.", "",
    "µJ·cycles is energy in microjoules times cycles; at 1 GHz it is 1e-15 J·s, and 1e6 pJ·cycles."]


def main():
  names = list(sections.ALL)
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  tabling.add_options(parser, names, HERE.parent / "RESULTS.md")
  parser.add_argument("--python311")
  parser.add_argument("--python312")
  parser.add_argument("--networks", default=",".join(bench.NETWORKS), help="for a trial: some of the networks")
  parser.add_argument("--seconds", type=float, default=2.0, help="of each search in the table of searches under m0")
  parser.add_argument("--m1-seconds", type=float, default=5.0, help="of each search in the table and the plot under m1")
  parser.add_argument("--evaluations", type=int, default=2000, help="of each search in the tables of searches")
  parser.add_argument("--repetitions", type=int, default=3, help="of each search whose time is a row of the times")
  parser.add_argument("--workers", type=int, default=2, help="runs at a time, where no time of ours is measured")
  parser.add_argument("--ours", default="exact", help="our search in the paper's table")
  parser.add_argument("--buffer-search", default="exact", help="our search in the table of buffers")
  parser.add_argument("--buffer-sizes", default=",".join(str(2 ** power) for power in range(3, 13)), help="in KB")
  arguments, wanted = tabling.parse(parser, names)
  tabling.write("mapping", sections.ALL, wanted, arguments, lambda version, progress: heading(arguments, version, progress),
                lambda work: bench.Bench(arguments, work))


if __name__ == "__main__":
  main()
