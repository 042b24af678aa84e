"""Counts what XLA launches: kernels of its optimized HLO, and the bytes that they read and write. Needs Python 3 and nothing else."""

import math
import re

BYTES = {"pred": 1, "s4": 1, "u4": 1, "s8": 1, "u8": 1, "s16": 2, "u16": 2, "f16": 2, "bf16": 2, "s32": 4, "u32": 4, "f32": 4,
         "s64": 8, "u64": 8, "f64": 8, "c64": 8, "c128": 16}
# What moves and computes nothing.
FREE = {"parameter", "constant", "tuple", "get-tuple-element", "bitcast", "after-all", "opt-barrier"}
# What is bound by arithmetic, where it is not part of a fusion.
PRODUCTS = {"dot", "convolution"}
INSTRUCTION = re.compile(r"^\s*(?:ROOT )?%?([\w.-]+) = (\([^=]*?\)|\S+) ([\w-]+)\((.*)$")
SHAPE = re.compile(r"\b([a-z][a-z0-9]*)\[([0-9,]*)\]")


def shape_bytes(text):
  """Of an array, or of all arrays of a tuple."""
  return sum(BYTES.get(kind, 0) * math.prod(int(size) for size in sizes.split(",") if size) for kind, sizes in SHAPE.findall(text))


def computations(text):
  """By name, the instructions of each computation as (name, shape, op, the rest of the line); and the name of the entry."""
  found, entry, current = {}, None, None
  for line in text.splitlines():
    opening = re.match(r"^(ENTRY )?%?([\w.-]+) .*\{$", line)
    if opening and not line.startswith(" "):
      current = found.setdefault(opening[2], [])
      entry = opening[2] if opening[1] else entry
    elif current is not None and (match := INSTRUCTION.match(line)):
      current.append(match.groups())
  return found, entry


def kernels(text):
  """What one run launches: {memory-bound, products, bytes of the memory-bound}. A loop's body counts as often as its trip
  count says, once where it says nothing."""
  found, entry = computations(text)

  def holds_product(name, seen=()):
    return any(op in PRODUCTS or op == "custom-call" or any(
      callee not in seen and holds_product(callee, (*seen, name)) for callee in callees(rest)) for _, _, op, rest in found.get(name, []))

  def callees(rest):
    return [name for name in re.findall(r"(?:calls|to_apply|body|condition)=%?([\w.-]+)", rest) if name in found]

  def count(name):
    total = {"memory_bound": 0, "products": 0, "bytes": 0}
    shapes = {}
    for instruction, shape, op, rest in found[name]:
      shapes[instruction] = shape
      if op in FREE:
        continue
      if op in ("while", "call", "conditional"):
        trips = int(match[1]) if op == "while" and (match := re.search(r'known_trip_count"?:\{"?n"?:"?(\d+)', rest)) else 1
        inner = [callee for callee in callees(rest) if op != "while" or f"body=%{callee}" in rest or f"body={callee}" in rest]
        for callee in inner:
          for key, value in count(callee).items():
            total[key] += trips * value
      elif op in PRODUCTS or (op in ("fusion", "custom-call") and (op == "custom-call" or any(map(holds_product, callees(rest))))):
        total["products"] += 1
      else:
        total["memory_bound"] += 1
        operands = re.findall(r"%([\w.-]+)", rest.split("), ")[0])
        total["bytes"] += shape_bytes(shape) + sum(shape_bytes(shapes.get(operand, "")) for operand in operands)
    return total

  return count(entry)
