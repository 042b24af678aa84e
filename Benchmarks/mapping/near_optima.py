"""Nests of a product of matrices in which each operand has tiles of its own, and the best of their orders by our model.

`select-mapping` keeps one tile of all that a memory holds. ZigZag lets each operand keep another part of the nest. Here
such nests are enumerated and judged by `fusec -evaluate`; the orders of the best of them, many of which cost nearly the
same, are worth a replay. Machine `g16-nobypass`.
"""

import itertools

SCRATCHPAD, ACCUMULATOR, SIDE = 128 * 1024, 32 * 1024, 16


def divisors(number):
  return [d for d in range(1, number + 1) if number % d == 0]


def orders(sizes):
  """Whole orders, outermost first: the weights stay for some rows, two blocks of loops around them."""
  rows, reduced, columns = sizes["N"], sizes["C"] // SIDE, sizes["K"] // SIDE
  seen = set()
  for stay in (d for d in divisors(rows) if d >= 64):
    for c, k in itertools.product(divisors(reduced), divisors(columns)):
      for inner in itertools.permutations((("C", c), ("K", k))):
        outside = (("N", rows // stay), ("C", reduced // c), ("K", columns // k))
        for outer in itertools.permutations(outside):
          order = tuple(loop for loop in outer + inner if loop[1] > 1) + (("N", stay),)
          if order not in seen and all(a[0] != b[0] for a, b in zip(order, order[1:])):
            seen.add(order)
            yield order


def nests(sizes):
  """Orders with a place for each tensor: outputs as far out as they fit, inputs and weights wherever both fit."""
  for order in orders(sizes):
    inside = [dict(N=1, C=SIDE, K=SIDE)]
    for dimension, count in reversed(order):
      tile = dict(inside[0])
      tile[dimension] *= count
      inside.insert(0, tile)
    # inside[i] is the tile inside the first i loops; the last loop, over rows, is inside the registers.
    places = range(len(order))
    sums = [i for i in places if inside[i]["N"] * inside[i]["K"] <= ACCUMULATOR]
    if not sums:
      continue
    outputs = sums[0]
    for inputs, weights in itertools.product(places, places):
      kept = inside[inputs]["N"] * inside[inputs]["C"] + inside[weights]["C"] * inside[weights]["K"]
      if kept <= SCRATCHPAD:
        yield order, (inputs, weights, outputs)


def mapping(order, places):
  inputs, weights, outputs = places
  parts = ["dram I W O"]
  for index, (dimension, count) in enumerate(order):
    kept = [letter for letter, place in (("I", inputs), ("W", weights)) if place == index]
    if kept:
      parts.append("scratchpad " + " ".join(kept))
    if outputs == index:
      parts.append("accumulator O")
    if index == len(order) - 1:
      parts += [f"columns K {SIDE}", f"rows C {SIDE}", "registers W"]
    parts.append(f"for {dimension} {count}")
  return parts


def find(fusec, program, sizes, keep):
  """The `keep` orders whose best nests have the least EDP by our model: [(edp, mapping)]; how many nests were judged, and
  the seconds that took."""
  drawn = list(nests(sizes))
  plans = [mapping(order, places) for order, places in drawn]
  answers, seconds = fusec.evaluate(
    program, "g16-nobypass", [[plan] for plan in plans], "m1", "machine-widths", "partial-sums=8")
  best = {}
  for (order, _), plan, answer in zip(drawn, plans, answers):
    if answer.get("feasible") and (order not in best or answer["edp_uj_cycles"] < best[order][0]):
      best[order] = (answer["edp_uj_cycles"], plan)
  return sorted(best.values())[:keep], len(plans), seconds


def splits(order):
  """The ways to write an order, innermost first, that ZigZag's whole loops may tell apart: as it is, neighbours of one
  dimension joined, and in primes."""
  joined = []
  for dimension, count in order:
    if joined and joined[-1][0] == dimension:
      joined[-1][1] *= count
    else:
      joined.append([dimension, count])
  primes = []
  for dimension, count in joined:
    factor = 2
    while count > 1:
      if count % factor == 0:
        primes.append([dimension, factor])
        count //= factor
      else:
        factor += 1
  ways = []
  for way in ([list(loop) for loop in order], joined, primes):
    if way not in ways:
      ways.append(way)
  return ways
