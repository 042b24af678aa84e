#!/usr/bin/env python3
"""The paper's baselines, driven through `fusec -evaluate`: genetic, Bayesian and random search.

  baselines.py MODEL.mlir --target=fadiff-large --model=m0 --search=genetic|bayes|random
               [--sides] [--evaluations N] [--seconds S] [--seed 42] [--fusec PATH] [--json FILE] [--trace FILE]

genetic: DEAP, population 50, two-point crossover with probability 0.8, mutation with probability 0.1 (each
gene drawn anew with probability 0.05), tournament of 3: FADiff's settings where its code has them, the rest ours.
bayes: scikit-optimize `gp_minimize`, expected improvement, 20 random points first, on log10 of the EDP.
random: every gene drawn uniformly.
Needs the Python of a virtual environment with `pip install deap scikit-optimize`; a search whose package is
missing prints one line that says so, and exits with 0: absent, never guessed.

The genome has, per layer: for C along the rows and K along the columns of the array, a divisor of the
extent; for each loop and each level on chip (registers hold one weight, so N, P and Q there; accumulator;
scratchpad) a divisor of the extent; under m1 one of DOSA's three orders per level; and per edge that can be
fused a bit, with under m1 the number of tiles. A divisor that does not divide what inner levels left is
replaced by the greatest common divisor of the two; DRAM takes the rest. Tiles that do not fit are cut, one
prime at a time, outermost level first; edges whose group does not fit are cut from its end. So nearly every
genome is a plan that runs, which favours these baselines over one with penalties. Fused groups are chains.
"""

import argparse
import json
import math
import os
import random
import resource
import subprocess
import sys
import time

# One thread for every search; read when numpy is first imported.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
  os.environ.setdefault(name, "1")

# Outermost first; what is innermost is what stays stationary: weights, inputs, outputs.
ORDERS = ("GKCRSNPQ", "GNPQCRSK", "GNPQKCRS")
WORST = 30.0


