"""How long the programs take, beside XLA and PyTorch, and how exact they are."""

import math

from bench import Problem
from tables import table

PEERS = {"xla": "XLA", "torch": "eager", "inductor": "torch.compile"}
# Ratios to memcpy that are asked of each program with one thread and a warm heap.
ASKED = {"layernorm": 1.4, "softmax": 1.7, "gelu_erf": 1.55, "gelu_tanh": 1.75, "dropout_norm": 1.3, "cross_entropy": 2.0,
         "cross_entropy_gradient": 1.7, "rmsnorm": 1.25, "adam": 1.05, "adam_in_place": 0.62, "masked_softmax": 1.8,
         "layernorm_gradient": 1.2, "layernorm_small": None}


def measured(bench, threads, heap):
  """By program, what peers.py measured; `problem` where it did not."""
  found = {}
  for name, program in bench.programs.items():
    try:
      found[name] = bench.measure(name, threads, heap)
    except Problem as problem:
      found[name] = {"problem": str(problem)}
    bench.progress(f"{program.title}, {threads} threads, {heap} heap")
  bench.raw[f"times {threads} {heap}"] = found
  return found


def best_peer(ratios):
  """The name of the fastest, and its ratio to memcpy."""
  there = {name: ratios[name] for name in PEERS if name in ratios}
  return min(there.items(), key=lambda item: item[1], default=(None, None))


def one_thread(bench):
  found = measured(bench, 1, "warm")
  rows, error_rows, quotients, above, missed = [], [], {}, [], []
  for name, program in bench.programs.items():
    answer = found[name]
    if "problem" in answer or "fusec" not in answer["ratios"]:
      rows.append([program.title, f"failed: {answer.get('problem') or answer['problems'].get('fusec')}"])
      continue
    ratios = answer["ratios"]
    best, ratio = best_peer(ratios)
    quotient = ratios["fusec"] / ratio if best else None
    if best:
      quotients[name] = quotient
      above += [program.title] if quotient > 1.05 else []
    asked = ASKED[name]
    missed += [program.title] if asked and ratios["fusec"] > asked else []
    rows.append([program.title, f"{answer['bytes'] / 1e6:.1f}", f"{1000 * answer['seconds']['fusec']:.3f}", f"**{ratios['fusec']:.2f}**",
                 asked or "-", *(f"{ratios[peer]:.2f}" if peer in ratios else "-" for peer in PEERS),
                 f"{quotient:.2f} ({PEERS[best]})" if best else "-"])
    error_rows.append(error_row(program, answer))
  without = {name: quotient for name, quotient in quotients.items() if name != "layernorm_gradient"}
  return [
    "### Times, one thread, warm heap", "",
    f"Processor time as a ratio to a copy of as many bytes as the program must move, each the median of {bench.arguments.repetitions} turns in which all of them run one "
    "after the other in one process. On a warm heap results lie in memory that was used before; fusec's C writes where its caller says. \"Asked\" is the target for "
    "the row; the last column is ours over the best peer. In place, PyTorch is its fused optimizer.", "",
    *table(["program", "MB", "ours, ms", "ours", "asked", *PEERS.values(), "ours / best peer"], rows), "",
    f"Geometric mean of ours over the best peer: **{mean(quotients.values())}** (asked: at most 0.70); without the gradient of layer norm {mean(without.values())} (0.78). "
    f"Above 1.05: {', '.join(above) or 'none'}. Above the target of the row: {', '.join(missed) or 'none'}.", "",
    "Errors, one thread: the largest difference to the same program in f64, of the result for which ours is farthest from XLA's. Asked: at most twice XLA's.", "",
    *table(["program", "ours", "XLA", "eager", "torch.compile", "ours / XLA"], error_rows)]


def mean(quotients):
  """The geometric mean."""
  quotients = list(quotients)
  return f"{math.exp(sum(map(math.log, quotients)) / len(quotients)):.2f}" if quotients else "-"


def error_row(program, answer):
  errors = answer["errors"]
  if "xla" not in errors or "fusec" not in errors:
    return [program.title, *(f"{max(errors[name]):.1e}" if name in errors else "-" for name in ("fusec", *PEERS)), "-"]
  quotients = [ours / theirs if theirs else (1.0 if ours == 0 else math.inf) for ours, theirs in zip(errors["fusec"], errors["xla"])]
  worst = max(range(len(quotients)), key=lambda index: quotients[index])
  return [program.title, *(f"{errors[name][worst]:.1e}" if name in errors else "-" for name in ("fusec", *PEERS)), f"{quotients[worst]:.2f}"]


def reported(bench):
  """Two threads and the default heap, which nothing is asked of."""
  lines = ["### Times, two threads, and on the default heap", "",
           "As above; with two threads the ratios are of times on the clock. On the default heap new results of the peers come from pages that the system has to clear first."]
  for threads, heap in ((2, "warm"), (1, "default")):
    found = measured(bench, threads, heap)
    rows = []
    for name, program in bench.programs.items():
      answer = found[name]
      if "problem" in answer:
        rows.append([program.title, f"failed: {answer['problem']}"])
        continue
      ratios = answer["ratios"]
      best, ratio = best_peer(ratios)
      rows.append([program.title, *(f"{ratios[peer]:.2f}" if peer in ratios else "-" for peer in ("fusec", *PEERS)),
                   f"{ratios['fusec'] / ratio:.2f} ({PEERS[best]})" if best and "fusec" in ratios else "-"])
    lines += ["", f"{threads} thread{'s' if threads > 1 else ''}, {heap} heap:", "",
              *table(["program", "ours", *PEERS.values(), "ours / best peer"], rows)]
  return lines
