"""The cycles that m1 predicts beside those of the Gemmini simulator."""

import sys

import measure
from tables import table

COUNT, DRAWN_WITH = 300, 22


def section(bench):
  found, why = measure.script(sys.executable, "cycles.py",
                              [f"--fusec={bench.fusec.path}", f"--count={COUNT}", f"--seed={DRAWN_WITH}"], bench.work / "cycles.json", 200)
  lines = ["### Predicted and simulated cycles", ""]
  if found is None:
    return lines + [f"`cycles.py` failed: {why}."]
  rows = [[name, f"{each['count']}", f"{each['tau']:.3f}", *(f"{quartile:.1f} %" for quartile in each["quartiles"]),
           f"{each['tenth']:.1f} %", f"{each['most']:.1f} %"]
          for name, each in ((name, found[name]) for name in ("products", "convolutions", "all"))]
  return lines + [
    "Drawn int8 products and convolutions with a drawn mapping each, on `gemmini`: the cycles of `m1` with its pipeline terms beside those of the simulator, "
    f"which runs the lowered program. Kendall's rank correlation (asked: 0.95) and the relative error of the prediction (asked: median 10 %). Seed {DRAWN_WITH}; "
    f"{found['skipped']} draws whose mapping did not fit or was not followed are left out.", "",
    *table(["layers", "count", "Kendall τ", "first quartile", "median", "third quartile", "nine tenths", "most"], rows)]
