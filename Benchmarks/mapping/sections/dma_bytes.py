"""The bytes that m1 predicts for DRAM beside those that the simulator's DMA moves for the lowered program."""

import json
import re

from processes import failure, run
from tables import percent, table, whole

TARGET = "gemmini-fp32-16"


def section(bench):
  rows, same = [], 0
  for network, title in bench.networks.items():
    for groups in ("none", "search"):
      found = moved(bench, network, groups)
      if isinstance(found, str):
        rows.append([title, "fused" if groups == "search" else "unfused", f"failed: {found}"])
        continue
      predicted, measured, host, off = found
      same += predicted == measured
      rows.append([title, "fused" if groups == "search" else "unfused", *map(whole, predicted), *map(whole, measured),
                   percent(sum(measured) / sum(predicted) - 1), *map(whole, host), off[1] if off else "0"])
    bench.progress(title)
  return [
    "### Predicted and moved bytes", "",
    f"The networks with every dimension shrunk (`networks.py --small`), f32, on `{TARGET}`: the bytes of DRAM that `m1` predicts for the chosen mappings "
    "(`select-mapping{extras=diagonal}`: depthwise channels along the diagonal, as the instructions take them; without and with fusion), and those that the simulator's DMA moves for the program of `lower-to-gemmini`. Host ops' bytes are apart: `m1` does not predict them. What the lowering cannot keep on chip goes through DRAM, with a remark. \"Results off\" "
    "are the outputs that differ from the reference by more than 1e-5 of it (f32 sums in another order).", "",
    *table(["network", "", "predicted: read", "written", "moved: read", "written", "moved over predicted", "host: read", "written", "results off"], rows), "",
    f"Equal to the byte: {same} of {len(rows)}."]


def moved(bench, network, groups):
  """(read, written) predicted, moved, and of the host, and the report of wrong outputs if any; why not, as a text."""
  program = bench.program(network, small=True)
  mapped, costs, report = (bench.work / f"bytes.{name}" for name in ("mlir", "json", "run.json"))
  for path in (mapped, costs, report):
    path.unlink(missing_ok=True)
  options = f"select-mapping{{pipeline=true groups={groups} extras=diagonal}}"
  chosen = run([bench.fusec.path, str(program), f"-passes=import,{options}", f"-target={TARGET}",
                f"-emit=mlir:{mapped}", f"-emit=cost-json:{costs}"], bench.fusec.limit)
  if chosen["code"] != 0:
    return failure(chosen)
  ran = run([bench.fusec.path, str(mapped), "-passes=lower-to-gemmini", f"-target={TARGET}", "-run=main", "-on=gemmini",
             "-seed=1", f"-emit=cost-json:{report}"], bench.fusec.limit)
  if not report.exists():
    return failure(ran)
  predicted, measured = json.loads(costs.read_text()), json.loads(report.read_text())
  return (*(tuple(each["memories"]["dram"][f"{way}_bytes"] for way in ("read", "written")) for each in (predicted, measured)),
          tuple(measured["counters"][f"host_{way}_bytes"] for way in ("read", "written")),
          re.search(r"DIFFERS in (\d+) of", ran["out"]))
