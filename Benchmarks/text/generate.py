#!/usr/bin/env python3
"""Writes large MLIR programs for the text benchmark; the same program for the same arguments.

    generate.py KIND OPS [--functions N] > program.mlir

KIND
  tensor   ops of an unknown dialect on tensors: properties, dictionaries, nested regions, several results, symbols
  arith    arith ops on i32 in generic form: an eighth of them constants, a third repeated, a tenth unused
  custom   the same program as arith in custom form
"""

import argparse
import random
import sys

ACTIVATION = "tensor<8x128x768xf32>"
WEIGHTS = "tensor<768x768xf32>"


class Program:
    """A program that is being written; `left` is how many ops its function may still get."""

    def __init__(self, functions, seed):
        self.functions = functions
        self.random = random.Random(seed)
        self.lines = []
        self.next = 0
        self.left = 0

    def name(self):
        self.next += 1
        return f"%{self.next - 1}"

    def write(self, line):
        self.lines.append(line)


class TensorProgram(Program):
    """Ops of the dialect `t`, which no tool knows."""

    def function(self, index, ops):
        self.next, self.left = 0, ops - 2
        signature = f"({ACTIVATION}, {WEIGHTS}) -> {ACTIVATION}"
        self.write(f'  "func.func"() <{{function_type = {signature}, sym_name = "f{index}"}}> ({{')
        self.write(f"  ^bb0(%arg0: {ACTIVATION}, %arg1: {WEIGHTS}):")
        values = ["%arg0"]
        kinds = [self.sum] * 6 + [self.product] * 3 + [self.map] * 3 + [
            self.constant, self.constant, self.halves, self.halves, self.call, self.call,
            self.reduction, self.reduction]
        while self.left > 0:
            a, b = self.random.choice(values), self.random.choice(values)
            values = (values + self.random.choice(kinds)(a, b))[-24:]
        self.write(f'    "func.return"({values[-1]}) : ({ACTIVATION}) -> ()')
        self.write("  }) : () -> ()")

    def op(self, text, results=1):
        self.left -= 1
        name = self.name()
        self.write(f"    {name}{'' if results == 1 else f':{results}'} = {text}")
        return [name] if results == 1 else [f"{name}#{i}" for i in range(results)]

    def sum(self, a, b):
        return self.op(f'"t.sum"({a}, {b}) : ({ACTIVATION}, {ACTIVATION}) -> {ACTIVATION}')

    def product(self, a, _):
        return self.op(
            f'"t.product"({a}, %arg1) <{{left = array<i64: 2>, precision = [#t<precision LOW>, '
            f'#t<precision HIGH>], right = array<i64: 0>}}> : ({ACTIVATION}, {WEIGHTS}) -> {ACTIVATION}')

    def map(self, a, _):
        tile = f"[{self.random.choice([8, 16, 32])}, {self.random.choice([64, 128])}, 768]"
        return self.op(
            f'"t.map"({a}) <{{exact = false, function = "gelu", scale = {self.random.random():.6e} : f32}}> '
            f"{{t.stage = {self.random.randrange(8)} : i32, t.tile = {tile}}} : ({ACTIVATION}) -> {ACTIVATION}")

    def constant(self, _, __):
        return self.op(
            f'"t.constant"() <{{value = dense<{self.random.random():.6e}> : {ACTIVATION}}}> : () -> {ACTIVATION}')

    def halves(self, a, _):
        return self.op(
            f'"t.split"({a}) <{{axis = 2 : i64, sizes = [384, 384]}}> : ({ACTIVATION}) -> '
            f"({ACTIVATION}, {ACTIVATION})", results=2)

    def call(self, a, _):
        return self.op(
            f'"t.call"({a}) <{{callee = @f{self.random.randrange(self.functions)}, '
            f"maps = [affine_map<(d0, d1, d2) -> (d0, d1, d2)>]}}> : ({ACTIVATION}) -> {ACTIVATION}")

    def reduction(self, a, _):
        self.left -= 3
        name = self.name()
        x, y, z = (f"%{letter}{name[1:]}" for letter in "xyz")
        scalar = "tensor<f32>"
        self.write(f'    {name} = "t.reduce"({a}) <{{dimensions = array<i64: 2>, keep}}> ({{')
        self.write(f"    ^bb0({x}: {scalar}, {y}: {scalar}):")
        self.write(f'      {z} = "t.sum"({x}, {y}) : ({scalar}, {scalar}) -> {scalar}')
        self.write(f'      "t.yield"({z}) : ({scalar}) -> ()')
        self.write(f"    }}) : ({ACTIVATION}) -> {ACTIVATION}")
        return [name]


