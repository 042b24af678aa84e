#!/usr/bin/env python3
"""Writes the workloads of multi-core schedules as StableHLO text.

  write.py head M N [--width=D] [--heads=H] [--layout=batched|separate] [--project] [options] [-o FILE]
      attention heads: M tokens (rows) of N features; queries, keys and values D wide each (N where it is not said)
  write.py core H L D [options] [-o FILE]       scores, softmax and weighted sums alone, of H heads and L tokens
  write.py two_conv [options] [-o FILE]         8 -> 16 -> 32 channels, 32 x 32, 3 x 3
  write.py four_conv [options] [-o FILE]        3 -> 8 -> 8 -> 8 -> 8 channels, 56 x 56, 3 x 3
  write.py decoder [options] [-o FILE]          the products of a layer of GPT-3 6.7B on 2,048 tokens

options: [--element=f32|bf16|f8|i8] [--softmax=rows|elementwise]

Needs Python 3 and nothing else. A head is `softmax(Q K^T) V` with `Q = I Wq`, `K = I Wk`, `V = I Wv`. Queries come scaled, as the peers count it,
but for --element=i8. --heads makes H of them that read the same I: one program with a dimension for the heads (--layout=batched), or as many layers
as the paper has, H times each (--layout=separate). --project multiplies the heads' values by a matrix, as the paper's Z. Weights are arguments.

--softmax=elementwise has one exponential an element in the place of the softmax, without sums of rows: what AccelForge counts.
--element=f8 (f8E4M3FN) has 8 bits everywhere. --element=i8 has 8-bit operands, 32-bit sums, and scales, rounds and clamps between one layer and
the next; its softmax is computed in f32.
"""

import argparse
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(1, str(HERE.parent / "mapping"))

import networks
from networks import Layer, kind, scale_of

ELEMENTS = {"f32": "f32", "bf16": "bf16", "f8": "f8E4M3FN", "i8": "i8"}


def exponential(program, x):
  """An elementwise stand-in for a softmax."""
  return program.unary("exponential", x)


SOFTMAX = {"rows": networks.softmax, "elementwise": exponential}


def product(program, a, b, terms):
  """A matrix product of two matrices, given back in the program's element type."""
  sums = program.dot(a, b, (1, 0), None, (a.shape[0], b.shape[1]))
  program.layers.append(Layer(f"product{len(program.layers)}", "gemm", a.shape[0], a.shape[1], b.shape[1]))
  return program.quantize(sums, scale_of(terms))


def one_head(program, x, width, softmax):
  """The values of a head, [tokens, width]."""
  features = x.shape[1]
  q, k, v = (product(program, x, program.activations([features, width]), features) for _ in range(3))
  scores = program.dot(q, k, (1, 1), None, (x.shape[0], x.shape[0]))
  program.layers.append(Layer("scores", "gemm", x.shape[0], width, x.shape[0]))
  if program.element == "i8":
    scores = program.real(program.quantize(scores, scale_of(width) / 2), 0.125)
  weights = program.quantize(softmax(program, scores), 127.0)
  sums = program.dot(weights, v, (1, 0), None, (x.shape[0], width))
  program.layers.append(Layer("values", "gemm", x.shape[0], x.shape[0], width))
  return program.quantize(sums, 1.0 / 128)


def head(program, options):
  tokens, features = options.sizes
  width = options.width or features
  softmax = SOFTMAX[options.softmax]
  x = program.activations([tokens, features])
  if options.heads == 1:
    y = one_head(program, x, width, softmax)
    return product(program, y, program.activations([width, features]), width) if options.project else y
  if options.layout == "separate":
    total = None
    for _ in range(options.heads):
      y = one_head(program, x, width, softmax)
      z = product(program, y, program.activations([width, features]), width)
      total = z if total is None else program.binary("add", total, z)
    return total

  def projected():
    wide = product(program, x, program.activations([features, options.heads * width]), features)
    split = program.reshape(wide, [tokens, options.heads, width])
    return program.transpose(split, [1, 0, 2])

  y = networks.attention(program, projected(), projected(), projected(), softmax=SOFTMAX[options.softmax])
  y = program.reshape(program.transpose(y, [1, 0, 2]), [tokens, options.heads * width])
  if not options.project:
    return y
  return product(program, y, program.activations([options.heads * width, features]), options.heads * width)


