#!/usr/bin/env python3
"""The paper's baselines, driven through `fusec -evaluate`: genetic, Bayesian and random search.

  baselines.py MODEL.mlir --target=fadiff-large --model=m0 --search=genetic|bayes|random
               [--sides] [--reading machine-widths] [--evaluations N] [--seconds S] [--seed 42] [--fusec PATH] [--json FILE] [--trace FILE]

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
    words = [arguments.model] + (["sides"] if arguments.sides else []) + arguments.reading
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
    self.slices, self.levels_of, self.text_of = [], {}, {}
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

  def factors(self, genome, layer, outer=(), fused="", reserved=0):
    """The factor of each loop per level, innermost level first; None where tiles cannot be made to fit.

    `outer` are the shared loops, `fused` the tensors that stay within a group, `reserved` the bytes of the
    scratchpad that the rest of the group takes.
    """
    outer = dict(outer)
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
    if self.orders and "O" in fused:
      # Finished sums only: what walks over the output is outside what is summed over.
      for dimension in "GNKPQ":
        factor = levels["scratchpad"].pop(dimension, 1)
        if factor > 1:
          left[dimension] *= factor
    return levels if self.cut(layer, levels, fused, reserved) else None

  def tile(self, layer, levels, inside):
    """The extents of the loops inside a memory."""
    extents = dict.fromkeys("GNKCPQRS", 1)
    for level in inside:
      for dimension, factor in levels[level].items():
        extents[dimension] *= factor
    return extents

  def input_bytes(self, layer, tile):
    hull = 1
    for axis, outputs, taps in (("rows", "P", "R"), ("columns", "Q", "S")):
      window = self.layers[layer][axis]
      hull *= (tile[outputs] - 1) * window["stride"] + (tile[taps] - 1) * window["dilation"] + 1
    return tile["G"] * tile["N"] * tile["C"] * hull * self.width(layer, "I") // 8

  def weight_bytes(self, layer, tile):
    return tile["G"] * tile["K"] * tile["C"] * tile["R"] * tile["S"] * self.width(layer, "W") // 8

  def width(self, layer, role):
    return self.layers[layer]["bits"][role] if self.orders else 8

  def whole_input(self, layer, outer):
    """The bytes of the input in one step of the shared loops."""
    outer = dict(outer)
    sizes = {d: self.sizes[layer].get(d, 1) // outer.get(d, 1) for d in "GNKCPQRS"}
    return self.input_bytes(layer, sizes)

  def scratchpad_bytes(self, layer, levels, whole_input=False):
    inside = ("spatial", "registers", "accumulator", "scratchpad")
    tile = self.tile(layer, levels, inside)
    whole = self.tile(layer, levels, inside + ("dram",)) if whole_input else tile
    return self.input_bytes(layer, whole) + self.weight_bytes(layer, tile)

  def accumulator_bytes(self, layer, levels):
    t = self.tile(layer, levels, ("spatial", "registers", "accumulator"))
    return t["G"] * t["N"] * t["K"] * t["P"] * t["Q"] * self.width(layer, "partial_sum") // 8

  def register_bytes(self, layer, levels):
    return self.weight_bytes(layer, self.tile(layer, levels, ("spatial",)))

  def cut(self, layer, levels, fused, reserved):
    """Moves primes out of the levels on chip until the tiles fit; whether they do."""
    whole = self.orders and "I" in fused
    steps = [(self.register_bytes, self.registers, 0, ("spatial",), "accumulator"),
             (lambda *of: self.scratchpad_bytes(*of, whole), self.scratchpad, reserved,
              ("scratchpad", "accumulator", "registers", "spatial"), "dram")]
    if self.orders:  # m0 bounds tiles of inputs and weights only (equation 24)
      outside = "dram" if "O" in fused else "scratchpad"
      steps.insert(1, (self.accumulator_bytes, self.accumulator, 0,
                       ("accumulator", "registers", "spatial"), outside))
    for size, memory, taken, order, outside in steps:
      limit = memory["capacity_bytes"]
      while limit is not None and size(layer, levels) > limit - taken:
        for level in order:
          # The outputs alone decide what the accumulator holds.
          choices = [item for item in levels[level].items()
                     if memory is not self.accumulator or item[0] in "GNKPQ"]
          dimension, factor = max(choices, key=lambda item: item[1], default=(None, 1))
          if factor > 1:
            prime = smallest_prime(factor)
            levels[level][dimension] //= prime
            levels[outside][dimension] = levels[outside].get(dimension, 1) * prime
            break
        else:
          return False
    return True

  def mapping(self, genome, layer, levels, shared, fused):
    """The nest as text. `fused` are the tensors that stay within a group."""
    def loops(level):
      order = self.value(genome, (layer, "order", level)) if self.orders else ORDERS[0]
      if "O" in fused and level != "accumulator":
        order = ORDERS[2]
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

  def levels(self, genome, layer, *group):
    return self.remembered(self.levels_of, lambda: self.factors(genome, layer, *group), genome, layer, *group)

  def members(self, chain):
    return [self.edges[chain[0]]["producer"]] + [self.edges[edge]["consumer"] for edge in chain]

  def group(self, genome, chain):
    """What each member of a chain runs within: shared loops, fused tensors, bytes that others take."""
    members = self.members(chain)
    loops = self.shared_loops(genome, chain) if self.orders else {}
    if loops is None:
      return None
    within = {}
    for place, layer in enumerate(members):
      fused = ("I" if place > 0 else "") + ("O" if place < len(chain) else "")
      outer = (loops[layer],) if layer in loops else ()
      reserved = 0
      if self.orders and place < len(chain):
        reader = members[place + 1]
        reserved = self.whole_input(reader, (loops[reader],))
      within[layer] = (outer, fused, reserved)
    levels = [self.levels(genome, layer, *within[layer]) for layer in members]
    if None in levels:
      return None
    if not self.orders:
      # Equation 24: the tiles of all members together, in each memory.
      for size, memory in ((self.scratchpad_bytes, self.scratchpad), (self.register_bytes, self.registers)):
        if sum(size(*member) for member in zip(members, levels)) > memory["capacity_bytes"]:
          return None
    return within

  def plan(self, genome):
    """The plan as the line that the evaluator reads."""
    within = {layer: ((), "", 0) for layer in range(len(self.layers))}
    readers = {}
    for edge in self.edges:
      readers[edge["producer"]] = readers.get(edge["producer"], 0) + 1
    groups = []
    for chain in self.chains(genome):
      if self.orders:
        # A tensor that another layer reads as well stays in DRAM.
        chain = self.run_of([edge for edge in chain if readers[self.edges[edge]["producer"]] == 1])
      while chain:
        found = self.group(genome, chain)
        if found:
          within.update(found)
          groups.append({"layers": sorted(found), "fused": chain, "shared": 1 if self.orders else 0})
          break
        chain = chain[:-1]
    mappings = [self.remembered(self.text_of, lambda: json.dumps(self.mapping(
      genome, layer, self.levels(genome, layer, *group), group[0], group[1])), genome, layer, *group)
      for layer, group in within.items()]
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
    self.start = time.monotonic()
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
    self.start = time.monotonic()
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
  parser.add_argument("--reading", action="append", default=[],
                      help="how layers are read, as -evaluate takes it: machine-widths, partial-sums=8; may be repeated")
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
    "model": arguments.model, "sides": arguments.sides, "reading": arguments.reading, "seed": arguments.seed, "genes": len(search.space.counts),
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
