"""Graphs, features and masks of the stream workloads, as sorted (row, column) lists. Needs numpy.

Public data is read where it is: `load_planetoid` reads the python-2 pickles of Planetoid (`ind.cora.x`, ...), `load_folder` a
folder with `adjacency.mtx` and `features.mtx`. Where neither is there, `degree_matched` draws a graph of the same size and
of the same degree statistics from a fixed seed. Nothing else is matched.
"""

import dataclasses
import pathlib
import pickle

import numpy


@dataclasses.dataclass(frozen=True)
class Size:
  """Nodes, directed edges, features, stored features and classes of a graph; `tail` is the exponent of its degrees' power law."""
  nodes: int
  edges: int
  features: int
  stored_features: int
  classes: int
  tail: float = 2.5


# As Planetoid (cora, citeseer), graph2gauss (cora_ml, dblp) and OGB (collab) count them.
SIZES = {
  "cora": Size(2708, 10556, 1433, 49216, 7),
  "citeseer": Size(3327, 9104, 3703, 105165, 6),
  "dblp": Size(17716, 105734, 1639, 1639 * 17716, 4),
  "collab": Size(235868, 2358104, 128, 235868 * 128, 16),
}

# Zachary's karate club (W. W. Zachary, 1977): the 78 ties between its 34 members, counted from 1.
KARATE = (
  (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (1, 9), (1, 11), (1, 12), (1, 13), (1, 14), (1, 18), (1, 20), (1, 22),
  (1, 32), (2, 3), (2, 4), (2, 8), (2, 14), (2, 18), (2, 20), (2, 22), (2, 31), (3, 4), (3, 8), (3, 9), (3, 10), (3, 14), (3, 28),
  (3, 29), (3, 33), (4, 8), (4, 13), (4, 14), (5, 7), (5, 11), (6, 7), (6, 11), (6, 17), (7, 17), (9, 31), (9, 33), (9, 34),
  (10, 34), (14, 34), (15, 33), (15, 34), (16, 33), (16, 34), (19, 33), (19, 34), (20, 34), (21, 33), (21, 34), (23, 33), (23, 34),
  (24, 26), (24, 28), (24, 30), (24, 33), (24, 34), (25, 26), (25, 28), (25, 32), (26, 32), (27, 30), (27, 34), (28, 34), (29, 32),
  (29, 34), (30, 33), (30, 34), (31, 33), (31, 34), (32, 33), (32, 34), (33, 34))


def karate():
  pairs = numpy.array(KARATE) - 1
  return symmetric(pairs)


def symmetric(pairs):
  """Both directions of each pair, sorted, each once, without loops."""
  pairs = pairs[pairs[:, 0] != pairs[:, 1]]
  return numpy.unique(numpy.concatenate([pairs, pairs[:, ::-1]]), axis=0)


def normalized(edges, nodes):
  """The values D^-1/2 A D^-1/2 of an adjacency; D counts rows on one side, columns on the other."""
  rows, columns = (numpy.bincount(edges[:, side], minlength=nodes).astype(numpy.float64) for side in (0, 1))
  return (1 / numpy.sqrt(rows[edges[:, 0]] * columns[edges[:, 1]])).astype(numpy.float32)


# MARK: Drawn

def degree_matched(nodes, edges, seed, tail=2.5):
  """`edges` directed edges (an even number) of a symmetric graph whose degrees follow a power law with the exponent `tail`."""
  generator = numpy.random.default_rng(seed)
  weights = (numpy.arange(nodes) + 1.0) ** (-1 / (tail - 1))
  generator.shuffle(weights)
  steps = numpy.cumsum(weights / weights.sum())
  chosen = numpy.zeros(0, numpy.int64)
  while len(chosen) < edges // 2:
    ends = numpy.minimum(numpy.searchsorted(steps, generator.random((edges, 2))), nodes - 1)
    ends = numpy.sort(ends[ends[:, 0] != ends[:, 1]], axis=1)
    # Every node has an edge, as in the graphs that this stands for, where there are enough of them.
    if not len(chosen) and edges // 2 >= nodes:
      first = numpy.arange(nodes)
      others = (first + 1 + generator.integers(0, nodes - 1, nodes)) % nodes
      ends = numpy.concatenate([numpy.sort(numpy.stack([first, others], axis=1), axis=1), ends])
    keys = numpy.concatenate([chosen, ends[:, 0] * nodes + ends[:, 1]])
    _, places = numpy.unique(keys, return_index=True)
    chosen = keys[numpy.sort(places)]
  chosen = chosen[:edges // 2]
  return symmetric(numpy.stack([chosen // nodes, chosen % nodes], axis=1))


def drawn(rows, columns, stored, seed):
  """`stored` places of a matrix, each equally likely."""
  places = numpy.sort(numpy.random.default_rng(seed).choice(rows * columns, stored, replace=False))
  return numpy.stack([places // columns, places % columns], axis=1)


def structured(nodes, density, structure, seed):
  """The adjacencies of the sparsity study: `uniform`, `power-law` or `block` (diagonal blocks that fill up to the density)."""
  stored = int(nodes * nodes * density) // 2 * 2
  if structure == "uniform":
    return drawn(nodes, nodes, stored, seed)
  if structure == "power-law":
    generator = numpy.random.default_rng(seed)
    rank = generator.permutation(nodes) + 1.0
    chances = (rank[:, None] * rank[None, :]) ** -0.5
    # The places with the largest of exp(1)-distributed keys: a draw without replacement by weight.
    keys = generator.exponential(size=(nodes, nodes)) / chances
    places = numpy.sort(numpy.argpartition(keys.reshape(-1), stored - 1)[:stored])
    return numpy.stack([places // nodes, places % nodes], axis=1)
  size = max(1, round(nodes * density))
  rows, columns = numpy.divmod(numpy.arange(nodes * nodes), nodes)
  inside = rows // size == columns // size
  return numpy.stack([rows[inside], columns[inside]], axis=1)


def bigbird(length, block, seed=0, drawn_blocks=2, global_blocks=2):
  """BigBird's mask: the first block rows and columns, the diagonal with its neighbours, and blocks drawn for each block row."""
  count = length // block
  kept = numpy.zeros((count, count), bool)
  kept[:global_blocks], kept[:, :global_blocks] = True, True
  for offset in (-1, 0, 1):
    for row in range(count):
      if 0 <= row + offset < count:
        kept[row, row + offset] = True
  generator = numpy.random.default_rng(seed)
  for row in range(global_blocks, count):
    free = numpy.flatnonzero(~kept[row])
    kept[row, generator.choice(free, min(drawn_blocks, len(free)), replace=False)] = True
  return numpy.argwhere(numpy.kron(kept, numpy.ones((block, block), bool)))


# MARK: Read

def read_matrix_market(path):
  """Shape and sorted places of a coordinate file; values are left out."""
  lines = (line for line in open(path, encoding="ascii") if not line.startswith("%"))
  rows, columns, count = map(int, next(lines).split())
  places = numpy.array([line.split()[:2] for line in lines], numpy.int64).reshape(count, 2) - 1
  return (rows, columns), places[numpy.lexsort((places[:, 1], places[:, 0]))]


def load_folder(folder):
  """Edges and stored features of a folder with `adjacency.mtx` and `features.mtx`; None where it is none."""
  folder = pathlib.Path(folder)
  if not (folder / "adjacency.mtx").exists():
    return None
  return read_matrix_market(folder / "adjacency.mtx")[1], read_matrix_market(folder / "features.mtx")[1]


def load_planetoid(folder, name):
  """Edges and stored features of a Planetoid graph; None where its files are not there."""
  folder = pathlib.Path(folder)
  if not (folder / f"ind.{name}.graph").exists():
    return None

  def read(part):
    with open(folder / f"ind.{name}.{part}", "rb") as file:
      return pickle.load(file, encoding="latin1")

  neighbours = read("graph")
  first, rest = read("allx").tocoo(), read("tx").tocoo()
  order = numpy.loadtxt(folder / f"ind.{name}.test.index", dtype=numpy.int64)
  pairs = numpy.array([(node, other) for node, others in neighbours.items() for other in others])
  places = numpy.concatenate([numpy.stack([first.row, first.col], axis=1), numpy.stack([order[rest.row], rest.col], axis=1)])
  return symmetric(pairs), numpy.unique(places, axis=0)


def graph(name, folders, scale=1, seed=7):
  """Edges, stored features, sizes and where they come from. `scale` divides the nodes and edges of a drawn graph."""
  size = SIZES[name]
  for folder in folders if scale == 1 else ():
    found = load_planetoid(folder, name) or (load_folder(folder) if pathlib.Path(folder).name == name else None)
    if found:
      edges, places = found
      nodes = max(size.nodes, int(edges.max()) + 1)
      return edges, places, dataclasses.replace(size, nodes=nodes, edges=len(edges), stored_features=len(places)), "public data"
  nodes, edges = size.nodes // scale, size.edges // scale // 2 * 2
  stored = size.stored_features // scale
  places = None if stored >= nodes * size.features else drawn(nodes, size.features, stored, seed + 1)
  drawn_size = dataclasses.replace(size, nodes=nodes, edges=edges, stored_features=min(stored, nodes * size.features))
  return degree_matched(nodes, edges, seed, size.tail), places, drawn_size, f"drawn, seed {seed}"
