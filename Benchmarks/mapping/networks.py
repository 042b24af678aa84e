#!/usr/bin/env python3
"""Writes the networks of the mapping tables as StableHLO text.

  networks.py NAME [--element=f32|i8|f8] [--small] [--causal] [-o FILE]   the program
  networks.py NAME --list [--json] [--small]                           its layers, one a line
  networks.py --names                                                  every name
  networks.py --check                                                  MAC totals against the published ones
  networks.py --test-inputs test-inputs/networks/Inputs                the programs that the tests read

Needs Python 3 and nothing else. Weights are arguments of `@main`, never constants, so the texts are
small. Images are NHWC, kernels HWIO, batch 1, 224 x 224. Batch norms of ResNet18 and MobileNetV1 are
folded into the bias, as for inference.

--element=i8 writes what an 8-bit accelerator runs: 8-bit operands, 32-bit sums and bias, then scale,
round to nearest even, clamp to [-128, 127]; softmax, GELU and layer norms are computed in f32 between
an int8 tensor and the next, and the scores of an attention are int8 as well. --element=f8 (f8E4M3FN;
GEMMs and attention cores, whose queries then come scaled) has 8 bits everywhere and a softmax in one
piece, as the peers count attention. --small shrinks every dimension (32 x 32 images, channels divided by
16), so that the reference interpreter runs it in no time. --causal masks the scores of the decoder block.
"""

import argparse
import json
import math
import sys
from dataclasses import asdict, dataclass


@dataclass
class Layer:
  """One contraction in the seven loops of the cost models; a GEMM has N rows, C reduced, K columns."""
  name: str
  kind: str
  n: int
  c: int
  k: int
  p: int = 1
  q: int = 1
  r: int = 1
  s: int = 1
  stride: int = 1
  count: int = 1

  def macs(self):
    depthwise = 1 if self.kind == "depthwise" else self.c
    return self.count * self.n * depthwise * self.k * self.p * self.q * self.r * self.s

  def weights(self):
    if self.kind == "batched-gemm":
      return 0
    return (1 if self.kind == "depthwise" else self.c) * self.k * self.r * self.s


# The least value of a type, or what comes next to minus infinity.
LEAST = {"f32": "0xFF800000", "bf16": "0xFF80", "f8E4M3FN": "-4.480000e+02"}