def core(program, options):
  q, k, v = (program.activations(options.sizes) for _ in range(3))
  return networks.attention(program, q, k, v, softmax=SOFTMAX[options.softmax])


def convolution(program, x, channels):
  """3 x 3 with the image's size kept, nothing else; NCHW, as ONNX has it."""
  n, c, height, width = x.shape
  weights = program.activations([channels, c, 3, 3])
  shape = (n, channels, height, width)
  result = "i32" if program.element == "i8" else program.element
  sums = program.emit(
    f"stablehlo.convolution({x.name}, {weights.name}) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], "
    "window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} "
    "{batch_group_count = 1 : i64, feature_group_count = 1 : i64, "
    "precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : "
    f"({x.type}, {weights.type}) -> {kind(shape, result)}", shape, result)
  program.layers.append(Layer(f"conv{len(program.layers)}", "conv", n, c, channels, height, width, 3, 3))
  return program.quantize(sums, scale_of(9 * c))


def convolutions(program, image, channels):
  x = program.activations(image)
  for count in channels:
    x = convolution(program, x, count)
  return x


def decoder(program, options):
  """Queries, keys, values, attention, output, and the two products behind it; no norms, no residuals, as AccelForge's example."""
  length, width, heads, hidden = 2048, 4096, 32, 16384
  x = program.activations([length, width])

  def projected():
    wide = product(program, x, program.activations([width, width]), width)
    return program.transpose(program.reshape(wide, [length, heads, width // heads]), [1, 0, 2])

  y = networks.attention(program, projected(), projected(), projected(), softmax=SOFTMAX[options.softmax])
  y = program.reshape(program.transpose(y, [1, 0, 2]), [length, width])
  z = product(program, y, program.activations([width, width]), width)
  h = product(program, z, program.activations([width, hidden]), width)
  return product(program, h, program.activations([hidden, width]), hidden)


# How many sizes each takes, and what writes it.
WORKLOADS = {
  "head": (2, head),
  "core": (3, core),
  "two_conv": (0, lambda p, o: convolutions(p, [1, 8, 32, 32], [16, 32])),
  "four_conv": (0, lambda p, o: convolutions(p, [1, 3, 56, 56], [8, 8, 8, 8])),
  "decoder": (0, decoder),
}


def parsed(words):
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  parser.add_argument("name", choices=list(WORKLOADS))
  parser.add_argument("sizes", type=int, nargs="*")
  parser.add_argument("--width", type=int)
  parser.add_argument("--heads", type=int, default=1)
  parser.add_argument("--layout", choices=["batched", "separate"], default="batched")
  parser.add_argument("--project", action="store_true")
  parser.add_argument("--element", choices=list(ELEMENTS), default="f32")
  parser.add_argument("--softmax", choices=list(SOFTMAX), default="rows")
  parser.add_argument("-o", dest="output")
  options = parser.parse_args(words)
  count = WORKLOADS[options.name][0]
  if len(options.sizes) != count:
    parser.error(f"{options.name} takes {count} sizes, {len(options.sizes)} were given")
  if min([*options.sizes, options.heads, options.width or 1]) < 1:
    parser.error("sizes are at least 1")
  if options.layout == "separate" and options.heads > 1 and not options.project:
    parser.error("separate heads are summed behind their matrices: say --project")
  return options


def text(words):
  """The program that the command line `words` asks for."""
  options = parsed(words)
  program = networks.Program(options.name, ELEMENTS[options.element])
  program.writer = "Benchmarks/multicore/write.py"
  result = WORKLOADS[options.name][1](program, options)
  command = " ".join(word for word in words if word != "-o" and word != options.output and not word.startswith("-o"))
  return program.text(result, command)


def main(words):
  options = parsed(words)
  if options.output:
    pathlib.Path(options.output).write_text(text(words), encoding="utf-8")
  else:
    sys.stdout.write(text(words))
  return 0


if __name__ == "__main__":
  sys.exit(main(sys.argv[1:]))
