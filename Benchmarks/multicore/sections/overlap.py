"""Array and vector unit side by side: attention cores, whole heads, a decoder layer, beside AccelForge (C2, C3, C8)."""

import measure
from answers import bound, cycles, gap, microjoules, of
from tables import ratio, seconds, table, value

# EDP in J·s, cycles, energy in µJ and seconds of AccelForge 1.0.467, measured before; None where only the EDP was kept.
CORES = [(1, 512, "e32-256k", 1.381e-9, 40960, 33.72, 6.7), (12, 1024, "e32-256k", 2.685e-6, 1966080, 1365.6, 8.4),
         (12, 4096, "e32-256k", 6.393e-4, 31457280, 20324.0, 8.0), (12, 1024, "e32-64k", 3.427e-6, 1966080, 1743.2, 7.7)]
HEADS = [(256, 64, 64, "e32-256k", 1.770e-10, 15360, 11.52, 39), (1024, 128, 128, "e32-512k", 8.741e-8, 360448, 242.5, 38),
         (128, 512, 64, "e32-256k", 5.481e-10, 23040, 23.79, 39)]


def row(bench, title, target, words, edp, theirs, energy, taken, measured):
  first = bench.schedule(bench.program(*words, "--element=f8", "--softmax=elementwise"), target, repetitions=bench.arguments.repetitions, objective="edp")
  whole = bench.schedule(bench.program(*words, "--element=f8"), target, objective="edp")
  mark = "" if measured else "*"
  ours = None if first["problem"] else first["cycles"] * first["energy_pj"] * 1e-21
  bench.progress(title)
  return [title, target, cycles(first), bound(first), gap(first), f"{theirs:,.0f}{mark}", microjoules(first), f"{energy:,.2f}{mark}",
          value(ours) if ours else "-", f"{value(edp)}{mark}", ratio(edp, ours, 2), seconds(first["seconds"]), f"{taken:.1f} s{mark}",
          cycles(whole), microjoules(whole)]


def peers(bench):
  """AccelForge's answers on the attention cores, where it is installed."""
  names = [f"{target}-attention-h{heads}-l{length}-fused" for heads, length, target, *_ in CORES]
  found, why = measure.script(
    bench.arguments.python312, "peers_accelforge.py", ["measure", "--repetitions", "1"] + [item for name in names for item in ("--case", name)],
    bench.work / "accelforge.json", 400)
  bench.progress("AccelForge measured" if found else f"AccelForge: {why}")
  return found["cases"] if found else {}


def section(bench):
  known = peers(bench)
  rows = []
  for heads, length, target, edp, theirs, energy, taken in CORES:
    case = known.get(f"{target}-attention-h{heads}-l{length}-fused")
    if case:
      edp, theirs, energy, taken = case["edp_j_s"], case["cycles"], case["energy_uj"], case["processor_seconds"][-1]
    rows.append(row(bench, f"core, H {heads}, L {length}, d 64", target, ("core", heads, length, 64), edp, theirs, energy, taken, bool(case)))
  for m, n, width, target, edp, theirs, energy, taken in HEADS:
    rows.append(row(bench, f"head {m} × {n}, {width} wide", target, ("head", m, n, f"--width={width}"), edp, theirs, energy, taken, False))
  decoder = bench.schedule(bench.program("decoder", "--element=f8", "--softmax=elementwise"), "tpu-v4i", repetitions=bench.arguments.repetitions, objective="energy", limit=120)
  plain = bench.schedule(bench.program("decoder", "--element=f8", "--softmax=elementwise"), "tpu-v4i", search="layer-by-layer", limit=120)
  bench.progress("decoder")
  return [
    "### Array and vector unit side by side", "",
    "8 bits everywhere. For the comparison a softmax is one exponential an element without sums of rows (`write.py --softmax=elementwise`), as AccelForge counts it; the last two columns are of the whole softmax, all of its operations charged. "
    "`objective=edp`. AccelForge runs one Einsum after another; its heads have the copy that lets X be read once.", "",
    *table(["workload", "machine", "cycles", "bound", "gap", "AccelForge's", "µJ", "AccelForge's", "EDP, J·s", "AccelForge's", "AccelForge / ours", "time",
            "AccelForge's", "cycles, softmax charged", "µJ"], rows), "",
    "A layer of GPT-3 6.7B on 2,048 tokens (its products and its softmax, as AccelForge's example has it), `objective=energy`:", "",
    *table(["machine", "J", "layer by layer, J", "cycles", "bound", "gap", "time", "AccelForge fused, J", "unfused, J", "its time"],
           [["tpu-v4i", joules(decoder), joules(plain), cycles(decoder), bound(decoder), gap(decoder), seconds(decoder["seconds"]), "0.1593*", "0.2193*",
             "232 to 364 s*"]])]


def joules(answer):
  return f"failed: {answer['problem']}" if answer["problem"] else f"{of(answer, 'energy_pj') * 1e-12:.4f}"
