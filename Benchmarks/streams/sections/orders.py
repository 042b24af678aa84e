"""All orders of the loops of a chain of two products on the karate club."""

import itertools

import numpy

import graphs
import tables
import workloads
import write
from bench import Problem

LOWERING = "lower-to-sam,remove-duplicate-joins,dce"
# What the passes call the loops, by the letters of the published study: X(i,l) = sum over k, j of A(i,k) X(k,j) W(j,l).
NAMES = {"i": "i", "k": "j", "j": "k", "l": "l"}


def program(order):
  """The chain, each tensor stored so that its loops may run in this order."""
  def format(levels, outer, inner):
    return levels if order.index(outer) < order.index(inner) else levels + "@10"

  b = workloads.Builder(f"Two products, loops {''.join(order)}", 3)
  edges = graphs.karate()
  a, A = b.sparse((34, 34), edges, graphs.normalized(edges, 34), format("cc", "i", "k"))
  X = b.generator.standard_normal((34, 34)).astype(numpy.float32)
  b.operands.append(X)
  x = b.program.argument((34, 34), format("dd", "k", "j"))
  w, W = b.drawn(34, 16, 0.5, format("cc", "j", "l"))
  first = b.program.product(a, x)
  return b.done([b.program.product(first, w, format=format("dd", "i", "l"))], [(A @ X) @ W])


def lines(bench):
  figures, refused = {"comal": {}, "comal-strict": {}}, []
  for order in itertools.permutations("ikjl"):
    name = "".join(order)
    folder = bench.work / f"orders-{name}"
    write.write(program(order), folder)
    directive = ",".join(NAMES[letter] for letter in order)
    for target, found in figures.items():
      try:
        found[name] = bench.run([
          str(folder / "main.fir"), f"-passes=fuse-einsums{{regions=all}},order-loops{{order={directive}}},{LOWERING}", f"-target={target}",
          "-on=streams", f"-inputs={folder}", f"-expect={folder}", "-rtol=1e-3", "-atol=1e-4"])["cycles"]
      except Problem as problem:
        refused.append(f"- {name} on {target}: {problem}")
        break
  folder = bench.workload("karate-orders")
  searched = {target: bench.cell(bench.run, [
    str(folder / "main.fir"), f"-passes=fuse-einsums{{regions=all}},order-loops,{LOWERING}", f"-target={target}", "-on=streams",
    f"-inputs={folder}", f"-expect={folder}", "-rtol=1e-3", "-atol=1e-4"])[0] for target in figures}
  chosen = {target: bench.cell(bench.simulated, "karate-orders", "regions=auto", target)[0] for target in figures}
  order = sorted(figures["comal"], key=figures["comal"].get)
  rows = [[text, *(tables.whole(figures[target].get(text)) for target in figures)] for text in order]
  rows.append(["order-loops finds", *(tables.whole(searched[target]) for target in figures)])
  rows.append(["choose-stream-schedule (storage too)", *(tables.whole(chosen[target]) for target in figures)])
  spread = figures["comal"][order[-1]] / figures["comal"][order[0]] if order else 0
  bench.raw["orders"] = rows
  return ["### Orders of loops", "",
          "(A X) W on the karate club: A(i,k) is sparse, X(k,j) dense, W(j,l) half empty; one region, all 24 orders of its four variables, each "
          f"tensor stored as the order asks. {len(refused)} orders have no graph. The worst order takes {spread:.1f} times as long as the best "
          "one (published: about 29 times, of 15 orders that are not listed). Storage is row-major in the last two rows.", "",
          *tables.table(["order", "paper mode", "strict"], rows), "", *refused]
