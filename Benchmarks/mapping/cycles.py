#!/usr/bin/env python3
"""The cycles that cost model m1 predicts with its pipeline terms, beside those of the Gemmini simulator.

Draws products and convolutions with a mapping each, compiles them as the mapping says, runs them on the simulator, and
reports Kendall's rank correlation and the distribution of the relative error.

    cycles.py --fusec .build/release/fusec --count 300 --seed 22
    cycles.py --record 60          also writes the lines of the table in GemminiPipelineTests.swift
"""
import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile

SIDE = 16
SCRATCHPAD, ACCUMULATOR = 256 * 1024, 64 * 1024


def divisors(number):
    return [d for d in range(1, number + 1) if number % d == 0]


def tensor(shape, element):
    return "tensor<" + "".join(f"{size}x" for size in shape) + element + ">"


def product(rng):
    choices = [16, 32, 48, 64, 80, 96, 128, 160, 192, 256]
    m, n, k = (rng.choice(choices) for _ in range(3))
    if rng.random() < 0.3:
        m = rng.choice([1, 4, 8, 24, 40, 100])
    x, y, z = tensor([m, k], "i8"), tensor([k, n], "i8"), tensor([m, n], "i32")
    maps = ", ".join(f"affine_map<(m, n, k) -> ({i})>" for i in ("m, k", "k, n", "m, n"))
    text = f"""func.func @main(%a: {x}, %b: {y}) -> {z} {{
  %c0 = arith.constant 0 : i32
  %e = tensor.empty() : {z}
  %f = linalg.fill ins(%c0 : i32) outs(%e : {z}) -> {z}
  %r = linalg.generic {{indexing_maps = [{maps}], iterator_types = ["parallel", "parallel", "reduction"]}}
      ins(%a, %b : {x}, {y}) outs(%f : {z}) attrs = {{fuse.mapping = #fuse.mapping<MAPPING>}} {{
  ^bb0(%p: i8, %q: i8, %o: i32):
    %u = arith.extsi %p : i8 to i32
    %v = arith.extsi %q : i8 to i32
    %w = arith.muli %u, %v : i32
    %s = arith.addi %o, %w : i32
    linalg.yield %s : i32
  }} -> {z}
  return %r : {z}
}}
"""
    return dict(G=1, N=m, K=n, C=k, P=1, Q=1, R=1, S=1), (1, 1, 1, 0), text


def convolution(rng):
    c, f = rng.choice([3, 8, 16, 32, 48, 64]), rng.choice([8, 16, 32, 48, 64])
    kernel, stride = rng.choice([1, 3, 3, 5]), rng.choice([1, 1, 1, 2])
    rows = rng.choice([4, 7, 8, 12, 14, 16, 20])
    columns = rng.choice([rows, rows, 16])
    padding = (kernel - 1) // 2 if rng.random() < 0.7 else 0
    h = (rows - 1) * stride + kernel - 2 * padding
    w = (columns - 1) * stride + kernel - 2 * padding
    if h < 1 or w < 1:
        return convolution(rng)
    image = tensor([1, h, w, c], "i8")
    padded = tensor([1, h + 2 * padding, w + 2 * padding, c], "i8")
    weights = tensor([kernel, kernel, c, f], "i8")
    z = tensor([1, rows, columns, f], "i32")
    text = f"""func.func @main(%a: {image}, %b: {weights}) -> {z} {{
  %c0 = arith.constant 0 : i32
  %z = arith.constant 0 : i8
  %e = tensor.empty() : {z}
  %f = linalg.fill ins(%c0 : i32) outs(%e : {z}) -> {z}
  %p = tensor.pad %a low[0, {padding}, {padding}, 0] high[0, {padding}, {padding}, 0] {{
  ^bb0(%i: index, %j: index, %l: index, %m: index):
    tensor.yield %z : i8
  }} : {image} to {padded}
  %r = linalg.conv_2d_nhwc_hwcf {{fuse.mapping = #fuse.mapping<MAPPING>, dilations = dense<[1, 1]> : tensor<2xi64>,
      strides = dense<[{stride}, {stride}]> : tensor<2xi64>}}
      ins(%p, %b : {padded}, {weights}) outs(%f : {z}) -> {z}
  return %r : {z}
}}
"""
    sizes = dict(G=1, N=1, K=f, C=c, P=rows, Q=columns, R=kernel, S=kernel)
    return sizes, (stride, h, w, padding), text


def touched(outputs, taps, stride):
    return outputs * taps - max(0, outputs - 1) * max(0, taps - stride)


