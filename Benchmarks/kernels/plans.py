"""How plans of kernels compare: exact, greedy and beam under our legality, XLA's fusers, and HiGHS on the same patterns.

    python3 Benchmarks/kernels/plans.py --models FOLDER [--python PYTHON] [--highs PYTHON] > rows.json

PYTHON is one with jax, for XLA and the training step of BERT, and one with highspy. What is missing is left out of the rows.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
# The training step is the one of a classifier with Adam; BERT's is exported by a script beside this one, bert_training.py.
MODELS = ["dien_b128_t50", "xent_adam_mlp_b64", "bert_base_encoder_s128", "bert_base_block_s128_grad"]
SOLVERS = {"exact": "solver=exact", "greedy": "solver=greedy horizontal=false", "beam-3": "solver=beam k=3 horizontal=false",
           "beam-3, k=8": "solver=beam horizontal=false"}
# Without this flag most of XLA's fusions on CPUs are made for YNNPACK; with it, its classic fuser decides.
CLASSIC = "--xla_cpu_experimental_ynn_fusion_type="
XLA = """
import sys, json
sys.path.insert(0, sys.argv[2])
import hlo, jax
from jax._src.interpreters import mlir
from jax._src.lib import xla_client
from jax._src.lib.mlir import ir
with mlir.make_ir_context():
  code = mlir.module_to_bytecode(ir.Module.parse(open(sys.argv[1]).read()))
devices = xla_client.DeviceList((jax.devices("cpu")[0],))
compiled = jax.devices("cpu")[0].client.compile_and_load(code, devices, xla_client.CompileOptions())
print(json.dumps(hlo.kernels(compiled.hlo_modules()[0].to_string())))
"""
HIGHS = """
import json, sys, time, highspy
solver = highspy.Highs()
for option, value in [("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("time_limit", float(sys.argv[2]))]:
  solver.setOptionValue(option, value)
solver.readModel(sys.argv[1])
start = time.perf_counter()
solver.run()
print(json.dumps({"seconds": time.perf_counter() - start, "gain": -solver.getInfo().objective_function_value,
                  "gap": solver.getInfo().mip_gap}))
"""


def run(command, limit, environment=None):
  """What a command prints on both streams; None where it fails."""
  try:
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=limit, env=environment)
  except (OSError, subprocess.TimeoutExpired):
    return None
  return ran.stdout if ran.returncode == 0 else None


def counters(text):
  """The counters of plan-kernels among the statistics of all passes."""
  own = text[text.index("\nplan-kernels\n"):].split("\n")[2:] if "\nplan-kernels\n" in text else []
  found = {}
  for line in own:
    match = re.fullmatch(r" +(\d+)  (.+)", line)
    if not match:
      break
    found[match[2]] = int(match[1])
  return found


def plan(fusec, source, target, options, limit):
  """What one solver decides: kernels, launches, bytes, predicted seconds, gap, and how long that took."""
  start = time.perf_counter()
  text = run([fusec, str(source), f"-target={target}", f"-passes=import,plan-kernels{{{options}}}", "-stats"], limit)
  if text is None:
    return None
  found = counters(text)
  row = {"ops": found.get("memory-bound ops"), "patterns": found.get("patterns"), "kernels": found.get("kernels"),
         "launches": found.get("launches"), "bytes": found.get("offchip bytes"),
         "lower_bound_bytes": found.get("offchip bytes, lower bound"),
         "predicted_seconds": sum(map(int, re.findall(r"fuse.kernel_plan = \{[^}]*picoseconds = (\d+)", text))) * 1e-12,
         "plan_seconds": found.get("microseconds of planning", 0) * 1e-6, "process_seconds": time.perf_counter() - start}
  if "gap in millionths" in found:
    row["gap"] = found["gap in millionths"] * 1e-6
    row["pack_gap"] = found.get("gap of packs in millionths", 0) * 1e-6
  return row


def xla(python, source, flags, limit):
  """What XLA launches on a CPU, from its optimized HLO."""
  text = run(["env", f"XLA_FLAGS={flags}", python, "-c", XLA, str(source), str(HERE)], limit)
  return json.loads(text.strip().split("\n")[-1]) if text else None


def highs(fusec, python, source, target, limit):
  """HiGHS on the patterns of the exact plan, with the cuts that were needed."""
  with tempfile.TemporaryDirectory() as folder:
    program = pathlib.Path(folder) / "plan.mps"
    if run([fusec, str(source), f"-target={target}", "-passes=import,plan-kernels", "-emit=ilp-mps", "-o", str(program)], limit) is None:
      return None
    text = run([python, "-c", HIGHS, str(program), str(limit)], limit + 60)
    if text is None:
      return None
    own = int(program.read_text().split("\n", 1)[0].split()[-1])
    return {**json.loads(text.strip().split("\n")[-1]), "our_gain": own}


def section(fusec, models=None, sources=(), python=None, highs_python=None, target="h200", limit=300):
  """The rows: one for each program, with what each planner makes of it. `models` is the folder of models, `sources` are further
  programs as StableHLO."""
  programs = [pathlib.Path(models) / f"{name}.mlir" for name in MODELS] if models else []
  rows = []
  for source in [*programs, *map(pathlib.Path, sources)]:
    if not source.exists():
      continue
    row = {"program": source.stem, "target": target}
    for name, options in SOLVERS.items():
      row[name] = plan(fusec, source, target, options, limit)
    if python:
      row["xla"], row["xla classic"] = xla(python, source, "", limit), xla(python, source, CLASSIC, limit)
      if row["exact"] and row["xla classic"]:
        row["launches of xla classic's"] = row["exact"]["launches"] / max(1, row["xla classic"]["memory_bound"])
    if highs_python:
      row["highs"] = highs(fusec, highs_python, source, target, limit)
    rows.append(row)
  return rows


def main():
  parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
  parser.add_argument("sources", nargs="*", help="further programs")
  parser.add_argument("--fusec", default=str(HERE.parent.parent / ".build/release/fusec"))
  parser.add_argument("--models", help="the folder of models")
  parser.add_argument("--python", help="a Python with jax")
  parser.add_argument("--highs", help="a Python with highspy")
  parser.add_argument("--target", default="h200")
  parser.add_argument("--limit", type=float, default=300, help="seconds for each run")
  arguments = parser.parse_args()
  json.dump(section(arguments.fusec, arguments.models, arguments.sources, arguments.python, arguments.highs, arguments.target,
                    arguments.limit), sys.stdout, indent=1)
  print()


if __name__ == "__main__":
  main()