class ArithProgram(Program):
    """Integer arithmetic; every eighth value goes to a function that is only declared, so that it stays."""

    NAMES = ["addi", "subi", "muli", "andi", "ori", "xori"]
    FLAGGED = {"addi", "subi", "muli"}
    ARGUMENTS = [f"%arg{i}" for i in range(8)]

    def __init__(self, functions, seed, custom):
        super().__init__(functions, seed)
        self.custom = custom
        self.write(
            "  func.func private @sink(i32)" if custom else
            '  "func.func"() <{function_type = (i32) -> (), sym_name = "sink", '
            'sym_visibility = "private"}> ({\n  }) : () -> ()')

    def function(self, index, ops):
        self.next = 0
        arguments = ", ".join(f"{name}: i32" for name in self.ARGUMENTS)
        if self.custom:
            self.write(f"  func.func @f{index}({arguments}) {{")
        else:
            inputs = ", ".join(["i32"] * len(self.ARGUMENTS))
            self.write(
                f'  "func.func"() <{{function_type = ({inputs}) -> (), sym_name = "f{index}"}}> ({{')
            self.write(f"  ^bb0({arguments}):")
        live, constants, computed = list(self.ARGUMENTS), [], []
        for number in range(ops - 2):
            if number % 9 == 8:
                self.call(live[-1])
                continue
            draw = self.random.random()
            if draw < 0.13 or len(constants) < 2:
                constants = (constants + [self.constant()])[-32:]
                continue
            if draw < 0.43 and computed:
                kind, a, b = self.random.choice(computed)
            elif draw < 0.49:
                kind = self.random.choice(["addi", "muli"])
                a, b = self.random.sample(constants, 2)
            else:
                kind = self.random.choice(self.NAMES)
                a, b = self.random.sample(live, 2)
            computed = (computed + [(kind, a, b)])[-64:]
            result = self.binary(kind, a, b)
            if self.random.random() < 0.9:
                live = (live + [result])[-32:]
        self.write("    return\n  }" if self.custom else '    "func.return"() : () -> ()\n  }) : () -> ()')

    def call(self, value):
        self.write(
            f"    func.call @sink({value}) : (i32) -> ()" if self.custom else
            f'    "func.call"({value}) <{{callee = @sink}}> : (i32) -> ()')

    def constant(self):
        name, value = self.name(), self.random.randrange(-500_000, 500_000)
        self.write(
            f"    {name} = arith.constant {value} : i32" if self.custom else
            f'    {name} = "arith.constant"() <{{value = {value} : i32}}> : () -> i32')
        return name

    def binary(self, kind, a, b):
        name = self.name()
        flags = " <{overflowFlags = #arith.overflow<none>}>" if kind in self.FLAGGED else ""
        self.write(
            f"    {name} = arith.{kind} {a}, {b} : i32" if self.custom else
            f'    {name} = "arith.{kind}"({a}, {b}){flags} : (i32, i32) -> i32')
        return name


def generate(kind, ops, functions=200, seed=1):
    """The text of a program of about `ops` ops."""
    custom = kind == "custom"
    program = TensorProgram(functions, seed) if kind == "tensor" else ArithProgram(functions, seed, custom)
    for index in range(functions):
        program.function(index, ops // functions)
    opening, closing = ("module {", "}") if custom else ('"builtin.module"() ({', "}) : () -> ()")
    return "\n".join([opening] + program.lines + [closing]) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=["tensor", "arith", "custom"])
    parser.add_argument("ops", type=int)
    parser.add_argument("--functions", type=int, default=200)
    options = parser.parse_args()
    sys.stdout.write(generate(options.kind, options.ops, options.functions))
