#!/usr/bin/env python3
"""ZigZag beside fusec on the machine g16: measures its mappers, and scores any mapping by its model.

  peers_zigzag.py measure [--gemm MxKxN ...] [--engine loma6|loma7|loma8|salsa ...] [--mappings FOLDER] [--json FILE]
      runs ZigZag's searches on GEMMs and prints energy, cycles, EDP and seconds; with --mappings, writes
      each answer as the YAML that `replay` reads.
  peers_zigzag.py replay --gemm MxKxN MAPPING.yaml ... [--json FILE]
      scores complete mappings (`fusec -emit=zigzag-ordering`) by ZigZag's own model.

Run it with the Python of a virtual environment that has `pip install zigzag-dse six`. Without that package
it prints one line that says so, and exits with 0: absent, never guessed.

The mapping file is ZigZag's own. Loops are listed innermost first; D are the rows of the GEMM (M), C is
reduced (K), K are the columns (N):
  - name: default
    spatial_mapping:
      D1: ["K, 16"]
      D2: ["C, 16"]
    temporal_ordering: [[D, 256], [K, 2], [C, 32], [K, 16], [D, 2]]
    memory_operand_links: {O: O, W: I2, I: I1}
ZigZag decides by itself which loops each operand keeps in which memory: level by level from the innermost,
the choice of loops, per operand a prefix of what is left of the order, that has the fewest accesses above.
So where to split a loop matters, and loops of one trip must be left out (it crashes on them). An order that
does not cover the problem makes ZigZag search instead, silently: `replay` refuses such a file.
"""

import argparse
import json
import logging
import os
import pathlib
import random
import re
import resource
import statistics
import sys
import tempfile
import time

PEERS = pathlib.Path(__file__).resolve().parent / "peers"
HARDWARE = PEERS / "zigzag-g16-hardware.yaml"
SPATIAL = PEERS / "zigzag-weight-stationary-mapping.yaml"
GEMMS = ["512x512x512", "512x768x3072"]
ENGINES = {"loma6": 6, "loma7": 7, "loma8": 8, "salsa": None}


def load_zigzag():
  try:
    import numpy
    import zigzag.api
    import yaml
  except ImportError as error:
    print(f"ZigZag: absent ({error}); needs `pip install zigzag-dse six`")
    sys.exit(0)
  return zigzag.api, numpy, yaml


def version():
  import importlib.metadata
  return importlib.metadata.version("zigzag-dse")


def sizes_of(gemm):
  match = re.fullmatch(r"(\d+)x(\d+)x(\d+)", gemm)
  if not match:
    sys.exit(f"expects a GEMM as MxKxN, not {gemm!r}")
  m, k, n = map(int, match.groups())
  return {"D": m, "C": k, "K": n}


def workload(gemm):
  """One GEMM with 8 bits everywhere, partial sums too, as the other tool counts them.

  The loops are in the order of ZigZag's ONNX reader: how LOMA merges factors depends on it.
  """
  sizes = {dimension: sizes_of(gemm)[dimension] for dimension in "CDK"}
  return [{
    "id": 0, "name": "gemm", "operator_type": "Gemm", "equation": "O[d][k]+=I[d][c]*W[c][k]",
    "dimension_relations": [], "loop_dims": list(sizes), "loop_sizes": list(sizes.values()),
    "operand_precision": {"O": 8, "O_final": 8, "W": 8, "I": 8},
  }]


def processor_time():
  """Of this process and of those that it has waited for: the annealing forks."""
  usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
  return sum(use.ru_utime + use.ru_stime for use in usage)


def run(api, gemm, mapping, engine, scratch):
  """ZigZag's answer: energy (pJ), latency (cycles), the loops per operand and memory, and seconds."""
  logging.disable(logging.CRITICAL)
  arguments = {"temporal_mapping_search_engine": "salsa"} if engine == "salsa" else {
    "temporal_mapping_search_engine": "loma", "lpf_limit": ENGINES.get(engine, 6)}
  start, processor_start = time.monotonic(), processor_time()
  energy, latency, details = api.get_hardware_performance_zigzag(
    workload(gemm), str(HARDWARE), str(mapping), opt="EDP", dump_folder=scratch,
    loma_show_progress_bar=False, **arguments)
  seconds, processor_seconds = time.monotonic() - start, processor_time() - processor_start
  cost = details[0][1][0][0]
  levels = {str(operand): [[[str(dimension), int(size)] for dimension, size in level] for level in loops]
            for operand, loops in cost.temporal_mapping.mapping_dic_origin.items()}
  return {
    "energy_pj": float(energy), "cycles": float(latency), "edp_pj_cycles": float(energy) * float(latency),
    "levels": levels, "seconds": seconds, "processor_seconds": processor_seconds,
  }


def complete_order(levels):
  """The whole order, innermost first, from one operand's loops per memory: they are slices of it."""
  return [loop for level in next(iter(levels.values())) for loop in level]


