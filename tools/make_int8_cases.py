#!/usr/bin/env python3
"""Writes the int8 cases in test-inputs/numeric: StableHLO text as JAX prints it, inputs, outputs.

Each operation is written as text and computed with NumPy in one step, in the arithmetic that
StableHLO prescribes (32-bit accumulators, float32 scaling, ties to even), so text and expected
values can't drift apart. Scales are constants, one per tensor.

    python3 tools/make_int8_cases.py [folder]

The generic form is written where jaxlib, whose parser it takes, is installed.
"""

import json
import pathlib
import sys

import numpy as np

NAMES = {np.dtype(np.int8): "i8", np.dtype(np.int32): "i32", np.dtype(np.float32): "f32"}


def type_of(array):
    """The MLIR type of an array."""
    return "tensor<%s>" % "x".join([str(size) for size in array.shape] + [NAMES[array.dtype]])


class Value:
    """An SSA value: its name and what it holds in this case."""

    def __init__(self, name, array):
        self.name = name
        self.array = array

    @property
    def type(self):
        return type_of(self.array)


class Program:
    """A function under construction, computed while it is written."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        self.inputs = []
        self.lines = []
        self.functions = {}
        self.constants = set()
        self.count = 0
        self.clashes = 0

    def input(self, shape, low=-128, high=127, dtype=np.int8):
        array = self.random.integers(low, high + 1, size=shape).astype(dtype)
        self.inputs.append(Value("%%arg%d" % len(self.inputs), array))
        return self.inputs[-1]

    def emit(self, text, array):
        value = Value("%%%d" % self.count, array)
        self.count += 1
        self.lines.append("%s = %s" % (value.name, text))
        return value

    def constant(self, number, dtype):
        array = np.array(number, dtype=dtype)
        text = "%.6e" % number if dtype == np.float32 else "%d" % number
        assert np.array(float(text), dtype=dtype) == array, "the text must hold the exact value"
        # MLIR's printer numbers the names that would clash.
        name = "%cst" if dtype == np.float32 else "%c"
        if name in self.constants:
            self.clashes += 1
            name += "_%d" % (self.clashes - 1)
        self.constants.add(name)
        value = Value(name, array)
        self.lines.append("%s = stablehlo.constant dense<%s> : %s" % (value.name, text, value.type))
        return value

    def binary(self, op, function, left, right):
        assert left.type == right.type
        result = function(left.array, right.array)
        return self.emit("stablehlo.%s %s, %s : %s" % (op, left.name, right.name, left.type), result)

    def add(self, left, right):
        return self.binary("add", np.add, left, right)

    def multiply(self, left, right):
        return self.binary("multiply", np.multiply, left, right)

    def maximum(self, left, right):
        return self.binary("maximum", np.maximum, left, right)

    def broadcast(self, value, shape, dims):
        source = [1] * len(shape)
        for size, dim in zip(value.array.shape, dims):
            source[dim] = size
        array = np.broadcast_to(value.array.reshape(source), shape)
        text = "stablehlo.broadcast_in_dim %s, dims = %s : (%s) -> %s" % (
            value.name, list(dims), value.type, type_of(array))
        return self.emit(text, array)

    def splat(self, number, like):
        constant = self.constant(number, like.array.dtype)
        return self.broadcast(constant, like.array.shape, [])

    def convert(self, value, dtype):
        array = value.array.astype(dtype)
        text = "stablehlo.convert %s : (%s) -> %s" % (value.name, value.type, type_of(array))
        return self.emit(text, array)

    def dot(self, left, right):
        wide = left.array.astype(np.int64) @ right.array.astype(np.int64)
        text = (
            "stablehlo.dot_general %s, %s, contracting_dims = [1] x [0], "
            "precision = [DEFAULT, DEFAULT] : (%s, %s) -> %s")
        return self.product(text, left, right, wide)

    def convolution(self, image, kernel, stride, pads):
        """NHWC image, HWIO kernel."""
        (top, bottom), (before, after) = pads
        padded = np.pad(image.array, ((0, 0), (top, bottom), (before, after), (0, 0)))
        padded = padded.astype(np.int64)
        rows, columns, _, channels = kernel.array.shape
        height = (padded.shape[1] - rows) // stride + 1
        width = (padded.shape[2] - columns) // stride + 1
        wide = np.zeros((padded.shape[0], height, width, channels), np.int64)
        for row in range(rows):
            for column in range(columns):
                window = padded[:, row : row + stride * (height - 1) + 1 : stride,
                                column : column + stride * (width - 1) + 1 : stride]
                wide += window @ kernel.array[row, column].astype(np.int64)
        text = (
            "stablehlo.convolution(%%s, %%s) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], "
            "window = {stride = [%d, %d], pad = [[%d, %d], [%d, %d]], lhs_dilate = [1, 1], "
            "rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, "
            "feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, "
            "#stablehlo<precision DEFAULT>]} : (%%s, %%s) -> %%s"
        ) % (stride, stride, top, bottom, before, after)
        return self.product(text, image, kernel, wide)

    def product(self, text, left, right, wide):
        assert np.abs(wide).max() < 2**31, "the accumulator must hold the sum"
        array = wide.astype(np.int32)
        return self.emit(
            text % (left.name, right.name, left.type, right.type, type_of(array)), array)

    def bias(self, value):
        """Adds a drawn i32 bias per channel, broadcast in JAX's two steps."""
        shape = value.array.shape
        last = len(shape) - 1
        bias = self.input((shape[-1],), -4000, 4000, np.int32)
        row = self.broadcast(bias, (1,) * last + shape[-1:], [last])
        return self.add(value, self.broadcast(row, shape, range(len(shape))))

    def relu(self, value):
        return self.maximum(value, self.splat(0, value))

    def round(self, value):
        """Calls a private function, as jnp.round does."""
        return self.call("round", value, np.rint(value.array), [
            "%0 = stablehlo.round_nearest_even %arg0 : TYPE", "return %0 : TYPE"])

    def clip(self, value, low, high):
        """Calls a private function, as jnp.clip does."""
        bounds = [self.constant(low, np.int32), self.constant(high, np.int32)]
        return self.call("clip", value, np.clip(value.array, np.float32(low), np.float32(high)), [
            "%0 = stablehlo.convert %arg1 : (tensor<i32>) -> tensor<f32>",
            "%1 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> TYPE",
            "%2 = stablehlo.maximum %1, %arg0 : TYPE",
            "%3 = stablehlo.convert %arg2 : (tensor<i32>) -> tensor<f32>",
            "%4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<f32>) -> TYPE",
            "%5 = stablehlo.minimum %4, %2 : TYPE",
            "return %5 : TYPE"], bounds)

    def clamp(self, value, low, high):
        """One operation with scalar bounds, as lax.clamp writes it."""
        bounds = [self.constant(low, np.float32), self.constant(high, np.float32)]
        array = np.clip(value.array, np.float32(low), np.float32(high))
        text = "stablehlo.clamp %s, %s, %s : (tensor<f32>, %s, tensor<f32>) -> %s" % (
            bounds[0].name, value.name, bounds[1].name, value.type, value.type)
        return self.emit(text, array)

    def call(self, name, value, result, body, others=()):
        base = name
        number = 0
        while self.functions.get(name, (value.type,))[0] != value.type:
            name = "%s_%d" % (base, number)
            number += 1
        parameters = [value, *others]
        self.functions[name] = (value.type, parameters, body)
        text = "call @%s(%s) : (%s) -> %s" % (
            name, ", ".join(p.name for p in parameters), ", ".join(p.type for p in parameters),
            value.type)
        return self.emit(text, result)

    def requantize(self, accumulator, scale, relu=None, clamps=False):
        """Scales to int8: convert, multiply, round to even, saturate, convert."""
        if relu == "accumulator":
            accumulator = self.relu(accumulator)
        value = self.convert(accumulator, np.float32)
        value = self.multiply(value, self.splat(scale, value))
        if relu == "scaled":
            value = self.relu(value)
        value = self.round(value)
        low = 0 if relu == "clip" else -128
        value = self.clamp(value, low, 127) if clamps else self.clip(value, low, 127)
        return self.convert(value, np.int8)

    def rescale(self, value, scale):
        """An int8 value in the scale of another accumulator."""
        scaled = self.convert(value, np.float32)
        scaled = self.multiply(scaled, self.splat(scale, scaled))
        return self.convert(self.round(scaled), np.int32)

    def text(self, name, result):
        """The module."""
        arguments = ", ".join("%s: %s" % (value.name, value.type) for value in self.inputs)
        lines = [
            "module @jit_%s attributes "
            "{mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {" % name,
            '  func.func public @main(%s) -> (%s {jax.result_info = "result"}) {' % (
                arguments, result.type)]
        lines += ["    " + line for line in self.lines]
        lines += ["    return %s : %s" % (result.name, result.type), "  }"]
        for name, (type_text, parameters, body) in self.functions.items():
            header = ", ".join("%%arg%d: %s" % (i, p.type) for i, p in enumerate(parameters))
            lines.append("  func.func private @%s(%s) -> %s {" % (name, header, type_text))
            lines += ["    " + line.replace("TYPE", type_text) for line in body]
            lines.append("  }")
        return "\n".join(lines + ["}"]) + "\n"


