#!/usr/bin/env python3
"""How many plans a second `fusec -evaluate` answers.

  evaluate_rate.py [--fusec=.build/release/fusec] [--network=resnet18] [--target=fadiff-large] [--plans=20000]

Plans are drawn beforehand and written to a file, so that only fusec's time counts; its start, and reading
the network, are measured with an empty file and taken off. Three streams: every mapping of every plan is
new; one layer of each plan is new, as a local search sends them; neighbouring layers fused by pairs. Medians
of five runs; processor seconds are what a busy machine leaves unchanged. Needs Python 3 and nothing else.
"""

import argparse
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def prime_factors(number):
  factors, candidate = [], 2
  while candidate * candidate <= number:
    while number % candidate == 0:
      factors.append(candidate)
      number //= candidate
    candidate += 1
  return factors + ([number] if number > 1 else [])


def mapping(sizes, generator, array):
  """A mapping with small tiles: it fits every machine like Gemmini."""
  spatial = {"K": 1, "C": 1}
  for dimension, limit in (("K", array["columns"]), ("C", array["rows"])):
    for factor in prime_factors(sizes[dimension]):
      if spatial[dimension] * factor <= limit and generator.random() < 0.9:
        spatial[dimension] *= factor
  inner, outer = {}, {}
  for dimension, size in sizes.items():
    rest, kept = size // spatial.get(dimension, 1), 1
    if dimension in "NPQ":
      for factor in prime_factors(rest):
        if kept * factor <= 16 and generator.random() < 0.5:
          kept *= factor
    inner[dimension], outer[dimension] = kept, rest // kept
  order = [d for d in sizes if outer[d] > 1]
  generator.shuffle(order)
  parts = ["dram I W O"] + [f"for {d} {outer[d]}" for d in order] + ["scratchpad I W"]
  if spatial["K"] > 1:
    parts.append(f"columns K {spatial['K']}")
  parts.append("accumulator O")
  if spatial["C"] > 1:
    parts.append(f"rows C {spatial['C']}")
  return parts + ["registers W"] + [f"for {d} {inner[d]}" for d in "NPQ" if inner[d] > 1]


def fused_pair(edge, layers):
  """Two mappings that share a loop over rows and keep the tensor between them on chip, or None."""
  rows = [pair for pair in edge["aligned"] if pair[:2] in (["P", "P"], ["N", "N"])]
  if not rows:
    return None
  loop = rows[0][0]
  producer, consumer = dict(layers[edge["producer"]]), dict(layers[edge["consumer"]])
  count = math.gcd(producer[loop], consumer[loop])
  if count == 1:
    return None
  producer[loop] //= count
  consumer[loop] //= count
  shared = [f"for {loop} {count}"]

  def rest(sizes):
    return [f"for {d} {sizes[d]}" for d in "GKCRSNPQ" if sizes[d] > 1]

  return ((["dram I W"] + shared + ["accumulator O"] + rest(producer) + ["scratchpad I W", "registers W"]),
          (["dram W O"] + shared + ["scratchpad I"] + rest(consumer)
           + ["scratchpad W", "accumulator O", "registers W"]))


def run(command, path):
  """The seconds that fusec took, its processor seconds, and its output."""
  with open(path, "rb") as plans:
    before, start = os.times(), time.monotonic()
    result = subprocess.run(command, stdin=plans, stdout=subprocess.PIPE, check=True)
    seconds, after = time.monotonic() - start, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, processor, result.stdout


def main():
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  parser.add_argument("--fusec", default=os.path.join(HERE, "../../.build/release/fusec"))
  parser.add_argument("--network", default="resnet18")
  parser.add_argument("--target", default="fadiff-large")
  parser.add_argument("--plans", type=int, default=20000)
  parser.add_argument("--json")
  arguments = parser.parse_args()
  generator = random.Random(1)
  results = {}
  with tempfile.TemporaryDirectory() as folder:
    program = os.path.join(folder, "network.mlir")
    subprocess.run([sys.executable, os.path.join(HERE, "networks.py"), arguments.network, "-o", program], check=True)
    for model in ("m0", "m1"):
      command = [arguments.fusec, program, "-passes=import", f"-target={arguments.target}", 
                 f"-evaluate={model},machine-widths"]
      described = subprocess.run(command, input=b'{"describe":true}\n', stdout=subprocess.PIPE, check=True)
      network = json.loads(described.stdout)
      layers = [layer["sizes"] for layer in network["layers"]]

      def drawn():
        return [mapping(sizes, generator, network["array"]) for sizes in layers]

      base = drawn()
      streams = {"all layers new": [], "one layer new": [], "fused pairs": []}
      # Pairs that fit on chip: each is asked for alone.
      candidates = []
      for index, edge in enumerate(network["edges"]):
        found = fused_pair(edge, layers) if edge["fusible"] and edge["operand"] == "input" else None
        if found:
          group = {"layers": [edge["producer"], edge["consumer"]], "fused": [index], "shared": 1}
          candidates.append((group, found))

      def fused(plan, chosen):
        result = {"mappings": list(plan), "groups": [group for group, _ in chosen]}
        for group, found in chosen:
          for layer, nest in zip(group["layers"], found):
            result["mappings"][layer] = nest
        return result

      requests = "".join(json.dumps(fused(base, [each])) + "\n" for each in candidates)
      tried = subprocess.run(command, input=requests.encode(), stdout=subprocess.PIPE, check=True).stdout.splitlines()
      pairs = [each for each, answer in zip(candidates, tried) if b'"feasible":true' in answer]
      for _ in range(arguments.plans):
        streams["all layers new"].append({"mappings": drawn()})
        layer = generator.randrange(len(layers))
        base[layer] = mapping(layers[layer], generator, network["array"])
        streams["one layer new"].append({"mappings": list(base)})
        chosen, used = [], set()
        for group, found in pairs:
          if generator.random() < 0.5 and not used & set(group["layers"]):
            used |= set(group["layers"])
            chosen.append((group, found))
        streams["fused pairs"].append(fused(base, chosen))
      empty = os.path.join(folder, "empty")
      open(empty, "w").close()
      idle = [run(command, empty) for _ in range(5)]
      start, start_processor = (statistics.median(each[place] for each in idle) for place in (0, 1))
      for name, plans in streams.items():
        path = os.path.join(folder, "plans")
        with open(path, "w") as file:
          for plan in plans:
            file.write(json.dumps(plan, separators=(",", ":")) + "\n")
        times, processor_times = [], []
        for _ in range(5):
          seconds, processor, output = run(command, path)
          times.append(seconds - start)
          processor_times.append(processor - start_processor)
        answers = output.splitlines()
        assert len(answers) == len(plans), "an answer a line"
        feasible = sum(b'"feasible":true' in answer for answer in answers)
        rate = len(plans) / statistics.median(times)
        processor_rate = len(plans) / max(1e-9, statistics.median(processor_times))
        size = os.path.getsize(path) / len(plans)
        results[f"{model}, {name}"] = {"plans_per_second": rate, "plans_per_processor_second": processor_rate}
        print(f"{model} {name:16} {len(layers)} layers, {size:6.0f} bytes a plan, {feasible} of {len(plans)} "
              f"can run: {rate:9.0f} plans/s, {processor_rate:9.0f} per processor second")
  if arguments.json:
    with open(arguments.json, "w") as file:
      json.dump(results, file, indent=2)


if __name__ == "__main__":
  main()
