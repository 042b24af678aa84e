"""How many nodes the scheduler times a second, and what memory a node takes (C7)."""

import json
import os
import pathlib
import statistics

from processes import failure, run
from tables import seconds, table, whole

# Tokens; a node is a row of a layer.
SIZES = [2 ** power for power in range(6, 18)]


def section(bench):
  tool = pathlib.Path(os.environ.get("SCHEDULE_SPEED", pathlib.Path(bench.fusec).parent / "schedule-speed"))
  if not tool.exists():
    return ["### Throughput of the scheduler", "", f"Not measured: {tool.name} is not built (`swift build -c release --product {tool.name}`)."]
  rows, before = [], None
  for tokens in SIZES:
    title = f"{tokens:,} × 8"
    program = bench.program("head", tokens, 8, "--element=f8")
    imported = bench.work / "imported.mlir"
    ran = run([bench.fusec, str(program), "-passes=import", "-o", str(imported)], bench.arguments.limit)
    answers = []
    for _ in range(bench.arguments.repetitions):
      if ran["code"] == 0:
        ran = run([str(tool), "ck64", "1"], 300, imported.read_text())
      if ran["code"] != 0:
        break
      answers.append(json.loads(ran["out"]))
    if ran["code"] != 0:
      rows.append([title, f"failed: {failure(ran)}"])
      bench.progress(f"{title}: {failure(ran)}")
      continue
    nodes = answers[0]["nodes"]
    taken = statistics.median(answer["seconds"] for answer in answers)
    bench.raw.setdefault("throughput", []).append(answers)
    rows.append([title, whole(nodes), whole(answers[0]["moves"]), seconds(taken), whole(nodes / taken),
                 whole(statistics.median(answer["bytes_per_node"] for answer in answers)),
                 f"{(taken / before[1]) / (nodes / before[0]):.2f}" if before else "-"])
    before = (nodes, taken)
    bench.progress(f"{nodes} nodes in {taken:.3f} s")
    if nodes >= bench.arguments.most_nodes:
      break
  return [
    "### Throughput of the scheduler", "",
    "Heads whose layers are cut into single rows on `ck64`, timed node by node (`schedule-speed`: the plan is given, nothing is searched, checked or written; no steady state is "
    "multiplied out, no block is used again). \"Bytes a node\" is the growth of the largest resident set over the run. \"Growth\": the growth of time over that of nodes (1: linear). Stream's "
    "scheduler times 48 nodes a second* at 4,608 nodes, and takes 4.3 times as long* for twice as many (asked of ours: 1,000,000 nodes a second, 200 bytes).", "",
    *table(["M × N", "nodes", "moves", "time", "nodes a second", "bytes a node", "growth"], rows)]
