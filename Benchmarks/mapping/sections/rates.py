"""How many plans a second `fusec -evaluate` answers."""

import sys

import measure
from tables import table, whole

PLANS = 8000


def section(bench):
  found, why = measure.script(sys.executable, "evaluate_rate.py", [f"--fusec={bench.fusec.path}", f"--plans={PLANS}"],
                              bench.work / "rates.json", 240)
  lines = ["### The evaluator", ""]
  if found is None:
    return lines + [f"`evaluate_rate.py` failed: {why}."]
  streams = [name.split(", ", 1)[1] for name in found if name.startswith("m0, ")]
  rows = [[stream, *(whole(found[f"{model}, {stream}"]["plans_per_second"]) for model in ("m0", "m1"))] for stream in streams]
  return lines + [
    f"Plans a second that `fusec -evaluate` answers: ResNet18 (21 layers, 3.3 KB of JSON a plan) on `fadiff-large`, {PLANS:,} plans drawn beforehand, medians of five "
    "runs alone on the machine above. In \"all layers new\" every mapping of every plan is new; in \"one layer new\" one is, as a local search sends them; in "
    "\"fused pairs\" about half of the fusible pairs are fused. Asked: 20,000.", "",
    *table(["stream", "`m0`, plans/s", "`m1`, plans/s"], rows)]