def matmul(p):
    # A power of two makes many ties, which round to even.
    value = p.bias(p.dot(p.input((24, 40), -20, 20), p.input((40, 20), -20, 20)))
    return p.requantize(value, 0.03125)


def matmul_no_bias(p):
    return p.requantize(p.dot(p.input((5, 70)), p.input((70, 3))), 0.00123456, clamps=True)


def matmul_relu(p):
    value = p.bias(p.dot(p.input((33, 17)), p.input((17, 31))))
    return p.requantize(value, 0.00345678, relu="scaled")


def matmul_relu_clip(p):
    value = p.bias(p.dot(p.input((16, 32)), p.input((32, 16))))
    return p.requantize(value, 0.00212345, relu="clip", clamps=True)


def matmul_residual(p):
    value = p.bias(p.dot(p.input((16, 48), -30, 30), p.input((48, 32), -30, 30)))
    value = p.add(value, p.convert(p.input((16, 32)), np.int32))
    return p.requantize(value, 0.0156789)


def matmul_residual_relu(p):
    value = p.bias(p.dot(p.input((19, 48)), p.input((48, 37))))
    value = p.add(value, p.rescale(p.input((19, 37)), 250.75))
    return p.requantize(value, 0.00151234, relu="accumulator")


def matmul_wide(p):
    left = p.input((8, 1300), 110, 127)
    left.array[::2] *= -1
    value = p.bias(p.dot(left, p.input((1300, 20), 105, 127)))
    # The conversion to float32 must round.
    assert np.abs(value.array).min() > 2**24
    return p.requantize(value, 6.28319e-06)


