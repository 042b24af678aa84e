#!/usr/bin/env python3
"""The cycles that cost model m1 predicts with its pipeline terms, beside those of the Gemmini simulator.

Draws products and convolutions with a mapping each, compiles them as the mapping says, runs them on the simulator, and
reports Kendall's rank correlation and the distribution of the relative error.

    cycles.py --fusec .build/release/fusec --count 300 --seed 22
    cycles.py --addends            layers that add a bias, a residual or both
    cycles.py --target gemmini-fp32
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

# Places along a side, rows of scratchpad and accumulator, operands and sums.
MACHINES = {
    "gemmini": (16, 16384, 1024, "i8", "i32"),
    "gemmini-fp32": (4, 16384, 4096, "f32", "f32"),
    "gemmini-fp32-16": (16, 4096, 1024, "f32", "f32"),
}
SIDE, SCRATCHPAD_ROWS, ACCUMULATOR_ROWS, OPERAND, SUM = MACHINES["gemmini"]


def divisors(number):
    return [d for d in range(1, number + 1) if number % d == 0]


def tensor(shape, element):
    return "tensor<" + "".join(f"{size}x" for size in shape) + element + ">"


def added(kinds, shape):
    """What is added to a sum of the given shape: arguments of the function, and the op that adds them."""
    if not kinds:
        return "", "", "%r"
    rank = len(shape)
    every = ", ".join(f"d{i}" for i in range(rank))
    types = {"bias": tensor(shape[-1:], SUM), "residual": tensor(shape, SUM)}
    maps = {"bias": f"affine_map<({every}) -> (d{rank - 1})>", "residual": f"affine_map<({every}) -> ({every})>"}
    result = types["residual"]
    add = "arith.addf" if SUM == "f32" else "arith.addi"
    lines, last = [], "%g"
    for kind in kinds:
        lines.append(f"    %s{kind} = {add} {last}, %e{kind} : {SUM}")
        last = f"%s{kind}"
    newline = "\n"
    op = f"""  %o = tensor.empty() : {result}
  %sum = linalg.generic {{indexing_maps = [{maps["residual"]}, {", ".join(maps[kind] for kind in kinds)}, {maps["residual"]}],
      iterator_types = [{", ".join(['"parallel"'] * rank)}]}}
      ins(%r, {", ".join(f"%{kind}" for kind in kinds)} : {result}, {", ".join(types[kind] for kind in kinds)}) outs(%o : {result}) {{
  ^bb0(%g: {SUM}, {", ".join(f"%e{kind}: {SUM}" for kind in kinds)}, %out: {SUM}):
{newline.join(lines)}
    linalg.yield {last} : {SUM}
  }} -> {result}
