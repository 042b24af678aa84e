"""Sparse programs as MLIR text: linalg on tensors with `#sparse_tensor.encoding`.

A `Program` is written op by op. Each op carries two numbers: `stream.kernel`, the kernel that it is of where each runs alone,
and `stream.layer`, the layer that it is of; `stream.whole` is there where "all at once" still means several regions, `stream.published`
where published numbers have another cut into layers. An argument
carries `stream.density`, its stored share. Absent elements of a sparse tensor are zeros to `arith` ops; softmax over what is
stored is written with `sparse_tensor.reduce`, `.binary` and `.unary`. Needs Python 3 and nothing else.
"""

import contextlib
import string


class Tensor:
  """A value: its name, shape, and the formats of its levels, such as `dc` (row major; `dc@10` has its dimensions in that order).
  No format is dense, row major."""

  def __init__(self, name, shape, format=""):
    self.name, self.shape, self.format = name, tuple(shape), format

  @property
  def is_sparse(self):
    return "c" in self.format

  def type(self, program):
    dimensions = "".join(f"{size}x" for size in self.shape)
    return f"tensor<{dimensions}f32{', ' + program.encoding(self.format) if self.format else ''}>"


class Program:
  """The text of a program with one function, `@main`."""

  def __init__(self, title):
    self.title, self.arguments, self.lines, self.encodings = title, [], [], {}
    self.constants, self.count, self.kernel, self.layer, self.whole, self.published = {}, 0, 0, 0, None, None
    self.is_within = False

  # MARK: Parts

  def argument(self, shape, format="", density=None):
    tensor = Tensor(f"%arg{len(self.arguments)}", shape, format)
    self.arguments.append((tensor, density))
    return tensor

  def encoding(self, format):
    if format not in self.encodings:
      levels, _, order = format.partition("@")
      order = [int(mode) for mode in order] or list(range(len(levels)))
      names = {"d": "dense", "c": "compressed"}
      dimensions = ", ".join(f"d{mode}" for mode in range(len(levels)))
      parts = ", ".join(f"d{mode} : {names[level]}" for mode, level in zip(order, levels))
      self.encodings[format] = f"#sparse_tensor.encoding<{{ map = ({dimensions}) -> ({parts}) }}>"
    return "#" + format.upper().replace("@", "_")

  def name(self):
    self.count += 1
    return f"%{self.count - 1}"

  def constant(self, text):
    """A number of the program; the name of its value."""
    if text not in self.constants:
      self.constants[text] = f"%c{len(self.constants)}"
    return self.constants[text]

  @contextlib.contextmanager
  def one_kernel(self):
    """What is written within is one kernel."""
    outer, self.is_within = self.is_within, True
    yield
    self.is_within = outer
    self.kernel += not outer

  @property
  def place(self):
    whole = f", stream.whole = {self.whole} : i64" if self.whole is not None else ""
    published = f", stream.published = {self.published} : i64" if self.published is not None else ""
    return f"stream.kernel = {self.kernel} : i64, stream.layer = {self.layer} : i64{published}{whole}"

  def result(self, shape, format, start):
    """A tensor to write into: empty, or filled with the number `start`."""
    empty = Tensor(self.name(), shape, format)
    kind = empty.type(self)
    self.lines.append(f"{empty.name} = tensor.empty() : {kind}")
    if start is None or empty.is_sparse:
      return empty
    filled = Tensor(self.name(), shape, format)
    self.lines.append(f"{filled.name} = linalg.fill ins({self.constant(start)} : f32) outs({empty.name} : {kind}) -> {kind}")
    return filled

  def generic(self, loops, inputs, indices, body, shape, format="", start=None):
    """`out[loops before ->] = body(inputs)`; `loops` is like "ik,kj->ij" with the order of the loops after a semicolon."""
    uses, _, order = loops.partition(";")
    operands, _, out = uses.partition("->")
    operands = operands.split(",")
    order = order or "".join(dict.fromkeys("".join(operands) + out))
    into = self.result(shape, format, start)
    maps = ", ".join(f"affine_map<({', '.join(order)}) -> ({', '.join(use)})>" for use in operands + [out])
    kinds = ", ".join('"parallel"' if loop in out else '"reduction"' for loop in order)
    names = ", ".join(tensor.name for tensor in inputs)
    types = ", ".join(tensor.type(self) for tensor in inputs)
    result = Tensor(self.name(), shape, format)
    kind = result.type(self)
    block = ", ".join(f"%{name}: f32" for name in list(indices) + ["out"])
    self.lines += [
      f"{result.name} = linalg.generic {{indexing_maps = [{maps}],", f"    iterator_types = [{kinds}]}}",
      f"    ins({names} : {types})", f"    outs({into.name} : {kind}) attrs = {{{self.place}}} {{", f"^bb0({block}):",
      *("  " + line for line in body), f"}} -> {kind}"]
    self.kernel += not self.is_within
    return result

  # MARK: Operators

  def product(self, a, b, loops="ik,kj->ij", format=""):
    operands, out = loops.partition(";")[0].split("->")
    sizes = {}
    for use, tensor in zip(operands.split(","), (a, b)):
      sizes.update(zip(use, tensor.shape))
    return self.generic(loops, (a, b), "ab", (
      "%p = arith.mulf %a, %b : f32", "%s = arith.addf %out, %p : f32", "linalg.yield %s : f32"),
      [sizes[loop] for loop in out], format, "0.0")

  def binary(self, op, a, b, loops=None, format=""):
    loops = loops or f"{self.letters(a)},{self.letters(b)}->{self.letters(a)}"
    return self.generic(loops, (a, b), "ab", (f"%r = arith.{op} %a, %b : f32", "linalg.yield %r : f32"), a.shape, format)

  def add_to_rows(self, x, bias):
    letters = self.letters(x)
    return self.binary("addf", x, bias, f"{letters},{letters[-1]}->{letters}")

  def scaled(self, x, factor):
    letters = self.letters(x)
    return self.generic(f"{letters}->{letters}", (x,), "a", (
      f"%r = arith.mulf %a, {self.constant(factor)} : f32", "linalg.yield %r : f32"), x.shape, x.format)

  def unary(self, x, lines, format=""):
    letters = self.letters(x)
    return self.generic(f"{letters}->{letters}", (x,), "a", (*lines, "linalg.yield %r : f32"), x.shape, format)

  def relu(self, x):
    return self.unary(x, [f"%r = arith.maximumf %a, {self.constant('0.0')} : f32"])

  @staticmethod
  def letters(x):
    return string.ascii_lowercase[8:8 + len(x.shape)]

  def over_rows(self, x, lines, start):
    """Reduces the last dimension."""
    letters = self.letters(x)
    return self.generic(f"{letters}->{letters[:-1]}", (x,), "a", lines, x.shape[:-1], "", start)

  def softmax(self, x):
    """Over the last dimension: all of it where it is dense, what is stored where it is sparse."""
    letters = self.letters(x)
    by_row = f"{letters},{letters[:-1]}->{letters}"
    with self.one_kernel():
      return self.softmax_ops(x, letters, by_row, "0xFF800000")

  def softmax_ops(self, x, letters, by_row, lowest):
    if not x.is_sparse:
      most = self.over_rows(x, ("%r = arith.maximumf %out, %a : f32", "linalg.yield %r : f32"), lowest)
      below = self.binary("subf", x, most, by_row)
      powers = self.unary(below, ["%r = math.exp %a : f32"])
      total = self.over_rows(powers, ("%r = arith.addf %out, %a : f32", "linalg.yield %r : f32"), "0.0")
      return self.binary("divf", powers, total, by_row)
    most = self.over_rows(x, (
      f'%r = "sparse_tensor.reduce"(%a, %out, {self.constant(lowest)}) ({{', "^bb0(%p: f32, %q: f32):",
      "  %m = arith.maximumf %p, %q : f32", '  "sparse_tensor.yield"(%m) : (f32) -> ()',
      "}) : (f32, f32, f32) -> f32", "linalg.yield %r : f32"), lowest)
    below = self.generic(by_row, (x, most), "ab", (
      '%r = "sparse_tensor.binary"(%a, %b) ({', "^bb0(%p: f32, %q: f32):", "  %d = arith.subf %p, %q : f32",
      '  "sparse_tensor.yield"(%d) : (f32) -> ()', "}, {}, {}) : (f32, f32) -> f32", "linalg.yield %r : f32"),
      x.shape, x.format)
    powers = self.unary(below, (
      '%r = "sparse_tensor.unary"(%a) ({', "^bb0(%p: f32):", "  %e = math.exp %p : f32",
      '  "sparse_tensor.yield"(%e) : (f32) -> ()', "}, {}) : (f32) -> f32"), x.format)
    total = self.over_rows(powers, ("%r = arith.addf %out, %a : f32", "linalg.yield %r : f32"), "0.0")
    return self.binary("divf", powers, total, by_row, x.format)

  def layer_norm(self, x, scale, shift):
    letters = self.letters(x)
    by_row, by_column = f"{letters},{letters[:-1]}->{letters}", f"{letters},{letters[-1]}->{letters}"
    with self.one_kernel():
      return self.layer_norm_ops(x, scale, shift, by_row, by_column)

  def layer_norm_ops(self, x, scale, shift, by_row, by_column):
    share = self.constant(f"{1 / x.shape[-1]:.9e}")
    add = ("%r = arith.addf %out, %a : f32", "linalg.yield %r : f32")
    total = self.over_rows(x, add, "0.0")
    mean = self.unary(total, [f"%r = arith.mulf %a, {share} : f32"])
    centred = self.binary("subf", x, mean, by_row)
    squares = self.unary(centred, ["%r = arith.mulf %a, %a : f32"])
    spread = self.over_rows(squares, add, "0.0")
    factor = self.unary(spread, [f"%v = arith.mulf %a, {share} : f32", f"%e = arith.addf %v, {self.constant('1.0e-05')} : f32",
                                 "%r = math.rsqrt %e : f32"])
    unit = self.binary("mulf", centred, factor, by_row)
    return self.binary("addf", self.binary("mulf", unit, scale, by_column), shift, by_column)

  def stored(self, x, format):
    """A copy with other levels; not part of any kernel."""
    result = Tensor(self.name(), x.shape, format)
    self.lines.append(f'{result.name} = "sparse_tensor.convert"({x.name}) : ({x.type(self)}) -> {result.type(self)}')
    return result

  def reshaped(self, x, shape):
    """Splits or merges dimensions; not part of any kernel."""
    result = Tensor(self.name(), shape)
    word = "expand_shape" if len(shape) > len(x.shape) else "collapse_shape"
    longer, shorter = (shape, x.shape) if word == "expand_shape" else (x.shape, shape)
    groups, at = [], 0
    for size in shorter:
      group, product = [], 1
      while product < size or not group:
        group.append(at)
        product *= longer[at]
        at += 1
      groups.append(group)
    sizes = f" output_shape {list(shape)}" if word == "expand_shape" else ""
    self.lines.append(f"{result.name} = tensor.{word} {x.name} {groups}{sizes} : {x.type(self)} into {result.type(self)}")
    return result

  # MARK: Text

  def text(self, results, header=()):
    """The program that returns the given tensors; `header` are comment lines."""
    kinds = [tensor.type(self) for tensor in results]
    arguments = []
    for tensor, density in self.arguments:
      declared = f" {{stream.density = {density:.6e} : f64}}" if density is not None else ""
      arguments.append(f"{tensor.name}: {tensor.type(self)}{declared}")
    names = ", ".join(tensor.name for tensor in results)
    returned = kinds[0] if len(kinds) == 1 else f"({', '.join(kinds)})"
    function = ["func.func @main(" + (",\n" + " " * 16).join(arguments) + f") -> {returned} {{"]
    function += [f"  {name} = arith.constant {text} : f32" for text, name in self.constants.items()]
    function += ["  " + line for line in self.lines] + [f"  return {names} : {', '.join(kinds)}", "}"]
    encodings = [f"{self.encoding(format)} = {text}" for format, text in self.encodings.items()]
    return "\n".join(list(header) + ([""] if header else []) + encodings + [""] + function) + "\n"