def mapping(sizes, window, rng):
    """A drawn mapping whose tiles fit twice, or None."""
    remaining = dict(sizes)

    def take(dimension, most=None, large=False):
        choices = [d for d in divisors(remaining[dimension]) if most is None or d <= most]
        choice = choices[-1] if most else rng.choice(choices[len(choices) // 2:] if large else choices)
        remaining[dimension] //= choice
        return choice

    columns, rows = take("K", SIDE), take("C", SIDE)
    streamed = [(d, take(d, large=True)) for d in "NPQ"]
    core = [(d, take(d, large=True)) for d in "RSCK"]
    inside = [(d, take(d)) for d in "NKCPQRS"] if rng.random() < 0.4 else []
    outside = [(d, remaining[d]) for d in "NKCPQRS"]
    levels = [core, inside, outside]
    for level in levels:
        rng.shuffle(level)
    if rng.random() < 0.8:
        # Mostly sums stay until they are finished.
        for level in (inside, outside):
            level.sort(key=lambda loop: loop[0] in "CRS")
    holds_sums = rng.random() < 0.5

    def extents(*levels):
        extent = dict.fromkeys(sizes, 1)
        for level in levels:
            for dimension, count in level:
                extent[dimension] *= count
        extent["K"] *= columns
        extent["C"] *= rows
        return extent

    def blocks(number):
        return math.ceil(number / SIDE)

    all_inside = extents(inside, core, streamed)
    local = extents(core, streamed)
    operand, sums = (local, all_inside) if holds_sums else (all_inside, local)
    stride, h, w, _ = window
    pixels = min(touched(operand["P"], operand["R"], stride), h) * min(
        touched(operand["Q"], operand["S"], stride), w)
    rows_of = (
        operand["N"] * pixels * blocks(operand["C"]),
        operand["R"] * operand["S"] * operand["C"] * blocks(operand["K"]),
        sums["N"] * sums["P"] * sums["Q"] * blocks(sums["K"]),
    )
    # A quarter of the scratchpad each for inputs and weights and their next tiles.
    if max(rows_of[:2]) * SIDE > SCRATCHPAD // 32 or rows_of[2] * SIDE * 4 > ACCUMULATOR // 2:
        return None
    loops = lambda level: [f"for {d} {count}" for d, count in level if count > 1]
    memories = ["accumulator O", "scratchpad I W"] if holds_sums else ["scratchpad I W", "accumulator O"]
    parts = ["dram I W O"] + loops(outside) + memories[:1] + loops(inside) + memories[1:] + loops(core)
    parts += [f"columns K {columns}"] * (columns > 1) + [f"rows C {rows}"] * (rows > 1)
    return parts + ["registers W"] + loops(streamed)


def run(fusec, text, parts):
    """The cycles simulated and predicted, or None where the mapping is not followed."""
    with tempfile.TemporaryDirectory() as folder:
        source, report = os.path.join(folder, "layer.mlir"), os.path.join(folder, "cost.json")
        with open(source, "w") as file:
            file.write(text.replace("MAPPING", json.dumps(parts)))
        common = [fusec, source, "-target=gemmini"]
        simulated = subprocess.run(
            common + ["-passes=import,lower-to-gemmini", "-run=main", "-on=gemmini", "-seed=1",
                      f"-emit=cost-json:{report}", f"-outputs={folder}", "-remarks=lower-to-gemmini"],
            capture_output=True, text=True)
        if simulated.returncode != 0:
            sys.exit(simulated.stderr)
        if "not followed" in simulated.stderr:
            return None
        with open(report) as file:
            cycles = json.load(file)["total"]["cycles"]
        predicted = subprocess.run(
            common + ["-passes=import", "-evaluate=m1,pipeline"], capture_output=True, text=True,
            input=json.dumps({"mappings": [parts]}) + "\n")
        answer = json.loads(predicted.stdout)
        return (cycles, answer["cycles"]) if answer.get("feasible") else None


def kendall(pairs):
    agree = disagree = 0
    for i, (a, b) in enumerate(pairs):
        for c, d in pairs[:i]:
            sign = (a - c) * (b - d)
            agree += sign > 0
            disagree += sign < 0
    return (agree - disagree) / max(1, agree + disagree)


def summary(name, pairs):
    """Prints the rank correlation and the distribution of the relative error, in %, and gives them."""
    errors = sorted(abs(predicted / simulated - 1) for simulated, predicted in pairs)
    at = lambda share: 100 * errors[min(len(errors) - 1, int(len(errors) * share))] if errors else 0
    found = {"count": len(pairs), "tau": kendall(pairs), "quartiles": [at(.25), at(.5), at(.75)], "tenth": at(.9), "most": at(1)}
    print(f"{name:13} {len(pairs):4}  tau {found['tau']:.3f}  error %: quartiles {at(.25):.1f} {at(.5):.1f}"
          f" {at(.75):.1f}, 90 % {at(.9):.1f}, most {at(1):.1f}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fusec", default=".build/release/fusec")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=22)
    parser.add_argument("--record", type=int, default=0, help="print so many cases as lines of the test's table")
    parser.add_argument("--json", help="file for the figures")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    results, skipped = [], 0
    while len(results) < arguments.count:
        kind = rng.choice([product, convolution])
        sizes, window, text = kind(rng)
        if math.prod(sizes.values()) > 3_000_000:
            continue
        parts = next((p for p in (mapping(sizes, window, rng) for _ in range(200)) if p), None)
        cycles = parts and run(arguments.fusec, text, parts)
        if not cycles:
            skipped += 1
            continue
        results.append((kind, cycles))
        if len(results) <= arguments.record:
            numbers = " ".join(str(sizes[d]) for d in "GNKCPQRS")
            print(f"{numbers} | {' '.join(map(str, window))} | {'; '.join(parts[1:])} | {cycles[0]}")
    found = {name: summary(name, [cycles for each, cycles in results if each is kind])
             for name, kind in (("products", product), ("convolutions", convolution))}
    found["all"] = summary("all", [cycles for _, cycles in results])
    found["skipped"] = skipped
    print(f"{skipped} draws without a mapping that fits and is followed")
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(found, file, indent=1)


if __name__ == "__main__":
    main()