def mlp(p):
    value = p.input((12, 28))
    for size, scale in ((40, 0.00201234), (24, 0.00151234)):
        kernel = p.input((value.array.shape[1], size))
        value = p.requantize(p.bias(p.dot(value, kernel)), scale, relu="scaled")
    kernel = p.input((value.array.shape[1], 10))
    return p.requantize(p.bias(p.dot(value, kernel)), 0.00171234)


def conv(p):
    value = p.convolution(p.input((1, 10, 9, 5)), p.input((3, 3, 5, 18)), 1, ((1, 1), (1, 1)))
    return p.requantize(p.bias(value), 0.00101234)


def conv_stride_relu(p):
    value = p.convolution(p.input((2, 12, 12, 8)), p.input((3, 3, 8, 24)), 2, ((0, 1), (0, 1)))
    return p.requantize(p.bias(value), 0.00123457, relu="accumulator")


def conv_pointwise_residual_relu(p):
    value = p.convolution(p.input((1, 6, 7, 20)), p.input((1, 1, 20, 17)), 1, ((0, 0), (0, 0)))
    value = p.add(p.bias(value), p.convert(p.input((1, 6, 7, 17)), np.int32))
    return p.requantize(value, 0.00234568, relu="scaled")


def conv_wide(p):
    image = p.input((1, 4, 4, 160), 110, 127)
    kernel = p.input((3, 3, 160, 6), 100, 127)
    kernel.array[..., ::2] *= -1
    value = p.bias(p.convolution(image, kernel, 1, ((1, 1), (1, 1))))
    assert np.abs(value.array).max() > 2**24
    return p.requantize(value, 5.12346e-06)


def resnet_block(p):
    image = p.input((1, 8, 8, 16))
    value = p.convolution(image, p.input((3, 3, 16, 16)), 1, ((1, 1), (1, 1)))
    value = p.requantize(p.bias(value), 0.000812345, relu="scaled")
    value = p.convolution(value, p.input((3, 3, 16, 16)), 1, ((1, 1), (1, 1)))
    value = p.add(p.bias(value), p.rescale(image, 310.5))
    return p.requantize(value, 0.000912345, relu="scaled")


CASES = [
    matmul, matmul_no_bias, matmul_relu, matmul_relu_clip, matmul_residual, matmul_residual_relu,
    matmul_wide, mlp, conv, conv_stride_relu, conv_pointwise_residual_relu, conv_wide, resnet_block]


def generic_form(text):
    """The text in generic form, or None where jaxlib is not installed."""
    try:
        from jax._src.interpreters import mlir
        from jaxlib.mlir import ir
    except ImportError:
        return None
    with mlir.make_ir_context():
        return ir.Module.parse(text).operation.get_asm(print_generic_op_form=True) + "\n"


def describe(arrays):
    rows = [json.dumps({"shape": list(a.shape), "dtype": str(a.dtype)}) for a in arrays]
    return ",\n    ".join(rows)


def write(folder, seed, build):
    name = "int8_" + build.__name__
    program = Program(seed)
    result = build(program)
    text = program.text(name, result)
    case = folder / name
    case.mkdir(parents=True, exist_ok=True)
    (case / "module.mlir").write_text(text)
    generic = generic_form(text)
    if generic:
        (case / "module.generic.mlir").write_text(generic)
    inputs = [value.array for value in program.inputs]
    for index, array in enumerate(inputs):
        np.save(case / ("input%d.npy" % index), array)
    np.save(case / "output0.npy", result.array)
    (case / "io.json").write_text(
        '{\n  "name": "%s",\n  "entry": "main",\n  "rtol": 0,\n  "atol": 0,\n'
        '  "inputs": [\n    %s\n  ],\n  "outputs": [\n    %s\n  ]\n}\n'
        % (name, describe(inputs), describe([result.array])))
    inside = np.mean(np.abs(result.array.astype(int)) < 127)
    print("%-36s %5.1f %% of the results are not saturated" % (name, 100 * inside))


if __name__ == "__main__":
    repository = pathlib.Path(__file__).resolve().parent.parent
    target = pathlib.Path(sys.argv[1]) if sys.argv[1:] else repository / "test-inputs" / "numeric"
    for number, function in enumerate(CASES):
        write(target, number, function)
