"""How many nodes the scheduler times a second, and what memory a node takes (C7)."""

from answers import problem
from tables import seconds, table, whole

# Rows and heads: a node is a row of a layer.
SIZES = [(64, 1), (256, 1), (512, 1), (1024, 1), (2048, 2), (4096, 4), (8192, 8), (8192, 16)]


def section(bench):
  rows, before = [], None
  empty = bench.schedule(bench.program("head", 1, 64, "--element=f8"), "ck64", search="layer-by-layer")
  for m, heads in SIZES:
    program = bench.program("head", m, 64, f"--heads={heads}", "--element=f8") if heads > 1 else bench.program("head", m, 64, "--element=f8")
    answer = bench.schedule(program, "ck64", repetitions=bench.arguments.repetitions, limit=120, search="layer-by-layer", granularity="rows", slice=1)
    if answer["problem"]:
      rows.append([f"{m} × 64, {heads} heads", problem(answer)])
      bench.progress(f"{m}, {heads} heads: {answer['problem']}")
      continue
    nodes, taken = answer["nodes"], answer["seconds"]
    extra = answer["megabytes"] - (0 if empty["problem"] else empty["megabytes"])
    rows.append([f"{m} × 64, {heads} heads", whole(nodes), seconds(taken), whole(nodes / taken), whole(extra * 2 ** 20 / nodes),
                 f"{answer['megabytes']:.0f}", f"{(taken / before[1]) / (nodes / before[0]):.2f}" if before else "-"])
    before = (nodes, taken)
    bench.progress(f"{nodes} nodes in {taken:.2f} s")
    if nodes > bench.arguments.most_nodes:
      break
  return [
    "### Throughput of the scheduler", "",
    "Heads cut into single rows, one after another, with steady states and repeated blocks switched off: every node is timed by itself. Time and memory are of the "
    "whole process, with reading, checking and writing; bytes a node are what it takes beside a program of one node a layer. \"Growth\" is the growth of time over that of nodes "
    "(1: linear). Stream's scheduler times 48 nodes a second* at 4,608 nodes, and takes 4.3 times as long* for twice as many.", "",
    *table(["rows", "nodes", "time", "nodes a second", "bytes a node", "MB", "growth"], rows)]
