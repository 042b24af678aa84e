"""Plans of kernels: the exact choice beside greedy and beam search under our legality, HiGHS on the same patterns, and XLA's fusers."""

import json
import re

import processes
from bench import HERE, MODELS, Problem
from tables import percent, seconds, table

# The training step is that of a classifier with Adam; BERT's is exported by bert_training.py.
NAMES = {"dien_b128_t50": "DIEN, batch 128, 50 steps", "xent_adam_mlp_b64": "training step of a classifier",
         "bert_base_encoder_s128": "BERT-base encoder", "bert_base_block_s128_grad": "gradient of a layer of BERT-base",
         "bert_training1": "training step of BERT, 1 layer", "bert_training12": "training step of BERT, 12 layers"}
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


def plan(bench, source, target, options):
  """What one solver decides: kernels, launches, bytes, predicted seconds, gap, and how long that took."""
  ran = processes.run([bench.fusec, str(source), f"-target={target}", f"-passes=import,plan-kernels{{{options}}}", "-stats"], bench.arguments.limit)
  if ran["code"] != 0:
    raise Problem(processes.failure(ran))
  text = ran["out"] + ran["error"]
  found = counters(text)
  plans = re.findall(r"fuse.kernel_plan = \{([^}]*)\}", text)
  def picoseconds(field):
    return sum(int(time) for fields in plans for time in re.findall(rf"\b{field} = (\d+)", fields))
  return {"ops": found["memory-bound ops"], "patterns": found["patterns"], "kernels": found["kernels"], "launches": found["launches"],
          "kernel_seconds": picoseconds("picoseconds") * 1e-12, "product_seconds": picoseconds("outside_picoseconds") * 1e-12, "plan_seconds": found["microseconds of planning"] * 1e-6,
          "gap": found.get("gap in millionths", 0) * 1e-6, "pack_gap": found.get("gap of packs in millionths", 0) * 1e-6}


def xla(bench, source, flags):
  """What XLA launches on a CPU, from its optimized HLO."""
  ran = processes.run(["env", f"XLA_FLAGS={flags}", str(bench.arguments.python), "-c", XLA, str(source), str(HERE)], bench.arguments.limit * 5)
  if ran["code"] != 0:
    raise Problem(processes.failure(ran))
  return json.loads(ran["out"].strip().split("\n")[-1])


def highs(bench, source, target):
  """HiGHS on the patterns of the exact plan, with the cuts that were needed."""
  program = bench.work / "plan.mps"
  ran = processes.run([bench.fusec, str(source), f"-target={target}", "-passes=import,plan-kernels", "-emit=ilp-mps", "-o", str(program)],
                      bench.arguments.limit)
  if ran["code"] != 0:
    raise Problem(processes.failure(ran))
  ran = processes.run([str(bench.arguments.python), "-c", HIGHS, str(program), "120"], 240)
  if ran["code"] != 0:
    raise Problem(processes.failure(ran))
  return {**json.loads(ran["out"].strip().split("\n")[-1]), "our_gain": int(program.read_text().split("\n", 1)[0].split()[-1])}


def training(bench, layers):
  """The training step of BERT as StableHLO."""
  source = bench.work / f"bert_training{layers}.mlir"
  ran = processes.run([str(bench.arguments.python), str(HERE / "bert_training.py"), str(layers)], 300)
  if ran["code"] != 0:
    raise Problem(processes.failure(ran))
  source.write_text(ran["out"])
  return source


def section(bench):
  plan_rows, peer_rows = [], []
  for name, title in NAMES.items():
    try:
      source = training(bench, int(name[len("bert_training"):])) if name.startswith("bert_training") else MODELS / f"{name}.mlir"
      found = {target: {solver: plan(bench, source, target, options) for solver, options in SOLVERS.items()} for target in ("cpu", "h200")}
    except Problem as problem:
      plan_rows.append([title, f"failed: {problem}"])
      continue
    bench.raw[f"plan {name}"] = found
    for target, plans in found.items():
      exact = plans["exact"]
      # A product that one plan takes into a kernel and another leaves outside is in the time of both; what all leave outside is in none.
      least = min(each["product_seconds"] for each in plans.values())
      times = {solver: each["kernel_seconds"] + each["product_seconds"] - least for solver, each in plans.items()}
      plan_rows.append([title, target, exact["ops"], exact["patterns"], seconds(exact["plan_seconds"]), percent(exact["gap"]), percent(exact["pack_gap"]),
                        exact["kernels"], exact["launches"], plans["greedy"]["kernels"], plans["beam-3"]["kernels"], plans["beam-3, k=8"]["kernels"],
                        *(f"{times[solver] / times['exact']:.3f}" if times["exact"] else "-" for solver in ("greedy", "beam-3", "beam-3, k=8"))])
    bench.progress(title)
    peer_rows.append([title, *peer_cells(bench, source, found["h200"]["exact"])])
    bench.progress(f"{title}: peers")
  return [
    "### Plans of kernels", "",
    "Exact is ours (`plan-kernels`): disjoint patterns by an exact program of zeros and ones, then packs of small kernels of one shape in one launch, each with its proved "
    "gap. Greedy takes patterns by gain; beam-3 keeps three plans along the program, of three patterns a unit as published, or of eight. All have our legality, cost model and "
    "copies of free ops. \"Time\" is that of the planning, legality included. The ratios are predicted times over that of the exact plan, packs included, and the products that one of the plans takes into a kernel: where another leaves them outside, they are in its time too. "
    "Asked of the training step of "
    "12 layers: under 1 s with a gap of at most 0.1 %.", "",
    *table(["program", "machine", "ops", "patterns", "time", "gap", "gap of packs", "kernels", "launches", "greedy: kernels", "beam-3", "beam-3, k=8",
            "greedy / exact", "beam-3 / exact", "beam-3, k=8 / exact"], plan_rows), "",
    "Launches of memory-bound kernels beside XLA's on a CPU: as it is now, and with its classic fuser, from its optimized HLO; the body of a loop counts as often as the HLO says it "
    "runs. HiGHS solves the same program of zeros and ones that `-emit=ilp-mps` writes, one thread, 120 s at most. Asked of a training step: at most 0.38 of the classic fuser's.", "",
    *table(["program", "ours on h200", "XLA", "classic XLA", "ours / classic", "HiGHS", "its gain, ps", "our gain, ps"], peer_rows)]


def peer_cells(bench, source, exact):
  """Launches of ours and of XLA, and what HiGHS finds."""
  cells = [exact["launches"]]
  try:
    now, classic = (xla(bench, source, flags)["memory_bound"] for flags in ("", CLASSIC))
    cells += [now, classic, f"**{exact['launches'] / max(1, classic):.2f}**"]
  except Problem as problem:
    cells += [f"failed: {problem}", "", ""]
  try:
    other = highs(bench, source, "h200")
    cells += [seconds(other["seconds"]), f"{other['gain']:,.0f}", f"{other['our_gain']:,}"]
  except Problem as problem:
    cells += [f"failed: {problem}"]
  return cells