class Program:
  """The text of one function: arguments as they are asked for, operations in order."""

  # The file that the first line of the text names.
  writer = "Benchmarks/mapping/networks.py"

  def __init__(self, name, element):
    self.name = name
    self.element = element
    self.arguments = []
    self.lines = []
    self.layers = []

  def argument(self, shape, element):
    value = f"%arg{len(self.arguments)}"
    self.arguments.append((value, kind(shape, element)))
    return Value(value, tuple(shape), element)

  def emit(self, text, shape, element):
    value = f"%{len(self.lines)}"
    self.lines.append(f"{value} = {text}")
    return Value(value, tuple(shape), element)

  def constant(self, number, element, shape=()):
    if number == float("-inf"):
      text = LEAST[element]
    else:
      text = str(number) if element.startswith("i") else f"{number:.9e}"
    return self.emit(f"stablehlo.constant dense<{text}> : {kind(shape, element)}", shape, element)

  def unary(self, op, a):
    return self.emit(f"stablehlo.{op} {a.name} : {a.type}", a.shape, a.element)

  def binary(self, op, a, b):
    return self.emit(f"stablehlo.{op} {a.name}, {b.name} : {a.type}", a.shape, a.element)

  def convert(self, a, element):
    if a.element == element:
      return a
    return self.emit(f"stablehlo.convert {a.name} : ({a.type}) -> {kind(a.shape, element)}", a.shape, element)

  def broadcast(self, a, shape, dims):
    return self.emit(
      f"stablehlo.broadcast_in_dim {a.name}, dims = {list(dims)} : ({a.type}) -> {kind(shape, a.element)}",
      shape, a.element)

  def splat(self, number, like):
    return self.broadcast(self.constant(number, like.element), like.shape, [])

  def reshape(self, a, shape):
    return self.emit(f"stablehlo.reshape {a.name} : ({a.type}) -> {kind(shape, a.element)}", shape, a.element)

  def transpose(self, a, dims):
    shape = [a.shape[d] for d in dims]
    return self.emit(
      f"stablehlo.transpose {a.name}, dims = {list(dims)} : ({a.type}) -> {kind(shape, a.element)}",
      shape, a.element)

  def reduce(self, op, a, initial, dims):
    shape = [size for d, size in enumerate(a.shape) if d not in dims]
    start = self.constant(initial, a.element)
    return self.emit(
      f"stablehlo.reduce({a.name} init: {start.name}) applies stablehlo.{op} across dimensions = {list(dims)} : "
      f"({a.type}, {start.type}) -> {kind(shape, a.element)}", shape, a.element)

  def dot(self, a, b, contracting, batching, shape):
    batch = f"batching_dims = {[batching[0]]} x {[batching[1]]}, " if batching else ""
    result = "i32" if self.element == "i8" else self.element
    return self.emit(
      f"stablehlo.dot_general {a.name}, {b.name}, {batch}contracting_dims = {[contracting[0]]} x {[contracting[1]]}, "
      f"precision = [DEFAULT, DEFAULT] : ({a.type}, {b.type}) -> {kind(shape, result)}", shape, result)

  # A tensor between layers is int8 or f32; the sums of a layer are i32 or f32.

  def activations(self, shape):
    return self.argument(shape, self.element)

  def add_bias(self, sums):
    bias = self.argument([sums.shape[-1]], sums.element)
    return self.binary("add", sums, self.broadcast(bias, sums.shape, [len(sums.shape) - 1]))

  def relu(self, a):
    return self.binary("maximum", a, self.splat(0, a))

  def quantize(self, a, scale):
    """f32 or i32 to int8: scale, round to nearest even, clamp; an f32 program keeps f32 unscaled."""
    if self.element != "i8":
      return a
    a = self.convert(a, "f32")
    a = self.unary("round_nearest_even", self.binary("multiply", a, self.splat(scale, a)))
    low, high = self.constant(-128.0, "f32"), self.constant(127.0, "f32")
    a = self.emit(
      f"stablehlo.clamp {low.name}, {a.name}, {high.name} : ({low.type}, {a.type}, {high.type}) -> {a.type}",
      a.shape, "f32")
    return self.convert(a, "i8")

  def real(self, a, scale):
    """The f32 value of a tensor: int8 and i32 times their scale, f32 as it is."""
    if not a.element.startswith("i"):
      return a
    a = self.convert(a, "f32")
    return self.binary("multiply", a, self.splat(scale, a))

  def text(self, result, command):
    arguments = ", ".join(f"{name}: {type}" for name, type in self.arguments)
    body = "".join(f"    {line}\n" for line in self.lines)
    return (f"// Written by {self.writer} {command}\n"
            f"module @{self.name} {{\n  func.func public @main({arguments}) -> {result.type} {{\n"
            f"{body}    return {result.name} : {result.type}\n  }}\n}}\n")


def scale_of(terms):
  """A power of two that keeps a sum of so many products of small integers within int8, roughly."""
  return 2.0 ** -round(math.log2(math.sqrt(terms)))


@dataclass
class Value:
  name: str
  shape: tuple
  element: str

  @property
  def type(self):
    return kind(self.shape, self.element)


def kind(shape, element):
  return "tensor<" + "".join(f"{size}x" for size in shape) + element + ">"