"""
    return "".join(f", %{kind}: {types[kind]}" for kind in kinds), op, "%sum"


def multiply_add():
    """The body of a sum of products of %p and %q onto %o."""
    if SUM == "f32":
        return """    %w = arith.mulf %p, %q : f32
    %s = arith.addf %o, %w : f32"""
    return """    %u = arith.extsi %p : i8 to i32
    %v = arith.extsi %q : i8 to i32
    %w = arith.muli %u, %v : i32
    %s = arith.addi %o, %w : i32"""


ZERO = {"i8": "0 : i8", "i32": "0 : i32", "f32": "0.0 : f32"}


def product(rng, kinds):
    choices = [16, 32, 48, 64, 80, 96, 128, 160, 192, 256]
    m, n, k = (rng.choice(choices) for _ in range(3))
    if rng.random() < 0.3:
        m = rng.choice([1, 4, 8, 24, 40, 100])
    x, y, z = tensor([m, k], OPERAND), tensor([k, n], OPERAND), tensor([m, n], SUM)
    maps = ", ".join(f"affine_map<(m, n, k) -> ({i})>" for i in ("m, k", "k, n", "m, n"))
    arguments, add, result = added(kinds, [m, n])
    text = f"""func.func @main(%a: {x}, %b: {y}{arguments}) -> {z} {{
  %c0 = arith.constant {ZERO[SUM]}
  %e = tensor.empty() : {z}
  %f = linalg.fill ins(%c0 : {SUM}) outs(%e : {z}) -> {z}
  %r = linalg.generic {{indexing_maps = [{maps}], iterator_types = ["parallel", "parallel", "reduction"]}}
      ins(%a, %b : {x}, {y}) outs(%f : {z}) attrs = {{fuse.mapping = #fuse.mapping<MAPPING>}} {{
  ^bb0(%p: {OPERAND}, %q: {OPERAND}, %o: {SUM}):
{multiply_add()}
    linalg.yield %s : {SUM}
  }} -> {z}
{add}  return {result} : {z}
}}
"""
    return dict(G=1, N=m, K=n, C=k, P=1, Q=1, R=1, S=1), (1, 1, 1, 0), text


def convolution(rng, kinds):
    c, f = rng.choice([3, 8, 16, 32, 48, 64]), rng.choice([8, 16, 32, 48, 64])
    kernel, stride = rng.choice([1, 3, 3, 5]), rng.choice([1, 1, 1, 2])
    rows = rng.choice([4, 7, 8, 12, 14, 16, 20])
    columns = rng.choice([rows, rows, 16])
    padding = (kernel - 1) // 2 if rng.random() < 0.7 else 0
    h = (rows - 1) * stride + kernel - 2 * padding
    w = (columns - 1) * stride + kernel - 2 * padding
    if h < 1 or w < 1:
        return convolution(rng, kinds)
    image = tensor([1, h, w, c], OPERAND)
    padded = tensor([1, h + 2 * padding, w + 2 * padding, c], OPERAND)
    weights = tensor([kernel, kernel, c, f], OPERAND)
    z = tensor([1, rows, columns, f], SUM)
    arguments, add, result = added(kinds, [1, rows, columns, f])
    text = f"""func.func @main(%a: {image}, %b: {weights}{arguments}) -> {z} {{
  %c0 = arith.constant {ZERO[SUM]}
  %z = arith.constant {ZERO[OPERAND]}
  %e = tensor.empty() : {z}
  %f = linalg.fill ins(%c0 : {SUM}) outs(%e : {z}) -> {z}
  %p = tensor.pad %a low[0, {padding}, {padding}, 0] high[0, {padding}, {padding}, 0] {{
  ^bb0(%i: index, %j: index, %l: index, %m: index):
    tensor.yield %z : {OPERAND}
  }} : {image} to {padded}
  %r = linalg.conv_2d_nhwc_hwcf {{fuse.mapping = #fuse.mapping<MAPPING>, dilations = dense<[1, 1]> : tensor<2xi64>,
      strides = dense<[{stride}, {stride}]> : tensor<2xi64>}}
      ins(%p, %b : {padded}, {weights}) outs(%f : {z}) -> {z}
{add}  return {result} : {z}
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
    if max(rows_of[:2]) > SCRATCHPAD_ROWS // 32 or rows_of[2] > ACCUMULATOR_ROWS // 2:
        return None
    loops = lambda level: [f"for {d} {count}" for d, count in level if count > 1]
    memories = ["accumulator O", "scratchpad I W"] if holds_sums else ["scratchpad I W", "accumulator O"]
    parts = ["dram I W O"] + loops(outside) + memories[:1] + loops(inside) + memories[1:] + loops(core)
    parts += [f"columns K {columns}"] * (columns > 1) + [f"rows C {rows}"] * (rows > 1)
    return parts + ["registers W"] + loops(streamed)


def run(fusec, target, text, parts):
    """The cycles simulated and predicted, or None where the mapping is not followed."""
    with tempfile.TemporaryDirectory() as folder:
        source, report = os.path.join(folder, "layer.mlir"), os.path.join(folder, "cost.json")
        with open(source, "w") as file:
            file.write(text.replace("MAPPING", json.dumps(parts)))
        common = [fusec, source, f"-target={target}"]
        simulated = subprocess.run(
            common + ["-passes=import,lower-to-gemmini", "-run=main", "-on=gemmini", "-seed=1",
                      f"-emit=cost-json:{report}", f"-outputs={folder}", "-remarks=lower-to-gemmini",
                      *(["-rtol=1e-2", "-atol=1e-2"] if SUM == "f32" else [])],
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
    parser.add_argument("--target", choices=MACHINES, default="gemmini")
    parser.add_argument("--addends", action="store_true", help="add a bias, a residual or both to every layer")
    arguments = parser.parse_args()
    global SIDE, SCRATCHPAD_ROWS, ACCUMULATOR_ROWS, OPERAND, SUM
    SIDE, SCRATCHPAD_ROWS, ACCUMULATOR_ROWS, OPERAND, SUM = MACHINES[arguments.target]
    rng = random.Random(arguments.seed)
    results, skipped = [], 0
    while len(results) < arguments.count:
        kind = rng.choice([product, convolution])
        kinds = rng.choice([["bias"], ["residual"], ["bias", "residual"]]) if arguments.addends else []
        sizes, window, text = kind(rng, kinds)
        if math.prod(sizes.values()) > 3_000_000:
            continue
        parts = next((p for p in (mapping(sizes, window, rng) for _ in range(200)) if p), None)
        cycles = parts and run(arguments.fusec, arguments.target, text, parts)
        if not cycles:
            skipped += 1
            continue
        results.append((kind, cycles))
        if len(results) <= arguments.record:
            numbers = " ".join(str(sizes[d]) for d in "GNKCPQRS")
            print(f"{numbers} | {' '.join(map(str, window))} | {' '.join(kinds + ['|'] if kinds else [])} {'; '.join(parts[1:])} | {cycles[0]}")
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