def mapping_yaml(order):
  lines = [SPATIAL.read_text().split("  memory_operand_links:")[0].rstrip(), "  temporal_ordering:"]
  lines += [f"    - [{dimension}, {size}]" for dimension, size in order]
  lines += ["  memory_operand_links:", "    O: O", "    W: I2", "    I: I1"]
  return "\n".join(lines) + "\n"


def check_covers(yaml, path, gemm):
  """Refuses a file that ZigZag would not replay but search, or whose loops do not make up the problem."""
  entries = yaml.safe_load(pathlib.Path(path).read_text())
  entry = next((entry for entry in entries if entry.get("name") == "default"), None)
  if entry is None or not entry.get("temporal_ordering"):
    sys.exit(f"{path}: no entry 'default' with a temporal_ordering")
  covered = {"D": 1, "C": 1, "K": 1}
  for side, loops in (entry.get("spatial_mapping") or {}).items():
    for loop in loops:
      dimension, factor = loop.split(",")[0].strip(), int(loop.split(",")[1])
      if dimension not in covered:
        sys.exit(f"{path}: {side} unrolls {dimension}; the dimensions of a GEMM are D, C and K")
      covered[dimension] *= factor
  for dimension, factor in entry["temporal_ordering"]:
    if dimension not in covered or not isinstance(factor, int) or factor < 2:
      sys.exit(f"{path}: [{dimension}, {factor}] is no loop: D, C or K, and at least 2 trips")
    covered[dimension] *= factor
  if covered != sizes_of(gemm):
    sys.exit(f"{path}: the loops make {covered}, the GEMM has {sizes_of(gemm)}")


def measure(arguments, scratch):
  api, numpy, _ = load_zigzag()
  results = {"peer": "ZigZag", "version": version(), "cases": {}}
  print(f"ZigZag {version()}, machine g16, one process")
  print(f"{'GEMM':14} {'engine':7} {'uJ':>10} {'cycles':>10} {'EDP pJ*cyc':>12} {'s median':>9} {'cpu s':>8}")
  for gemm in arguments.gemm or GEMMS:
    for engine in arguments.engine or list(ENGINES):
      answers = []
      for repetition in range(arguments.repetitions):
        random.seed(arguments.seed + repetition)
        numpy.random.seed(arguments.seed + repetition)
        answers.append(run(api, gemm, SPATIAL, engine, scratch))
      best = min(answers, key=lambda answer: answer["edp_pj_cycles"])
      best["all_edp_pj_cycles"] = [answer["edp_pj_cycles"] for answer in answers]
      best["seconds"] = statistics.median(answer["seconds"] for answer in answers)
      best["processor_seconds"] = statistics.median(answer["processor_seconds"] for answer in answers)
      results["cases"][f"{gemm}/{engine}"] = best
      print(f"{gemm:14} {engine:7} {best['energy_pj'] / 1e6:10.2f} {best['cycles']:10.0f} "
            f"{best['edp_pj_cycles']:12.4e} {best['seconds']:9.2f} {best['processor_seconds']:8.2f}", flush=True)
      if arguments.mappings:
        folder = pathlib.Path(arguments.mappings)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"g16-{gemm}-{engine}.yaml").write_text(mapping_yaml(complete_order(best["levels"])))
  return results


def replay(arguments, scratch):
  api, _, yaml = load_zigzag()
  results = {"peer": "ZigZag", "version": version(), "cases": {}, "files": {}}
  for path in arguments.mapping:
    check_covers(yaml, path, arguments.gemm)
    answer = run(api, arguments.gemm, path, "replay", scratch)
    results["files"][path] = answer
    print(f"ZigZag {version()} on {path}: {answer['energy_pj'] / 1e6:.4f} uJ, "
          f"{answer['cycles']:.0f} cycles, EDP {answer['edp_pj_cycles']:.6e} pJ*cycles, {answer['seconds']:.3f} s")
    for operand, levels in answer["levels"].items():
      print(f"  {operand}: " + " | ".join(" ".join(f"{d} {n}" for d, n in level) or "-" for level in levels)
            + "   (innermost memory first)")
  results["cases"][arguments.gemm] = min(results["files"].values(), key=lambda answer: answer["edp_pj_cycles"])
  return results


def main():
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  commands = parser.add_subparsers(dest="command", required=True)
  measuring = commands.add_parser("measure")
  measuring.add_argument("--gemm", action="append", help="MxKxN; may be given several times")
  measuring.add_argument("--engine", action="append", choices=list(ENGINES))
  measuring.add_argument("--repetitions", type=int, default=1)
  measuring.add_argument("--seed", type=int, default=1, help="of the annealing; +1 per repetition")
  measuring.add_argument("--mappings", help="folder for the answers as YAML")
  replaying = commands.add_parser("replay")
  replaying.add_argument("--gemm", required=True)
  replaying.add_argument("mapping", nargs="+")
  for command in (measuring, replaying):
    command.add_argument("--json", help="file for every figure")
  arguments = parser.parse_args()
  with tempfile.TemporaryDirectory() as scratch:
    results = (measure if arguments.command == "measure" else replay)(arguments, os.path.join(scratch, "zigzag"))
  if arguments.json:
    pathlib.Path(arguments.json).write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
  main()