def divisors(n):
  small = [d for d in range(1, math.isqrt(n) + 1) if n % d == 0]
  return small + [n // d for d in reversed(small) if d * d != n]


def smallest_prime(n):
  return next((d for d in range(2, math.isqrt(n) + 1) if n % d == 0), n)


class Evaluator:
  """One `fusec -evaluate` process: a plan in, its cost out."""

  def __init__(self, arguments):
    words = [arguments.model] + (["sides"] if arguments.sides else [])
    self.process = subprocess.Popen(
      [arguments.fusec, arguments.program, "-passes=import", f"-target={arguments.target}",
       f"-evaluate={','.join(words)}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

  def ask(self, request):
    self.process.stdin.write(request + "\n")
    self.process.stdin.flush()
    line = self.process.stdout.readline()
    if not line:
      sys.exit("fusec stopped; its message is above")
    return json.loads(line)

  def processor_seconds(self):
    """Of this process and of fusec, which ends here."""
    self.process.stdin.close()
    self.process.wait()
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in usage)


class Space:
  """What genes there are, and the plan that a genome stands for."""

  def __init__(self, description, model, sides):
    self.orders = model == "m1"
    self.layers = description["layers"]
    self.edges = description["edges"]
    if any(layer["kind"] != "contraction" for layer in self.layers):
      sys.exit("the baselines map contractions only; this machine has a vector unit with layers of its own")
    names = {tuple(memory["holds"]): memory for memory in description["memories"][1:]}
    try:
      self.dram = description["memories"][0]["name"]
      self.scratchpad, self.accumulator, self.registers = (
        names[key] for key in (("I", "W"), ("O",), ("W",)))
    except KeyError:
      sys.exit("the baselines need a machine like Gemmini: scratchpad, accumulator and registers")
    array = description["array"]
    self.rows, self.columns = array["rows"], array["columns"]
    self.sides = sides or model == "m1"
    self.sizes = [{d: n for d, n in layer["sizes"].items() if n > 1} for layer in self.layers]
    self.fusible = [index for index, edge in enumerate(self.edges)
                    if edge["fusible"] and edge["operand"] == "input"]
    # One entry per gene: how many values it has, and where decode finds it.
    self.counts, self.place = [], {}
    self.slices, self.bytes_of, self.text_of = [], {}, {}
    for layer, sizes in enumerate(self.sizes):
      first = len(self.counts)
      for axis, dimension in (("columns", "K"), ("rows", "C")):
        self.gene((layer, axis), divisors(sizes.get(dimension, 1)))
      for level in ("registers", "accumulator", "scratchpad"):
        for dimension, size in sizes.items():
          if level != "registers" or dimension in "NPQ":
            self.gene((layer, level, dimension), divisors(size))
      if self.orders:
        for level in ("accumulator", "scratchpad", "dram"):
          self.gene((layer, "order", level), list(ORDERS))
      self.slices.append(slice(first, len(self.counts)))
    for edge in self.fusible:
      self.gene((edge, "fuse"), [0, 1])
      if self.orders:
        self.gene((edge, "tiles"), self.tile_counts(edge) or [1])

  def gene(self, key, values):
    if len(values) > 1:
      self.place[key] = (len(self.counts), values)
      self.counts.append(len(values))
    else:
      self.place[key] = (None, values)

  def value(self, genome, key):
    index, values = self.place[key]
    return values[0] if index is None else values[genome[index]]

  def aligned(self, edge, dimension):
    """The consumer's loop that walks with a loop of the producer, or None."""
    return next((pair[1] for pair in self.edges[edge]["aligned"] if pair[0] == dimension), None)

  def tile_counts(self, edge):
    shared = self.shared_loop(edge)
    return divisors(math.gcd(*self.extents(edge, shared))) if shared else None

  def shared_loop(self, edge):
    return next((d for d in "PNGQ" if self.aligned(edge, d) and self.extents(edge, d)), None)

  def extents(self, edge, dimension):
    ends = self.edges[edge]
    pair = (self.sizes[ends["producer"]].get(dimension, 1),
            self.sizes[ends["consumer"]].get(self.aligned(edge, dimension), 1))
    return pair if math.gcd(*pair) > 1 else None

  # MARK: Layers

  def factors(self, genome, layer, outer):
    """The factor of each loop per level, innermost level first; `outer` is taken by shared loops."""
    left = {d: n // outer.get(d, 1) for d, n in self.sizes[layer].items()}

    def take(dimension, wanted):
      factor = math.gcd(wanted, left.get(dimension, 1))
      if dimension in left:
        left[dimension] //= factor
      return factor

    places = self.rows * self.columns
    spatial = {}
    for axis, dimension, side in (("columns", "K", self.columns), ("rows", "C", self.rows)):
      limit = min(side, places) if self.sides else places
      factor = take(dimension, self.value(genome, (layer, axis)))
      while factor > limit:
        prime = smallest_prime(factor)
        factor //= prime
        left[dimension] *= prime
      spatial[axis] = factor
      places //= factor
    levels = {"spatial": {"K": spatial["columns"], "C": spatial["rows"]}}
    for level in ("registers", "accumulator", "scratchpad"):
      levels[level] = {}
      for dimension in self.sizes[layer]:
        if level != "registers" or dimension in "NPQ":
          levels[level][dimension] = take(dimension, self.value(genome, (layer, level, dimension)))
    levels["dram"] = left
    self.cut(layer, levels)
    return levels

  def tile(self, layer, levels, inside):
    """The extents of the loops inside a memory."""
    extents = dict.fromkeys("GNKCPQRS", 1)
    for level in inside:
      for dimension, factor in levels[level].items():
        extents[dimension] *= factor
    return extents

  def scratchpad_bytes(self, layer, levels):
    t = self.tile(layer, levels, ("spatial", "registers", "accumulator", "scratchpad"))
    hull = 1
    for axis, outputs, taps in (("rows", "P", "R"), ("columns", "Q", "S")):
      window = self.layers[layer][axis]
      hull *= (t[outputs] - 1) * window["stride"] + (t[taps] - 1) * window["dilation"] + 1
    bits = self.layers[layer]["bits"] if self.orders else {"I": 8, "W": 8}
    inputs = t["G"] * t["N"] * t["C"] * hull * bits["I"]
    weights = t["G"] * t["K"] * t["C"] * t["R"] * t["S"] * bits["W"]
    return (inputs + weights) // 8

  def accumulator_bytes(self, layer, levels):
    t = self.tile(layer, levels, ("spatial", "registers", "accumulator"))
    width = self.layers[layer]["bits"]["partial_sum"]
    return t["G"] * t["N"] * t["K"] * t["P"] * t["Q"] * width // 8

  def cut(self, layer, levels):
    """Moves primes out of the levels on chip until the tiles fit."""
    for size, memory, order in (
        (self.accumulator_bytes, self.accumulator, ("accumulator", "registers", "spatial")),
        (self.scratchpad_bytes, self.scratchpad, ("scratchpad", "accumulator", "registers", "spatial"))):
      if memory is self.accumulator and not self.orders:
        continue  # m0 bounds tiles of inputs and weights only (equation 24)
      outer = "scratchpad" if memory is self.accumulator else "dram"
      while memory["capacity_bytes"] is not None and size(layer, levels) > memory["capacity_bytes"]:
        for level in order:
          dimension, factor = max(levels[level].items(), key=lambda item: item[1], default=(None, 1))
          if factor > 1:
            prime = smallest_prime(factor)
            levels[level][dimension] //= prime
            levels[outer][dimension] = levels[outer].get(dimension, 1) * prime
            break
        else:
          return

  def mapping(self, genome, layer, levels, shared, fused):
    """The nest as text. `fused` are the tensors that stay within a group."""
    def loops(level):
      order = self.value(genome, (layer, "order", level)) if self.orders else ORDERS[0]
      return [f"for {d} {levels[level][d]}" for d in order if levels[level].get(d, 1) > 1]

    outside = [role for role in "IWO" if not (self.orders and role in fused)]
    nodes = [" ".join([self.dram, *outside])]
    nodes += [f"for {d} {n}" for d, n in shared]
    scratchpad = self.scratchpad["name"]
    if self.orders and "I" in fused:
      nodes += [f"{scratchpad} I", *loops("dram"), f"{scratchpad} W"]
    else:
      nodes += [*loops("dram"), f"{scratchpad} I W"]
    nodes += [*loops("scratchpad"), f"{self.accumulator['name']} O", *loops("accumulator")]
    for axis, dimension in (("columns", "K"), ("rows", "C")):
      if levels["spatial"][dimension] > 1:
        nodes.append(f"{axis} {dimension} {levels['spatial'][dimension]}")
    nodes.append(f"{self.registers['name']} W")
    order = self.value(genome, (layer, "order", "accumulator")) if self.orders else ORDERS[0]
    return nodes + [f"for {d} {levels['registers'][d]}" for d in order if levels["registers"].get(d, 1) > 1]

  def remembered(self, table, make, genome, layer, *more):
    """What `make` gives for a layer, computed once for the same genes: neighbours share most layers."""
    key = (layer, tuple(genome[self.slices[layer]]), *more)
    if key not in table:
      if len(table) > 200_000:
        table.clear()
      table[key] = make()
    return table[key]

  # MARK: Plans

  def chains(self, genome):
    """The groups that the bits ask for: chains of edges, each layer in one."""
    chains, tail, used = [], {}, set()
    for edge in self.fusible:
      if not self.value(genome, (edge, "fuse")):
        continue
      producer, consumer = self.edges[edge]["producer"], self.edges[edge]["consumer"]
      if consumer in used or (producer in used and producer not in tail):
        continue
      chain = tail.pop(producer, None)
      if chain is None:
        chain = []
        chains.append(chain)
      chain.append(edge)
      tail[consumer] = chain
      used.update((producer, consumer))
    return chains

  def shared_loops(self, genome, chain):
    """Per layer of a chain the loop that all share and its count; None where they share none."""
    first = self.edges[chain[0]]["producer"]
    dimension = self.shared_loop(chain[0])
    if dimension is None:
      return None
    loops = {first: dimension}
    for edge in chain:
      dimension = self.aligned(edge, dimension)
      if dimension is None:
        return None
      loops[self.edges[edge]["consumer"]] = dimension
    extent = math.gcd(*(self.sizes[layer].get(d, 1) for layer, d in loops.items()))
    count = math.gcd(extent, self.value(genome, (chain[0], "tiles")))
    return {layer: (d, count) for layer, d in loops.items()} if count > 1 else None

  def plan(self, genome):
    """The plan as the line that the evaluator reads."""
    shared = {layer: [] for layer in range(len(self.layers))}
    fused = {layer: "" for layer in shared}
    readers = {}
    for edge in self.edges:
      readers[edge["producer"]] = readers.get(edge["producer"], 0) + 1
    groups = []
    for chain in self.chains(genome):
      if self.orders:
        # A tensor that another layer reads as well stays in DRAM.
        chain = [edge for edge in chain if readers[self.edges[edge]["producer"]] == 1]
        chain = self.run_of(chain)
      loops = self.shared_loops(genome, chain) if self.orders and chain else None
      if self.orders and not loops:
        continue
      members = [self.edges[chain[0]]["producer"]] + [self.edges[edge]["consumer"] for edge in chain]
      if not self.orders:
        while chain and sum(
            self.remembered(self.bytes_of, lambda: self.scratchpad_bytes(
              layer, self.factors(genome, layer, {})), genome, layer) for layer in members) > self.scratchpad["capacity_bytes"]:
          chain, members = chain[:-1], members[:-1]
        if not chain:
          continue
      for layer, (dimension, count) in (loops or {}).items():
        shared[layer] = [(dimension, count)]
      for edge in chain:
        fused[self.edges[edge]["producer"]] += "O"
        fused[self.edges[edge]["consumer"]] += "I"
      groups.append({"layers": sorted(members), "fused": chain, "shared": 1 if loops else 0})
    mappings = []
    for layer in shared:
      mappings.append(self.remembered(self.text_of, lambda: json.dumps(self.mapping(
        genome, layer, self.factors(genome, layer, dict(shared[layer])), shared[layer], fused[layer]
      )), genome, layer, tuple(shared[layer]), fused[layer]))
    return f'{{"mappings":[{",".join(mappings)}],"groups":{json.dumps(groups)}}}'

  def run_of(self, chain):
    """The longest part of a chain whose edges still follow each other."""
    best, current = [], []
    for edge in chain:
      if current and self.edges[current[-1]]["consumer"] != self.edges[edge]["producer"]:
        current = []
      current = current + [edge]
      best = max(best, current, key=len)
    return best


class Budget(Exception):
  """The budget is spent."""


class Search:
  """Counts evaluations, keeps the best plan and its history, and stops at the budget."""

  def __init__(self, evaluator, space, arguments):
    self.evaluator, self.space, self.arguments = evaluator, space, arguments
    self.start = time.monotonic()
    self.evaluations = self.infeasible = 0
    self.best, self.plan, self.trace, self.reasons = None, None, [], {}

  def seconds(self):
    return time.monotonic() - self.start

  def cost(self, genome):
    """log10 of the EDP; WORST for a plan that cannot run."""
    limit = self.arguments.evaluations
    if limit is not None and self.evaluations >= limit or self.seconds() >= self.arguments.seconds:
      raise Budget
    plan = self.space.plan(genome)
    answer = self.evaluator.ask(plan)
    self.evaluations += 1
    if not answer.get("feasible"):
      self.infeasible += 1
      reason = answer.get("error", "")
      self.reasons[reason] = self.reasons.get(reason, 0) + 1
      return WORST
    if self.best is None or answer["edp_uj_cycles"] < self.best["edp_uj_cycles"]:
      self.best, self.plan = answer, plan
      self.trace.append({"seconds": round(self.seconds(), 4), "evaluations": self.evaluations,
                         "edp_uj_cycles": answer["edp_uj_cycles"]})
    return math.log10(answer["edp_uj_cycles"])

  def genetic(self, seed):
    try:
      from deap import algorithms, base, creator, tools
    except ImportError as error:
      return f"genetic: absent ({error}); needs `pip install deap`"
    random.seed(seed)
    creator.create("Fitness", base.Fitness, weights=(-1.0,))
    creator.create("Genome", list, fitness=creator.Fitness)
    counts = self.space.counts
    toolbox = base.Toolbox()
    toolbox.register("genome", lambda: creator.Genome(random.randrange(count) for count in counts))
    toolbox.register("population", tools.initRepeat, list, toolbox.genome)
    toolbox.register("evaluate", lambda genome: (self.cost(genome),))
    toolbox.register("mate", tools.cxTwoPoint)
    toolbox.register("mutate", tools.mutUniformInt, low=[0] * len(counts),
                     up=[count - 1 for count in counts], indpb=0.05)
    toolbox.register("select", tools.selTournament, tournsize=3)
    algorithms.eaSimple(toolbox.population(n=50), toolbox, cxpb=0.8, mutpb=0.1, ngen=10**9, verbose=False)
    return None

  def bayes(self, seed):
    try:
      import warnings
      from skopt import gp_minimize
      from skopt.space import Integer
    except ImportError as error:
      return f"bayes: absent ({error}); needs `pip install scikit-optimize`"
    warnings.simplefilter("ignore")
    calls = self.arguments.evaluations or 10**6
    dimensions = [Integer(0, count - 1) for count in self.space.counts]
    gp_minimize(lambda genome: self.cost([int(gene) for gene in genome]), dimensions, acq_func="EI",
                n_calls=max(calls, 20), n_initial_points=20, random_state=seed)
    return None

  def random(self, seed):
    generator = random.Random(seed)
    while True:
      self.cost([generator.randrange(count) for count in self.space.counts])


def main():
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  parser.add_argument("program", help="a module that fusec reads, in StableHLO or import form")
  parser.add_argument("--target", default="fadiff-large")
  parser.add_argument("--model", choices=["m0", "m1"], default="m0")
  parser.add_argument("--sides", action="store_true", help="limit each side of the array under m0 too")
  parser.add_argument("--search", choices=["genetic", "bayes", "random"], required=True)
  parser.add_argument("--evaluations", type=int)
  parser.add_argument("--seconds", type=float, default=60.0)
  parser.add_argument("--seed", type=int, default=42)
  parser.add_argument("--fusec", default=".build/release/fusec")
  parser.add_argument("--json", help="file for the result, its plan and its history")
  arguments = parser.parse_args()
  evaluator = Evaluator(arguments)
  description = evaluator.ask('{"describe": true}')
  if "error" in description:
    sys.exit(description["error"])
  search = Search(evaluator, Space(description, arguments.model, arguments.sides), arguments)
  try:
    absent = getattr(search, arguments.search)(arguments.seed)
  except Budget:
    absent = None
  if absent:
    print(absent)
    return
  seconds = search.seconds()
  result = {
    "search": arguments.search, "program": arguments.program, "target": arguments.target,
    "model": arguments.model, "sides": arguments.sides, "seed": arguments.seed, "genes": len(search.space.counts),
    "evaluations": search.evaluations, "infeasible": search.infeasible, "seconds": round(seconds, 3),
    "processor_seconds": round(evaluator.processor_seconds(), 3),
    "best": search.best, "groups": len(json.loads(search.plan)["groups"]) if search.plan else 0,
  }
  print(json.dumps(result))
  if search.best is None:
    for reason, times in sorted(search.reasons.items(), key=lambda item: -item[1])[:3]:
      print(f"infeasible {times} times: {reason}", file=sys.stderr)
  if arguments.json:
    with open(arguments.json, "w") as file:
      json.dump({**result, "plan": search.plan and json.loads(search.plan), "trace": search.trace, "reasons": search.reasons}, file, indent=1)
      file.write("\n")


if __name__ == "__main__":
  main()