def convolution(program, name, x, channels, kernel, stride=1, depthwise=False, relu=True, skip=None):
  """Convolution with "same" padding of kernel // 2, bias, an optional residual before the optional ReLU."""
  pad = kernel // 2
  n, height, width, c = x.shape
  p, q = ((size + 2 * pad - kernel) // stride + 1 for size in (height, width))
  groups = c if depthwise else 1
  weights = program.argument([kernel, kernel, c // groups, channels], program.element)
  result = "i32" if program.element == "i8" else "f32"
  shape = (n, p, q, channels)
  sums = program.emit(
    f"stablehlo.convolution({x.name}, {weights.name}) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], "
    f"window = {{stride = [{stride}, {stride}], pad = [[{pad}, {pad}], [{pad}, {pad}]], lhs_dilate = [1, 1], "
    f"rhs_dilate = [1, 1], reverse = [false, false]}} {{batch_group_count = 1 : i64, "
    f"feature_group_count = {groups} : i64, "
    f"precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}} : "
    f"({x.type}, {weights.type}) -> {kind(shape, result)}", shape, result)
  program.layers.append(Layer(name, "depthwise" if depthwise else "conv", n, c, channels, p, q, kernel, kernel, stride))
  sums = program.add_bias(sums)
  if skip is not None:
    sums = program.binary("add", sums, program.convert(skip, sums.element))
  if relu:
    sums = program.relu(sums)
  return program.quantize(sums, scale_of(kernel * kernel * (c // groups)))


def max_pool(program, x, window, stride, pad):
  n, height, width, c = x.shape
  p, q = ((size + 2 * pad - window) // stride + 1 for size in (height, width))
  start = program.constant(-128 if x.element == "i8" else float("-inf"), x.element)
  shape = (n, p, q, c)
  scalar = kind((), x.element)
  pads = f"[[0, 0], [{pad}, {pad}], [{pad}, {pad}], [0, 0]]" if pad else "0"
  return program.emit(
    f'"stablehlo.reduce_window"({x.name}, {start.name}) <{{base_dilations = array<i64: 1, 1, 1, 1>, '
    f"padding = dense<{pads}> : tensor<4x2xi64>, window_dilations = array<i64: 1, 1, 1, 1>, "
    f"window_dimensions = array<i64: 1, {window}, {window}, 1>, "
    f"window_strides = array<i64: 1, {stride}, {stride}, 1>}}> ({{\n"
    f"    ^bb0(%a: {scalar}, %b: {scalar}):\n"
    f"      %m = stablehlo.maximum %a, %b : {scalar}\n"
    f"      stablehlo.return %m : {scalar}\n"
    f"    }}) : ({x.type}, {start.type}) -> {kind(shape, x.element)}", shape, x.element)


def average_pool(program, x):
  """The mean of each channel over the image."""
  wide = program.convert(x, "i32" if x.element == "i8" else "f32")
  sums = program.reduce("add", wide, 0, [1, 2])
  share = 1.0 / (x.shape[1] * x.shape[2])
  if x.element == "i8":
    return program.quantize(sums, share)
  return program.binary("multiply", sums, program.splat(share, sums))


def fully_connected(program, name, x, width, relu=False, bias=True, finish=True):
  weights = program.argument([x.shape[1], width], program.element)
  sums = program.dot(x, weights, (1, 0), None, (x.shape[0], width))
  program.layers.append(Layer(name, "gemm", x.shape[0], x.shape[1], width))
  if bias:
    sums = program.add_bias(sums)
  if relu:
    sums = program.relu(sums)
  return program.quantize(sums, scale_of(x.shape[1])) if finish else sums


def vgg(program, blocks, small):
  """Blocks of 3 x 3 convolutions, a 2 x 2 max pool behind each, three fully connected layers."""
  divide, size = (16, 32) if small else (1, 224)
  x = program.activations([1, size, size, 3])
  for block, (channels, repeats) in enumerate(zip((64, 128, 256, 512, 512), blocks), 1):
    for repeat in range(1, repeats + 1):
      x = convolution(program, f"conv{block}_{repeat}", x, channels // divide, 3)
    x = max_pool(program, x, 2, 2, 0)
  x = program.reshape(x, [1, x.shape[1] * x.shape[2] * x.shape[3]])
  x = fully_connected(program, "fc6", x, 4096 // divide, relu=True)
  x = fully_connected(program, "fc7", x, 4096 // divide, relu=True)
  return fully_connected(program, "fc8", x, 10 if small else 1000)


def resnet18(program, small):
  divide, size = (16, 32) if small else (1, 224)
  x = program.activations([1, size, size, 3])
  x = convolution(program, "conv1", x, 64 // divide, 7, stride=2)
  x = max_pool(program, x, 3, 2, 1)
  for stage, channels in enumerate((64, 128, 256, 512), 1):
    channels //= divide
    for block in (1, 2):
      name = f"layer{stage}_{block}"
      stride = 2 if stage > 1 and block == 1 else 1
      y = convolution(program, f"{name}_conv1", x, channels, 3, stride)
      skip = x
      if stride == 2:
        skip = convolution(program, f"{name}_shortcut", x, channels, 1, stride, relu=False)
      x = convolution(program, f"{name}_conv2", y, channels, 3, skip=skip)
  x = average_pool(program, x)
  return fully_connected(program, "fc", x, 10 if small else 1000)


def mobilenet_v1(program, small):
  divide, size = (8, 32) if small else (1, 224)
  x = program.activations([1, size, size, 3])
  x = convolution(program, "conv1", x, 32 // divide, 3, stride=2)
  pairs = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)] + [(512, 1)] * 5 + [(1024, 2), (1024, 1)]
  for index, (channels, stride) in enumerate(pairs, 1):
    x = convolution(program, f"dw{index}", x, x.shape[3], 3, stride, depthwise=True)
    x = convolution(program, f"pw{index}", x, channels // divide, 1)
  x = average_pool(program, x)
  return fully_connected(program, "fc", x, 10 if small else 1000)


def layer_norm(program, x):
  """Over the last dimension, with gain and offset as arguments; int8 in gives int8 out."""
  rows, width = x.shape
  x = program.real(x, 0.0625)

  def mean(a):
    sums = program.reduce("add", a, 0.0, [1])
    return program.broadcast(program.binary("multiply", sums, program.splat(1.0 / width, sums)), x.shape, [0])

  centred = program.binary("subtract", x, mean(x))
  variance = mean(program.binary("multiply", centred, centred))
  spread = program.unary("rsqrt", program.binary("add", variance, program.splat(1e-5, variance)))
  y = program.binary("multiply", centred, spread)
  gain, offset = program.argument([width], "f32"), program.argument([width], "f32")
  y = program.binary("multiply", y, program.broadcast(gain, x.shape, [1]))
  return program.quantize(program.binary("add", y, program.broadcast(offset, x.shape, [1])), 16.0)


def gelu(program, x):
  """0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))."""
  cube = program.binary("multiply", program.binary("multiply", x, x), x)
  inner = program.binary("add", x, program.binary("multiply", cube, program.splat(0.044715, cube)))
  inner = program.unary("tanh", program.binary("multiply", inner, program.splat(0.7978845608028654, inner)))
  half = program.binary("multiply", x, program.splat(0.5, x))
  return program.binary("multiply", half, program.binary("add", inner, program.splat(1.0, inner)))


def softmax(program, x):
  """Over the last dimension."""
  last = len(x.shape) - 1
  kept = list(range(last))
  largest = program.broadcast(program.reduce("maximum", x, float("-inf"), [last]), x.shape, kept)
  power = program.unary("exponential", program.binary("subtract", x, largest))
  return program.binary("divide", power, program.broadcast(program.reduce("add", power, 0.0, [last]), x.shape, kept))


def attention(program, q, k, v, causal=False, softmax=softmax):
  """Scaled dot-product attention of [heads, length, width] tensors."""
  heads, length, width = q.shape
  scores = program.dot(q, k, (2, 2), (0, 0), (heads, length, length))
  program.layers.append(Layer("qk", "batched-gemm", length, width, length, count=heads))
  if program.element == "i8":
    scores = program.real(program.quantize(scores, scale_of(width) / 2), 0.125)
  elif program.element == "f32":
    scores = program.binary("multiply", scores, program.splat(width ** -0.5, scores))
  if causal:
    def places(dimension):
      shape = [length, length]
      return program.emit(f"stablehlo.iota dim = {dimension} : {kind(shape, 'i32')}", shape, "i32")
    row, column = places(0), places(1)
    seen = program.emit(f"stablehlo.compare GE, {row.name}, {column.name}, SIGNED : ({row.type}, {column.type}) -> "
                        f"{kind(row.shape, 'i1')}", row.shape, "i1")
    seen = program.broadcast(seen, scores.shape, [1, 2])
    never = program.splat(float("-inf"), scores)
    scores = program.emit(f"stablehlo.select {seen.name}, {scores.name}, {never.name} : {seen.type}, {scores.type}",
                          scores.shape, "f32")
  weights = program.quantize(softmax(program, scores), 127.0)
  sums = program.dot(weights, v, (2, 1), (0, 0), (heads, length, width))
  program.layers.append(Layer("av", "batched-gemm", length, length, width, count=heads))
  return program.quantize(sums, 1.0 / 128)


def gpt3_block(program, small, causal):
  """One decoder block of GPT-3 6.7B on 256 tokens: normalisation before each half, two residuals."""
  length, width, heads, hidden = (8, 32, 4, 128) if small else (256, 4096, 32, 16384)
  x = program.activations([length, width])
  y = layer_norm(program, x)

  def project(name):
    z = fully_connected(program, name, y, width)
    z = program.reshape(z, [length, heads, width // heads])
    return program.transpose(z, [1, 0, 2])

  q, k, v = project("q"), project("k"), project("v")
  z = attention(program, q, k, v, causal)
  z = program.reshape(program.transpose(z, [1, 0, 2]), [length, width])

  def residual(name, z, x):
    sums = fully_connected(program, name, z, width, finish=False)
    return program.quantize(program.binary("add", sums, program.convert(x, sums.element)), scale_of(z.shape[1]) / 4)

  x = residual("o", z, x)
  y = layer_norm(program, x)
  y = program.real(fully_connected(program, "ffn1", y, hidden, finish=False), scale_of(width) / 16)
  y = program.quantize(gelu(program, y), 16.0)
  return residual("ffn2", y, x)


def attention_core(program, heads, length, small):
  shape = (2, 16, 8) if small else (heads, length, 64)
  q, k, v = (program.activations(shape) for _ in range(3))
  return attention(program, q, k, v)


def gemm(program, m, k, n, small):
  if small:
    m, k, n = (max(1, size // 32) for size in (m, k, n))
  return fully_connected(program, "gemm", program.activations([m, k]), n, bias=False)


NETWORKS = {
  "gpt3_block": lambda p, o: gpt3_block(p, o.small, o.causal),
  "vgg19": lambda p, o: vgg(p, (2, 2, 4, 4, 4), o.small),
  "vgg16": lambda p, o: vgg(p, (2, 2, 3, 3, 3), o.small),
  "mobilenet_v1": lambda p, o: mobilenet_v1(p, o.small),
  "resnet18": lambda p, o: resnet18(p, o.small),
  "attention_h1_l512": lambda p, o: attention_core(p, 1, 512, o.small),
  "attention_h12_l1024": lambda p, o: attention_core(p, 12, 1024, o.small),
  "attention_h12_l4096": lambda p, o: attention_core(p, 12, 4096, o.small),
  "gemm_512x512x512": lambda p, o: gemm(p, 512, 512, 512, o.small),
  "gemm_512x768x3072": lambda p, o: gemm(p, 512, 768, 3072, o.small),
}

# Giga-MACs as published for these layer lists, to the digits given.
PUBLISHED = {"gpt3_block": "52.0765", "vgg19": "19.6321", "vgg16": "15.4703", "mobilenet_v1": "0.5687",
             "resnet18": "1.8141"}


def build(name, options):
  program = Program(name, "f8E4M3FN" if options.element == "f8" else options.element)
  result = NETWORKS[name](program, options)
  return program, result


def check(options):
  wrong = 0
  for name, published in PUBLISHED.items():
    program, _ = build(name, options)
    macs = sum(layer.macs() for layer in program.layers)
    ours = f"{macs / 1e9:.4f}"
    wrong += ours != published
    layers = sum(layer.count for layer in program.layers)
    weights = sum(layer.weights() for layer in program.layers)
    print(f"{name:14} {len(program.layers):3} layers ({layers} with heads) {macs:14} MACs = {ours} G, "
          f"published {published} G, {weights / 1e6:.2f} M weights: {'ok' if ours == published else 'DIFFERS'}")
  return 1 if wrong else 0


def write_test_inputs(folder):
  """The programs of `test-inputs/networks`: whole ones as text only, small ones to run."""
  whole = [(name, "f32") for name in NETWORKS] + [(name, "f8") for name in NETWORKS if name.startswith("attention")]
  small = [(name, element) for name in ("gpt3_block", "vgg16", "mobilenet_v1", "resnet18") for element in ("f32", "i8")]
  small += [("attention_h1_l512", element) for element in ("f32", "i8", "f8")]
  for names, flags, suffix in ((whole, [], ""), (small, ["--small"], ".small")):
    for name, element in names:
      stem = "attention" if suffix and name.startswith("attention") else name
      main([name, f"--element={element}", *flags, "-o", f"{folder}/{stem}{suffix}.{element}.mlir"])


def main(words):
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  parser.add_argument("name", nargs="?", choices=list(NETWORKS))
  parser.add_argument("--element", choices=["f32", "i8", "f8"], default="f32")
  parser.add_argument("--small", action="store_true")
  parser.add_argument("--causal", action="store_true")
  parser.add_argument("--list", action="store_true")
  parser.add_argument("--json", action="store_true")
  parser.add_argument("--names", action="store_true")
  parser.add_argument("--check", action="store_true")
  parser.add_argument("--test-inputs", metavar="FOLDER")
  parser.add_argument("-o", dest="output")
  options = parser.parse_args(words)
  if options.names:
    print("\n".join(NETWORKS))
    return 0
  if options.check:
    return check(options)
  if options.test_inputs:
    write_test_inputs(options.test_inputs)
    return 0
  if options.name is None:
    parser.error("which network? --names lists them")
  if options.element == "f8" and not options.name.startswith(("attention", "gemm")):
    parser.error("--element=f8 is for attention cores and GEMMs")
  program, result = build(options.name, options)
  if options.list:
    if options.json:
      text = "".join(json.dumps(asdict(layer)) + "\n" for layer in program.layers)
    else:
      row = "{:18} {:12} {:>5} {:>6} {:>6} {:>4} {:>4} {:>2} {:>2} {:>6} {:>6} {:>13}\n"
      text = row.format("name", "kind", "N", "C", "K", "P", "Q", "R", "S", "stride", "count", "MACs")
      for l in program.layers:
        text += row.format(l.name, l.kind, l.n, l.c, l.k, l.p, l.q, l.r, l.s, l.stride, l.count, l.macs())
      text += f"total {sum(layer.macs() for layer in program.layers)} MACs\n"
  else:
    flags = [flag for flag, given in (("--small", options.small), ("--causal", options.causal)) if given]
    text = program.text(result, " ".join([options.name, f"--element={options.element}", *flags]))
  if options.output:
    with open(options.output, "w") as file:
      file.write(text)
  else:
    sys.stdout.write(text)
  return 0


if __name__ == "__main__":
  sys.exit(main(sys.argv[1:]))
