"""The stream workloads: each a program, its operands, and what it computes (in numpy, double precision). Needs numpy.

Sizes are those of the published table where it names them; `small` makes the same program of a size that a test runs through.
All values are drawn from fixed seeds.
"""

import dataclasses

import numpy

import graphs
from programs import Program


@dataclasses.dataclass
class Sparse:
  """Stored places, sorted, and their values."""
  shape: tuple
  places: numpy.ndarray
  values: numpy.ndarray

  @property
  def density(self):
    return len(self.places) / numpy.prod(self.shape)

  def dense(self):
    full = numpy.zeros(self.shape)
    full[tuple(self.places.T)] = self.values
    return full


@dataclasses.dataclass
class Workload:
  """`operands` are `Sparse` or arrays, in the order of the arguments. `source` says where the data is from."""
  program: str
  operands: list
  expected: list
  source: str = ""


class Builder:
  """A program together with the numbers of its operands."""

  def __init__(self, title, seed):
    self.program, self.operands = Program(title), []
    self.generator = numpy.random.default_rng(seed)

  def sparse(self, shape, places, values, format):
    operand = Sparse(tuple(shape), places, numpy.asarray(values, numpy.float32))
    self.operands.append(operand)
    return self.program.argument(shape, format, operand.density), operand.dense()

  def drawn(self, rows, columns, density, format="cc"):
    """A sparse weight: places equally likely, values of a deviation that keeps sums near 1."""
    places = graphs.drawn(rows, columns, round(rows * columns * density), int(self.generator.integers(1 << 31)))
    values = self.generator.standard_normal(len(places)) / numpy.sqrt(max(1, rows * density))
    # No stored zeros.
    return self.sparse((rows, columns), places, numpy.where(values == 0, 1, values), format)

  def dense(self, shape, scale=1.0):
    values = (self.generator.standard_normal(shape) * scale).astype(numpy.float32)
    self.operands.append(values)
    return self.program.argument(shape), values.astype(numpy.float64)

  def given(self, values):
    values = numpy.asarray(values, numpy.float32)
    self.operands.append(values)
    return self.program.argument(values.shape), values.astype(numpy.float64)

  def done(self, results, expected, source=""):
    header = [f"// {self.program.title}"] + ([f"// Data: {source}."] if source else [])
    return Workload(self.program.text(results, header), self.operands, expected, source)


# MARK: In numpy

def softmax(x):
  powers = numpy.exp(x - x.max(-1, keepdims=True))
  return powers / powers.sum(-1, keepdims=True)


def stored_softmax(x, mask):
  """Over the last dimension, of what the mask keeps."""
  kept = numpy.broadcast_to(mask != 0, x.shape)
  powers = numpy.where(kept, numpy.exp(x - numpy.where(kept, x, -numpy.inf).max(-1, keepdims=True)), 0)
  return powers / powers.sum(-1, keepdims=True)


def layer_norm(x, scale, shift):
  centred = x - x.mean(-1, keepdims=True)
  return centred / numpy.sqrt((centred ** 2).mean(-1, keepdims=True) + 1e-5) * scale + shift


# MARK: Graph networks

def network(title, edges, nodes, features, hidden, classes, seed, source="", branches=1, density=0.4, layers=2):
  """A graph network: A*X*W + b per layer, relu between, softmax at the end; with two branches A*X*W + X*V + b, as GraphSAGE has
  them. `features` are dense numbers, or how many there are. Features that are mostly zeros are declared dense all the same, as the
  published programs do: what share is not zero is for the compiler to use."""
  b = Builder(title, seed)
  p = b.program
  a, A = b.sparse((nodes, nodes), edges, graphs.normalized(edges, nodes), "cc")
  h, H = b.dense((nodes, features)) if isinstance(features, int) else b.given(features)
  p.arguments[-1] = (h, numpy.count_nonzero(H) / H.size)
  weights = []
  for rows, columns in [(h.shape[1], hidden)] + [(hidden, hidden)] * (layers - 2) + [(hidden, classes)]:
    weights.append(([b.drawn(rows, columns, density) for _ in range(branches)], b.dense((columns,), 0.1)))
  for p.layer, (own, (bias, BIAS)) in enumerate(weights):
    total, TOTAL = p.product(p.product(a, h), own[0][0]), (A @ H) @ own[0][1]
    if branches == 2:
      total, TOTAL = p.binary("addf", total, p.product(h, own[1][0])), TOTAL + H @ own[1][1]
    h, H = p.add_to_rows(total, bias), TOTAL + BIAS
    h, H = (p.relu(h), numpy.maximum(H, 0)) if p.layer < layers - 1 else (p.softmax(h), softmax(H))
  return b.done([h], [H], source)


