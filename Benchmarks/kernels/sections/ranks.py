"""Whether plans that are predicted to be faster are faster: all plans of small graphs, predicted and measured."""

import re
import statistics

import processes
import programs
from bench import Problem
from tables import table

# By program, how many of its plans are drawn, evenly; None for all of them.
GRAPHS = {"layernorm": 40, "rmsnorm": None, "masked_softmax": 40, "softmax": None, "adam": None}


def partitions(items):
  """Every way to make groups of the items."""
  if not items:
    yield []
    return
  head, *tail = items
  for partition in partitions(tail):
    yield [[head], *partition]
    for index, group in enumerate(partition):
      yield partition[:index] + [[head, *group]] + partition[index + 1:]


def ranks(values):
  """The place of each value; equal ones share the middle of theirs."""
  order = sorted(range(len(values)), key=lambda index: values[index])
  places = [0.0] * len(values)
  first = 0
  while first < len(order):
    last = first
    while last + 1 < len(order) and values[order[last + 1]] == values[order[first]]:
      last += 1
    for index in order[first:last + 1]:
      places[index] = (first + last) / 2
    first = last + 1
  return places


def section(bench):
  rows = []
  for name, limit in GRAPHS.items():
    title = programs.ALL[name].title
    try:
      rows.append(row(bench, name, title, limit))
    except Problem as problem:
      rows.append([title, f"failed: {problem}"])
    bench.progress(title)
  return [
    "### Predicted and measured times of plans", "",
    "Each plan is a way to make kernels of the program's structured ops (after `import`) that fusion legality allows; fusec writes C of each "
    "(`form-groups{kind=kernel}`, `lower-to-kernels`). The predicted time is that of the cost model for one core of the machine at hand "
    "(`-calibrate=cpu{cores=1}`, measured in the same run), the measured one the median of "
    f"{bench.arguments.repetitions} turns with one thread. The correlation is Spearman's, of ranks; asked: at least 0.9.", "",
    *table(["program", "ops", "plans", "measured", "correlation", "fastest predicted, ms", "measured, ms", "slowest measured, ms", "median of measured / predicted"], rows)]


def row(bench, name, title, limit):
  core = bench.one_core()
  source = bench.stablehlo(name)
  ran = processes.run([bench.fusec, str(source), "-passes=import"], 60)
  count = len(re.findall(r"linalg\.generic", ran["out"]))
  found = []
  for partition in partitions(list(range(1, count + 1))):
    groups = ";".join("+".join(f"generic.{index}" for index in sorted(group)) for group in sorted(partition))
    passes = f"import,form-groups{{groups={groups} kind=kernel}},lower-to-kernels,dce"
    try:
      costs = bench.compile_anew(source, passes, f"plan-{name}", c=False, target=core)
    except Problem:
      continue  # What can be no group.
    # A group that can't be lowered stays outside of kernels, where nothing is predicted.
    if costs["counters"]["ops_outside_kernels"] == 0 and costs["total"]["kernels"] == len(partition):
      found.append((costs["predicted_seconds"], passes))
  found.sort()
  chosen = found if limit is None or len(found) <= limit else [found[index * len(found) // limit] for index in range(limit)]
  if len(chosen) < 3:
    raise Problem(f"{len(chosen)} plans")
  compiled = [bench.compile_anew(source, passes, f"plan-{name}-{index}", target=core) for index, (_, passes) in enumerate(chosen)]
  measured = bench.peers("plans", name, *(word for each in compiled for word in ("--library", each["library"])),
                         "--repetitions", bench.arguments.repetitions, heap="warm")
  predicted = [each["predicted_seconds"] for each in compiled]
  bench.raw[f"plans {name}"] = list(zip(predicted, measured, (passes for _, passes in chosen)))
  correlation = statistics.correlation(ranks(predicted), ranks(measured))
  best = min(range(len(chosen)), key=lambda index: predicted[index])
  return [title, count, len(found), len(chosen), f"**{correlation:.3f}**", f"{1000 * predicted[best]:.2f}", f"{1000 * measured[best]:.2f}",
          f"{1000 * max(measured):.2f}", f"{statistics.median(m / p for m, p in zip(measured, predicted)):.2f}"]
