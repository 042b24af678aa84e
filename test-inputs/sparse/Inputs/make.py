"""Makes the arguments and the expected results beside this file, with NumPy and SciPy: python3 make.py"""

import os

import numpy as np
import scipy.io
import scipy.sparse as sp

HERE = os.path.dirname(os.path.abspath(__file__))
draw = np.random.default_rng(6)


def folder(name):
    path = os.path.join(HERE, name)
    os.makedirs(path, exist_ok=True)
    return path


def save(path, array):
    np.save(path, np.asarray(array, dtype=np.float32))


def drawn(rows, columns, density):
    matrix = sp.random(rows, columns, density, random_state=draw, dtype=np.float64)
    matrix.data = np.round(matrix.data * 8 - 4, 3)
    return matrix


# spmm: a sparse matrix times a dense one, then relu.
path = folder("spmm")
a, b = drawn(9, 12, 0.2), np.round(draw.normal(size=(12, 5)), 3)
scipy.io.mmwrite(os.path.join(path, "input0.mtx"), a, precision=8)
save(os.path.join(path, "input1.npy"), b)
save(os.path.join(path, "output0.npy"), np.maximum(a @ b, 0))

# softmax: over the stored entries of each row, zeros that are stored among them; a row has none.
path = folder("softmax")
s = sp.coo_matrix(drawn(6, 8, 0.4))
rows, columns, values = [], [], []
for r, c, v in zip(s.row, s.col, s.data):
    if r != 2:
        rows.append(r), columns.append(c), values.append(0.0 if (r + c) % 4 == 0 else v)
with open(os.path.join(path, "input0.mtx"), "w") as file:
    print("%%MatrixMarket matrix coordinate real general", file=file)
    print("6 8", len(values), file=file)
    for r, c, v in zip(rows, columns, values):
        print(r + 1, c + 1, v, file=file)
result = np.zeros((6, 8))
for r in range(6):
    at = [i for i in range(len(rows)) if rows[i] == r]
    if at:
        x = np.array([values[i] for i in at], dtype=np.float64)
        e = np.exp(x - x.max())
        result[r, [columns[i] for i in at]] = e / e.sum()
save(os.path.join(path, "output0.npy"), result)

# mttkrp: a tensor of rank 3 times two matrices.
path = folder("mttkrp")
t = np.where(draw.random((5, 6, 7)) < 0.15, np.round(draw.normal(size=(5, 6, 7)), 3), 0)
c, d = np.round(draw.normal(size=(6, 4)), 3), np.round(draw.normal(size=(7, 4)), 3)
with open(os.path.join(path, "input0.tns"), "w") as file:
    for i, j, k in np.argwhere(t):
        print(i + 1, j + 1, k + 1, t[i, j, k], file=file)
save(os.path.join(path, "input1.npy"), c)
save(os.path.join(path, "input2.npy"), d)
save(os.path.join(path, "output0.npy"), np.einsum("ijk,jr,kr->ir", t, c, d))

# symmetric: a symmetric pattern plus a skew-symmetric matrix of integers.
path = folder("symmetric")
lower = np.tril(draw.random((6, 6)) < 0.4)
pattern = lower | lower.T
skew = np.tril(draw.integers(-3, 4, size=(6, 6)), -1)
scipy.io.mmwrite(
    os.path.join(path, "input0.mtx"), sp.coo_matrix(pattern.astype(float)), field="pattern",
    symmetry="symmetric")
scipy.io.mmwrite(
    os.path.join(path, "input1.mtx"), sp.coo_matrix(skew - skew.T), symmetry="skew-symmetric",
    field="integer")
save(os.path.join(path, "output0.npy"), pattern.astype(float) + (skew - skew.T))

# stored: what is stored where, each result beside the count of its stored elements. NaN and infinity are stored, and so
# is a zero that the file lists.
path = folder("stored")
a = {0: 0.0, 1: 2.0, 2: -1.0, 3: np.nan, 4: np.inf}
b = {1: 3.0, 2: 1.0, 6: 4.0}
for name, entries in (("input0.mtx", a), ("input1.mtx", b)):
    with open(os.path.join(path, name), "w") as file:
        print("%%MatrixMarket matrix coordinate real general\n% one row", file=file)
        print("1 7", len(entries), file=file)
        for j, value in entries.items():
            print(1, j + 1, value, file=file)
results = [
    {j: v + 1 for j, v in a.items()},  # present: one more
    {j: a[j] if j in a else 7.0 for j in range(7)},  # absent: 7
    {j: a[j] + b.get(j, 0) for j in a},  # both, or the left one
    {j: b[j] for j in b if j not in a},  # the right one alone
    {j: v for j, v in a.items() if v > 0.5},  # selected
    {j: v * b[j] for j, v in a.items() if j in b},  # a product
    {j: a.get(j, 0) + b.get(j, 0) for j in set(a) | set(b)},  # a sum
    {j: max(v, 0) if not np.isnan(v) else v for j, v in a.items()},  # relu keeps what is stored
]
for number, entries in enumerate(results):
    row = np.zeros((1, 7))
    for j, value in entries.items():
        row[0, j] = value
    save(os.path.join(path, f"output{2 * number}.npy"), row)
    save(os.path.join(path, f"output{2 * number + 1}.npy"), [len(entries)])

# nonfinite: a dense operand with NaN and infinity, which nothing stored meets but in one row.
path = folder("nonfinite")
a = sp.coo_matrix(([1.0, 2.0, 3.0], ([0, 1, 2], [0, 1, 2])), shape=(3, 4))
b = np.array([[1, 2], [3, np.inf], [5, 6], [np.nan, np.nan]])
scipy.io.mmwrite(os.path.join(path, "input0.mtx"), a)
save(os.path.join(path, "input1.npy"), b)
save(os.path.join(path, "output0.npy"), a @ b)