def one_hot(places, shape):
  full = numpy.zeros(shape)
  full[tuple(places.T)] = 1
  return full


def public_graph(name, title, small, folders, branches=1, scale=1):
  if small:
    nodes = {"cora": 24, "citeseer": 20, "dblp": 28, "collab": 32}[name]
    is_full = graphs.SIZES[name].stored_features == graphs.SIZES[name].nodes * graphs.SIZES[name].features
    size = graphs.Size(nodes, 3 * nodes // 2 * 2, 10, 3 * nodes, 4)
    edges = graphs.degree_matched(size.nodes, size.edges, 7)
    places = None if is_full else graphs.drawn(size.nodes, size.features, size.stored_features, 8)
    source = "drawn, seed 7"
  else:
    edges, places, size, source = graphs.graph(name, folders, scale)
  features = size.features if places is None else one_hot(places, (size.nodes, size.features))
  return network(title, edges, size.nodes, features, 4 if small else 16, size.classes, 1, source, branches)


def gcn_karate(small, folders):
  features = numpy.random.default_rng(5).standard_normal((34, 34))
  return network("GCN on Zachary's karate club", graphs.karate(), 34, features, 4 if small else 16, 4, 2, "published list", density=0.5)


def synthetic_gcn(structure, density):
  def build(small, folders):
    nodes, features = (24, 10) if small else (500, 128)
    places = graphs.structured(nodes, density, structure, 3)
    return network(f"GCN on a drawn graph, {structure}, {100 * (1 - density):.0f} % empty", places, nodes, features,
                   4 if small else 16, 3 if small else 8, 4, "drawn, seed 3")
  return build


def karate_chain(small, folders):
  """The order study: a product of three matrices."""
  b = Builder("Two products on Zachary's karate club, for the study of loop orders", 3)
  edges = graphs.karate()
  a, A = b.sparse((34, 34), edges, graphs.normalized(edges, 34), "cc")
  x, X = b.dense((34, 34))
  w, W = b.drawn(34, 16, 0.5)
  return b.done([b.program.product(b.program.product(a, x), w)], [(A @ X) @ W])


# MARK: Autoencoder

def autoencoder(density):
  def build(small, folders):
    batch, wide, narrow = (4, 24, 6) if small else (32, 50176 // 16, 256)
    b = Builder(f"Sparse autoencoder, weights {100 * (1 - density):.0f} % empty", 5)
    p = b.program
    x, X = b.dense((batch, wide))
    v, V = b.drawn(wide, narrow, density)
    c, C = b.dense((narrow,), 0.1)
    w, W = b.drawn(narrow, wide, density)
    d, D = b.dense((wide,), 0.1)
    h = p.relu(p.add_to_rows(p.product(x, v), c))
    p.layer = 1
    y = p.add_to_rows(p.product(h, w), d)
    return b.done([y], [numpy.maximum(X @ V + C, 0) @ W + D])
  return build


# MARK: BigBird

def mask_of(b, length, block):
  places = graphs.bigbird(length, block)
  return b.sparse((length, length), places, numpy.ones(len(places)), "cc")


def attention_ops(b, q, k, v, mask, width, is_published=False):
  """softmax over what the mask keeps of q k^T / sqrt(width), times v; tensors and their numbers are (rows, heads, width). With
  `is_published` the loops of q k^T stand in the order that the published numbers have, all of a row and the mask after it, and
  k and v are stored for that."""
  p = b.program
  (q, Q), (k, K), (v, V), (m, M) = q, k, v, mask
  if is_published:
    k, v = p.stored(k, "ddd@120"), p.stored(v, "ddd@102")
  scores = p.product(q, k, "she,the->sht;" + ("shet" if is_published else "shte"))
  kept = p.binary("mulf", scores, m, "sht,st->sht", "cdc")
  scaled = p.scaled(kept, f"{width ** -0.5:.9e}")
  weights = p.softmax(scaled)
  out = p.product(weights, v, "sht,the->she;shte")
  SCORES = numpy.einsum("she,the->sht", Q, K) * M[:, None] * numpy.float64(numpy.float32(width ** -0.5))
  return out, numpy.einsum("sht,the->she", stored_softmax(SCORES, M[:, None]), V)


def attention(length, block, is_published=False):
  def build(small, folders):
    rows, size, heads, width = (16, 2, 2, 4) if small else (length, block, 12, 64)
    b = Builder(f"BigBird attention, {rows} rows, blocks of {size}", 6)
    mask = mask_of(b, rows, size)
    q, k, v = (b.dense((rows, heads, width)) for _ in range(3))
    out, OUT = attention_ops(b, q, k, v, mask, width, is_published)
    return b.done([out], [OUT])
  return build


def decoder(length, block, count=1, is_published=False):
  def build(small, folders):
    rows, size, heads, width, wide = (16, 2, 2, 4, 16) if small else (length, block, 12, 64, 3072)
    model = heads * width
    b = Builder(f"{count} BigBird decoder{'s' * (count > 1)}, {rows} rows, blocks of {size}", 7)
    p = b.program
    mask = mask_of(b, rows, size)
    x, X = b.dense((rows, model))
    # Layers: norm and projections, attention, the rest. All at once, the rest goes with the next decoder's first part.
    p.whole = 0
    for number in range(count):
      def weight(i, o):
        return b.dense((i, o), i ** -0.5)

      def vector(n, scale=0.1):
        return b.dense((n,), scale)

      p.layer, p.published = 3 * number, 5 * number
      (g, G), (s, S) = vector(model, 1.0), vector(model)
      n, N = p.layer_norm(x, g, s), layer_norm(X, G, S)
      projected = []
      for part in range(3):
        # The published numbers have the three one after another.
        p.published = 5 * number + part
        p.whole = part - 2 if is_published and number == 0 else p.whole
        w, W = weight(model, model)
        projected.append((p.product(n, w), N @ W))
      p.layer, p.whole, p.published = 3 * number + 1, 2 * number + 1, 5 * number + 3
      split = [(p.reshaped(t, (rows, heads, width)), T.reshape(rows, heads, width)) for t, T in projected]
      out, OUT = attention_ops(b, *split, mask, width, is_published)
      p.layer, p.whole, p.published = 3 * number + 2, 2 * number + 2, 5 * number + 4
      w, W = b.dense((heads, width, model), model ** -0.5)
      # A sum over heads and widths: no reshape stands between the attention and its projection.
      projected = p.product(out, w, "she,hej->sj;shej")
      x, X = p.binary("addf", projected, x), numpy.einsum("she,hej->sj", OUT, W) + X
      (g, G), (s, S) = vector(model, 1.0), vector(model)
      n, N = p.layer_norm(x, g, s), layer_norm(X, G, S)
      (v, V), (c, C), (w, W), (d, D) = weight(model, wide), vector(wide), weight(wide, model), vector(model)
      inner, INNER = p.relu(p.add_to_rows(p.product(n, v), c)), numpy.maximum(N @ V + C, 0)
      x, X = p.binary("addf", p.add_to_rows(p.product(inner, w), d), x), INNER @ W + D + X
    return b.done([x], [X])
  return build


# MARK: All

def all_workloads():
  table = {
    "gcn-karate": gcn_karate,
    "karate-orders": karate_chain,
    "gcn-cora": lambda small, folders: public_graph("cora", "GCN on Cora", small, folders),
    "gcn-citeseer": lambda small, folders: public_graph("citeseer", "GCN on CiteSeer", small, folders),
    "gcn-synth-dblp": lambda small, folders: public_graph("dblp", "GCN on a graph of DBLP's size", small, ()),
    "gcn-synth-collab16": lambda small, folders: public_graph("collab", "GCN on a graph of a sixteenth of Collab's size", small, (), scale=16),
    "sage-cora": lambda small, folders: public_graph("cora", "GraphSAGE on Cora", small, folders, branches=2),
    "sae-50": autoencoder(0.5),
    "sae-90": autoencoder(0.1),
  }
  for length in (256, 1024):
    for block in (16, 32, 64):
      table[f"attention-{length}-{block}"] = attention(length, block)
      table[f"decoder-{length}-{block}"] = decoder(length, block)
      table[f"decoders-{length}-{block}"] = decoder(length, block, 12)
      # As the published numbers are of it.
      table[f"published-attention-{length}-{block}"] = attention(length, block, is_published=True)
      table[f"published-decoders-{length}-{block}"] = decoder(length, block, 12, is_published=True)
  for structure in ("uniform", "power-law", "block"):
    for empty in (50, 70, 90, 95):
      table[f"gcn-500-{structure}-{empty}"] = synthetic_gcn(structure, 1 - empty / 100)
  return table


WORKLOADS = all_workloads()

# One of each kind, as the tests run them at a small size.
SMALL = ["gcn-karate", "karate-orders", "gcn-cora", "gcn-citeseer", "gcn-synth-dblp", "gcn-synth-collab16", "sage-cora", "sae-50", "sae-90",
         "attention-256-16", "decoder-256-16", "gcn-500-uniform-50", "gcn-500-power-law-90", "gcn-500-block-90"]
