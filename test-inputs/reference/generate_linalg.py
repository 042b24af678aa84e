#!/usr/bin/env python3
"""Writes the linalg and tensor cases of this folder: hand-written programs with results from NumPy.

    generate_linalg.py     # needs numpy, and mlir-opt-22 for the generic form
"""
import json, pathlib, shutil, subprocess
import numpy as np

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(7)
f32 = np.float32
NAMES = {"float32": "f32", "float64": "f64", "int8": "i8", "int32": "i32", "int64": "i64", "bool": "i1"}


def normal(*shape): return rng.normal(size=shape).astype(f32)
def integers(low, high, *shape, dtype=np.int32): return rng.integers(low, high, shape, endpoint=True).astype(dtype)
def tensor(a): return "tensor<" + "".join(f"{n}x" for n in a.shape) + NAMES[str(a.dtype)] + ">"


class Program:
    """Collects inputs, lines and expected results of one function."""

    def __init__(self): self.inputs, self.lines, self.results = [], [], []

    def input(self, array):
        self.inputs.append(array)
        return f"%arg{len(self.inputs) - 1}"

    def add(self, text): self.lines.append(text)

    def result(self, name, array): self.results.append((name, array))

    def op(self, name, attributes, inputs, out, expected, key=[0]):
        """A named op on inputs with initial output `out`."""
        key[0] += 1
        uses = [self.input(a) for a in inputs]
        init = self.input(out)
        types = ", ".join(tensor(a) for a in inputs)
        self.add(f"%n{key[0]} = {name} {attributes} ins({', '.join(uses)} : {types}) outs({init} : {tensor(out)}) -> {tensor(out)}")
        self.result(f"%n{key[0]}", expected.astype(out.dtype))

    def write(self, name, rtol, atol, prelude=""):
        folder = HERE / name
        if folder.exists(): shutil.rmtree(folder)
        folder.mkdir()
        arguments = ", ".join(f"%arg{i}: {tensor(a)}" for i, a in enumerate(self.inputs))
        types = ", ".join(tensor(a) for _, a in self.results)
        lines = "".join(f"    {line}\n" for text in self.lines for line in text.strip("\n").split("\n"))
        text = (f"{prelude}module {{\n  func.func @main({arguments}) -> ({types}) {{\n{lines}"
                f"    return {', '.join(n for n, _ in self.results)} : {types}\n  }}\n}}\n")
        for form, flags in (("module.mlir", []), ("module.generic.mlir", ["--mlir-print-op-generic"])):
            out = subprocess.run(["mlir-opt-22", *flags], input=text, capture_output=True, text=True)
            if out.returncode: raise SystemExit(name + "\n" + text + out.stderr)
            (folder / form).write_text(out.stdout)
        for index, array in enumerate(self.inputs): np.save(folder / f"input{index}.npy", array)
        for index, (_, array) in enumerate(self.results): np.save(folder / f"output{index}.npy", array)
        (folder / "io.json").write_text(json.dumps({"name": name, "entry": "main", "rtol": rtol, "atol": atol}) + "\n")
        print(name, len(self.results))


def windows(x, sizes, strides, dilations, spatial):
    """x with the spatial dimensions replaced by the window's positions, then its places."""
    shape = list(x.shape)
    for d, n, s, l in zip(spatial, sizes, strides, dilations): shape[d] = (x.shape[d] - (n - 1) * l - 1) // s + 1
    out = np.zeros(shape + list(sizes), np.float64)
    for place in np.ndindex(*sizes):
        index = [slice(None)] * x.ndim
        for d, p, s, l, n in zip(spatial, place, strides, dilations, sizes):
            start = p * l
            index[d] = slice(start, start + (shape[d] - 1) * s + 1, s)
        out[(...,) + place] = x[tuple(index)]
    return out


def contractions():
    p = Program()
    a, b, c = normal(5, 7), normal(7, 6), normal(5, 6)
    p.op("linalg.matmul", "", (a, b), c, c + a @ b)
    x, y, z = normal(3, 4, 5), normal(3, 5, 2), normal(3, 4, 2)
    p.op("linalg.batch_matmul", "", (x, y), z, z + x @ y)
    v, w = normal(7), normal(5)
    p.op("linalg.matvec", "", (a, v), w, w + a @ v)
    p.op("linalg.vecmat", "", (w, a), v, v + w @ a)
    p.op("linalg.dot", "", (v, v), np.array(f32(0.5)), 0.5 + v @ v)
    i, j, k = integers(-128, 127, 4, 9, dtype=np.int8), integers(-128, 127, 9, 3, dtype=np.int8), integers(-9, 9, 4, 3)
    p.op("linalg.matmul", "", (i, j), k, k + i.astype(np.int32) @ j.astype(np.int32))
    bt = normal(6, 7)
    maps = "indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]"
    p.op("linalg.matmul", maps, (a, bt), c, c + a @ bt.T)
    bm, bv = normal(3, 4), normal(3, 5)
    p.op("linalg.batch_matvec", "", (x, bv), bm, bm + np.einsum("bij,bj->bi", x, bv))
    return p


def convolutions():
    p = Program()
    for s, d in (((1, 1), (1, 1)), ((2, 1), (1, 2))):
        attributes = f"{{strides = dense<[{s[0]}, {s[1]}]> : tensor<2xi64>, dilations = dense<[{d[0]}, {d[1]}]> : tensor<2xi64>}}"
        x, k = normal(2, 3, 9, 8), normal(4, 3, 3, 2)
        win = windows(x, (3, 2), s, d, (2, 3))
        e = np.einsum("nchwij,fcij->nfhw", win, k); o = normal(*e.shape)
        p.op("linalg.conv_2d_nchw_fchw", attributes, (x, k), o, o + e)
        x, k = normal(2, 9, 8, 3), normal(3, 2, 3, 5)
        win = windows(x, (3, 2), s, d, (1, 2))
        e = np.einsum("nhwcij,ijcf->nhwf", win, k); o = normal(*e.shape)
        p.op("linalg.conv_2d_nhwc_hwcf", attributes, (x, k), o, o + e)
        kf = np.ascontiguousarray(k.transpose(3, 0, 1, 2))
        p.op("linalg.conv_2d_nhwc_fhwc", attributes, (x, kf), o, o + e)
        k = normal(3, 2, 3)
        e = np.einsum("nhwcij,ijc->nhwc", win, k); o = normal(*e.shape)
        p.op("linalg.depthwise_conv_2d_nhwc_hwc", attributes, (x, k), o, o + e)
        k = normal(3, 2, 3, 2)
        e = np.einsum("nhwcij,ijcm->nhwcm", win, k); o = normal(*e.shape)
        p.op("linalg.depthwise_conv_2d_nhwc_hwcm", attributes, (x, k), o, o + e)
        x, k = normal(2, 3, 9, 8), normal(3, 3, 2)
        e = np.einsum("nchwij,cij->nchw", windows(x, (3, 2), s, d, (2, 3)), k); o = normal(*e.shape)
        p.op("linalg.depthwise_conv_2d_nchw_chw", attributes, (x, k), o, o + e)
    x, k = normal(9, 8), normal(3, 2)
    e = np.einsum("hwij,ij->hw", windows(x, (3, 2), (1, 1), (1, 1), (0, 1)), k); o = normal(*e.shape)
    p.op("linalg.conv_2d", "", (x, k), o, o + e)
    x, k = normal(2, 2, 3, 5, 6), normal(2, 4, 3, 2, 3)
    e = np.einsum("ngchwij,gfcij->ngfhw", windows(x, (2, 3), (1, 1), (1, 1), (3, 4)), k); o = normal(*e.shape)
    p.op("linalg.conv_2d_ngchw_gfchw", "", (x, k), o, o + e)
    p.op("linalg.conv_2d_ngchw_fgchw", "", (x, np.ascontiguousarray(k.transpose(1, 0, 2, 3, 4))), o, o + e)
    x, k = normal(2, 10, 3), normal(4, 3, 5)
    e = np.einsum("nwci,icf->nwf", windows(x, (4,), (1,), (1,), (1,)), k); o = normal(*e.shape)
    p.op("linalg.conv_1d_nwc_wcf", "", (x, k), o, o + e)
    return p


def poolings():
    p = Program()
    attributes = "{strides = dense<[2, 1]> : tensor<2xi64>, dilations = dense<[1, 2]> : tensor<2xi64>}"
    w = np.zeros((3, 2), f32)
    x = normal(2, 3, 9, 8)
    win = windows(x, (3, 2), (2, 1), (1, 2), (2, 3))
    o = np.full(win.shape[:4], -1.0, f32)
    p.op("linalg.pooling_nchw_max", attributes, (x, w), o, np.maximum(o, win.max((4, 5))))
    p.op("linalg.pooling_nchw_sum", attributes, (x, w), o, o + win.sum((4, 5)))
    x = normal(2, 9, 8, 3)
    win = windows(x, (3, 2), (2, 1), (1, 2), (1, 2))
    o = np.zeros(win.shape[:4], f32)
    p.op("linalg.pooling_nhwc_max", attributes, (x, w), o, np.maximum(o, win.max((4, 5))))
    p.op("linalg.pooling_nhwc_min", attributes, (x, w), o, np.minimum(o, win.min((4, 5))))
    p.op("linalg.pooling_nhwc_sum", attributes, (x, w), o, o + win.sum((4, 5)))
    return p


def generics():
    p = Program()
    x, b, s = normal(4, 6), normal(6), np.array(f32(0.5))
    a0, a1, a2 = p.input(x), p.input(b), p.input(s)
    e = p.input(np.zeros((4, 6), f32)); t = p.input(np.zeros((6, 4), f32)); r = p.input(normal(4)); q = p.input(np.zeros(4, np.int32))
    table = normal(9, 5); rows = integers(0, 8, 7, dtype=np.int64)
    ta, ro, em = p.input(table), p.input(rows), p.input(np.zeros((7, 5), f32))
    p.add(f"""
%zero = arith.constant 0.0 : f32
%bias = linalg.generic {{indexing_maps = [#id, #row, #none, #id], iterator_types = ["parallel", "parallel"]}} ins({a0}, {a1}, {a2} : tensor<4x6xf32>, tensor<6xf32>, tensor<f32>) outs({e} : tensor<4x6xf32>) {{
^bb0(%u: f32, %v: f32, %w: f32, %o: f32):
  %m = arith.mulf %u, %w : f32
  %n = arith.addf %m, %v : f32
  %c = arith.cmpf ugt, %n, %zero : f32
  %y = arith.select %c, %n, %zero : f32
  linalg.yield %y : f32
}} -> tensor<4x6xf32>""")
    p.result("%bias", np.maximum(x * f32(0.5) + b, 0))
    p.add(f"""
%turned = linalg.generic {{indexing_maps = [#id, #swap], iterator_types = ["parallel", "parallel"]}} ins({a0} : tensor<4x6xf32>) outs({t} : tensor<6x4xf32>) {{
^bb0(%u: f32, %o: f32):
  %i = linalg.index 0 : index
  %j = linalg.index 1 : index
  %c4 = arith.constant 4 : index
  %k = arith.muli %j, %c4 : index
  %l = arith.addi %k, %i : index
  %h = arith.index_cast %l : index to i64
  %g = arith.sitofp %h : i64 to f32
  %y = arith.addf %u, %g : f32
  linalg.yield %y : f32
}} -> tensor<6x4xf32>""")
    p.result("%turned", x.T + np.arange(24, dtype=f32).reshape(6, 4))
    p.add(f"""
%big:2 = linalg.generic {{indexing_maps = [#id, #first, #first], iterator_types = ["parallel", "reduction"]}} ins({a0} : tensor<4x6xf32>) outs({r}, {q} : tensor<4xf32>, tensor<4xi32>) {{
^bb0(%u: f32, %o: f32, %n: i32):
  %j = linalg.index 1 : index
  %jj = arith.index_cast %j : index to i32
  %c = arith.cmpf ogt, %u, %o : f32
  %y = arith.select %c, %u, %o : f32
  %z = arith.select %c, %jj, %n : i32
  linalg.yield %y, %z : f32, i32
}} -> (tensor<4xf32>, tensor<4xi32>)""")
    start = p.inputs[5]; index = np.where(x.max(1) > start, x.argmax(1), 0)
    p.result("%big#0", np.maximum(x.max(1), start)); p.result("%big#1", index.astype(np.int32))
    p.add(f"""
%looked = linalg.generic {{indexing_maps = [#first, #id], iterator_types = ["parallel", "parallel"]}} ins({ro} : tensor<7xi64>) outs({em} : tensor<7x5xf32>) {{
^bb0(%u: i64, %o: f32):
  %i = arith.index_cast %u : i64 to index
  %j = linalg.index 1 : index
  %c9 = arith.constant 9 : i64
  %ok = arith.cmpi slt, %u, %c9 : i64
  cf.assert %ok, "index is too large"
  %y = tensor.extract {ta}[%i, %j] : tensor<9x5xf32>
  linalg.yield %y : f32
}} -> tensor<7x5xf32>""")
    p.result("%looked", table[rows])
    m, n, z = normal(2, 3, 4), normal(2, 5, 4), normal(2, 5, 3)
    i0, i1, i2 = p.input(m), p.input(n), p.input(z)
    p.add(f"""
%dots = linalg.generic {{indexing_maps = [affine_map<(b, i, j, k) -> (b, i, k)>, affine_map<(b, i, j, k) -> (b, j, k)>, affine_map<(b, i, j, k) -> (b, j, i)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]}} ins({i0}, {i1} : tensor<2x3x4xf32>, tensor<2x5x4xf32>) outs({i2} : tensor<2x5x3xf32>) {{
^bb0(%u: f32, %v: f32, %o: f32):
  %p = arith.mulf %u, %v : f32
  %y = arith.addf %o, %p : f32
  linalg.yield %y : f32
}} -> tensor<2x5x3xf32>""")
    p.result("%dots", z + np.einsum("bik,bjk->bji", m, n))
    l, w, o = normal(10), normal(3), normal(8)
    l0, w0, o0 = p.input(l), p.input(w), p.input(o)
    p.add(f"""
%slid = linalg.generic {{indexing_maps = [affine_map<(i, j) -> (i + j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]}} ins({l0}, {w0} : tensor<10xf32>, tensor<3xf32>) outs({o0} : tensor<8xf32>) {{
^bb0(%u: f32, %v: f32, %o: f32):
  %p = arith.mulf %u, %v : f32
  %y = arith.addf %o, %p : f32
  linalg.yield %y : f32
}} -> tensor<8xf32>
%folded = linalg.generic {{indexing_maps = [affine_map<(i, j) -> (i floordiv 2, (i + j) mod 6)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}} ins({a0} : tensor<4x6xf32>) outs({p.input(np.zeros((8, 7), f32))} : tensor<8x7xf32>) {{
^bb0(%u: f32, %o: f32):
  linalg.yield %u : f32
}} -> tensor<8x7xf32>""")
    p.result("%slid", o + np.array([l[i:i + 3] @ w for i in range(8)]).astype(f32))
    i, j = np.indices((8, 7)); p.result("%folded", x[i // 2, (i + j) % 6])
    p.add(f"""
%sum = linalg.reduce ins({a0} : tensor<4x6xf32>) outs({r} : tensor<4xf32>) dimensions = [1]
  (%u: f32, %o: f32) {{
    %y = arith.addf %u, %o : f32
    linalg.yield %y : f32
  }}
%filled = linalg.fill ins(%zero : f32) outs({e} : tensor<4x6xf32>) -> tensor<4x6xf32>
%mapped = linalg.map ins({a0}, {a0} : tensor<4x6xf32>, tensor<4x6xf32>) outs(%filled : tensor<4x6xf32>)
  (%u: f32, %v: f32, %o: f32) {{
    %y = arith.mulf %u, %v : f32
    linalg.yield %y : f32
  }}
%flip = linalg.transpose ins({a0} : tensor<4x6xf32>) outs({t} : tensor<6x4xf32>) permutation = [1, 0]
%wide = linalg.broadcast ins({a1} : tensor<6xf32>) outs({e} : tensor<4x6xf32>) dimensions = [0]""")
    p.result("%sum", start + x.sum(1)); p.result("%mapped", x * x); p.result("%flip", x.T.copy()); p.result("%wide", np.broadcast_to(b, (4, 6)).copy())
    return p


def arithmetic():
    p = Program()
    a = integers(-40, 40, 64); b = np.where(integers(-5, 5, 64) == 0, 3, integers(-5, 5, 64)); b[b == 0] = -2
    b = b.astype(np.int32); x, y = normal(64), normal(64); y[:4] = np.nan; x[4:8] = np.nan
    ua, ub = a.view(np.uint32), b.view(np.uint32)
    A, B, X, Y = p.input(a), p.input(b), p.input(x), p.input(y)
    key = 0

    def one(text, expected):
        nonlocal key
        key += 1
        p.add(f"%v{key} = {text}"); p.result(f"%v{key}", expected)
        return f"%v{key}"

    q = np.trunc(a / b).astype(np.int32)
    for name, value in (("divsi", q), ("remsi", a - q * b), ("divui", (ua // ub).view(np.int32)), ("remui", (ua % ub).view(np.int32)), ("floordivsi", a // b),
                        ("ceildivsi", -(-a // b)), ("maxsi", np.maximum(a, b)), ("minui", np.minimum(ua, ub).view(np.int32)), ("maxui", np.maximum(ua, ub).view(np.int32)), ("xori", a ^ b)):
        one(f"arith.{name} {A}, {B} : tensor<64xi32>", value)
    for name, value in (("slt", a < b), ("ult", ua < ub), ("uge", ua >= ub), ("sge", a >= b), ("ne", a != b)):
        one(f"arith.cmpi {name}, {A}, {B} : tensor<64xi32>", value)
    nan = np.isnan(x) | np.isnan(y)
    for name, value in (("oeq", x == y), ("one", ~nan & (x != y)), ("une", x != y), ("ord", ~nan), ("uno", nan), ("ult", nan | (x < y)), ("oge", x >= y), ("ueq", nan | (x == y))):
        one(f"arith.cmpf {name}, {X}, {Y} : tensor<64xf32>", value)
    for name, value in (("maximumf", np.maximum(x, y)), ("minimumf", np.minimum(x, y)), ("maxnumf", np.fmax(x, y)), ("minnumf", np.fmin(x, y)), ("remf", np.fmod(x, y))):
        one(f"arith.{name} {X}, {Y} : tensor<64xf32>", value)
    narrow = one(f"arith.trunci {A} : tensor<64xi32> to tensor<64xi8>", a.astype(np.int8))
    one(f"arith.extsi {narrow} : tensor<64xi8> to tensor<64xi64>", a.astype(np.int8).astype(np.int64))
    one(f"arith.extui {narrow} : tensor<64xi8> to tensor<64xi32>", a.astype(np.int8).view(np.uint8).astype(np.int32))
    one(f"arith.sitofp {A} : tensor<64xi32> to tensor<64xf32>", a.astype(f32))
    one(f"arith.uitofp {A} : tensor<64xi32> to tensor<64xf32>", ua.astype(f32))
    one(f"arith.fptosi {p.input(np.nan_to_num(x) * 9)} : tensor<64xf32> to tensor<64xi32>", np.trunc(np.nan_to_num(x) * f32(9)).astype(np.int32))
    one(f"arith.extf {X} : tensor<64xf32> to tensor<64xf64>", x.astype(np.float64))
    one(f"arith.bitcast {X} : tensor<64xf32> to tensor<64xi32>", x.view(np.int32))
    mask = one(f"arith.cmpi slt, {A}, {B} : tensor<64xi32>", a < b)
    one(f"arith.extsi {mask} : tensor<64xi1> to tensor<64xi32>", -(a < b).astype(np.int32))
    one(f"arith.extui {mask} : tensor<64xi1> to tensor<64xi32>", (a < b).astype(np.int32))
    one(f"arith.select {mask}, {X}, {Y} : tensor<64xi1>, tensor<64xf32>", np.where(a < b, x, y))
    for name, value in (("absf", np.abs(x)), ("exp", np.exp(x)), ("tanh", np.tanh(x)), ("floor", np.floor(x)), ("roundeven", np.rint(x)), ("trunc", np.trunc(x)), ("log1p", np.log1p(np.abs(x)))):
        source = one(f"math.absf {X} : tensor<64xf32>", np.abs(x)) if name == "log1p" else X
        one(f"math.{name} {source} : tensor<64xf32>", value.astype(f32))
    one(f"math.fma {X}, {Y}, {X} : tensor<64xf32>", (x.astype(np.float64) * y + x).astype(f32))
    one(f"math.copysign {X}, {Y} : tensor<64xf32>", np.copysign(x, np.abs(y)) if False else np.copysign(x, y))
    one(f"math.absi {A} : tensor<64xi32>", np.abs(a))
    return p


def tensors():
    p = Program()
    x, y, n = normal(4, 6), normal(2, 3), np.array(2, np.int64)
    X, Y, N = p.input(x), p.input(y), p.input(n)
    p.add(f"""
%k = tensor.extract {N}[] : tensor<i64>
%i = arith.index_cast %k : i64 to index
%c0 = arith.constant 0 : index
%c1 = arith.constant 1 : index
%c3 = arith.constant 3 : index
%f = arith.constant 2.5 : f32
%d = tensor.dim {X}, %c1 : tensor<4x6xf32>
%dd = arith.index_cast %d : index to i64
%size = tensor.from_elements %dd, %k : tensor<2xi64>
%e = tensor.expand_shape {X} [[0, 1], [2, 3]] output_shape [2, 2, 3, 2] : tensor<4x6xf32> into tensor<2x2x3x2xf32>
%c = tensor.collapse_shape %e [[0], [1, 2, 3]] : tensor<2x2x3x2xf32> into tensor<2x12xf32>
%s = tensor.extract_slice {X}[1, %i] [2, 2] [2, 1] : tensor<4x6xf32> to tensor<2x2xf32>
%r = tensor.extract_slice {X}[%i, 1] [1, 4] [1, 1] : tensor<4x6xf32> to tensor<4xf32>
%w = tensor.insert_slice {Y} into {X}[%i, 2] [2, 3] [1, 1] : tensor<2x3xf32> into tensor<4x6xf32>
%v = tensor.insert %f into {X}[%c1, %c3] : tensor<4x6xf32>
%p = tensor.pad {Y} low[1, %i] high[0, 1] {{
^bb0(%a: index, %b: index):
  tensor.yield %f : f32
}} : tensor<2x3xf32> to tensor<3x?xf32>
%ps = tensor.cast %p : tensor<3x?xf32> to tensor<3x6xf32>
%g = tensor.generate %i {{
^bb0(%a: index, %b: index):
  %m = arith.muli %a, %c3 : index
  %o = arith.addi %m, %b : index
  %q = arith.index_cast %o : index to i64
  %z = arith.sitofp %q : i64 to f32
  tensor.yield %z : f32
}} : tensor<?x3xf32>
%gs = tensor.cast %g : tensor<?x3xf32> to tensor<2x3xf32>
%j = tensor.concat dim(1) {X}, {X} : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x12xf32>
%t = tensor.splat %f : tensor<3x2xf32>
%h = tensor.reshape {X}(%size2) : (tensor<4x6xf32>, tensor<2xi64>) -> tensor<12x2xf32>""".replace("%size2", "%sz"))
    p.lines[-1] = "%c12 = arith.constant 12 : i64\n%sz0 = arith.constant 2 : i64\n%sz = tensor.from_elements %c12, %sz0 : tensor<2xi64>\n" + p.lines[-1].strip("\n")
    w = x.copy(); w[2:4, 2:5] = y
    v = x.copy(); v[1, 3] = 2.5
    for name, value in (("%size", np.array([6, 2], np.int64)), ("%e", x.reshape(2, 2, 3, 2)), ("%c", x.reshape(2, 12)), ("%s", x[1:4:2, 2:4].copy()), ("%r", x[2, 1:5].copy()), ("%w", w), ("%v", v),
                        ("%ps", np.pad(y, ((1, 0), (2, 1)), constant_values=2.5)), ("%gs", np.arange(6, dtype=f32).reshape(2, 3)), ("%j", np.concatenate([x, x], 1)), ("%t", np.full((3, 2), 2.5, f32)),
                        ("%h", x.reshape(12, 2))):
        p.result(name, value)
    return p


def control():
    """Loops and branches of scf. The inputs are fixed, so that the other cases stay as they are."""
    p = Program()
    x, n, k = np.array([0.5, -1.25, 2, 3.5, -4], f32), np.array(5, np.int64), np.array(3, np.int32)
    X, N, K = p.input(x), p.input(n), p.input(k)
    p.add(f"""
%c0 = arith.constant 0 : index
%c1 = arith.constant 1 : index
%c2 = arith.constant 2 : index
%zero = arith.constant 0.0 : f32
%one = arith.constant 1 : i32
%minus = arith.constant -3 : i32
%n64 = tensor.extract {N}[] : tensor<i64>
%n = arith.index_cast %n64 : i64 to index
%k = tensor.extract {K}[] : tensor<i32>
%prefix:2 = scf.for %i = %c0 to %n step %c1 iter_args(%t = {X}, %sum = %zero) -> (tensor<5xf32>, f32) {{
  %e = tensor.extract {X}[%i] : tensor<5xf32>
  %s = arith.addf %sum, %e : f32
  %u = tensor.insert %s into %t[%i] : tensor<5xf32>
  scf.yield %u, %s : tensor<5xf32>, f32
}}
%sum = tensor.from_elements %prefix#1 : tensor<1xf32>
%swap:2 = scf.for %i = %c0 to %n step %c2 iter_args(%a = {X}, %b = %prefix#0) -> (tensor<5xf32>, tensor<5xf32>) {{
  scf.yield %b, %a : tensor<5xf32>, tensor<5xf32>
}}
%signed = scf.for %i = %minus to %k step %one iter_args(%a = %minus) -> (i32) : i32 {{
  %b = arith.addi %a, %i : i32
  scf.yield %b : i32
}}
%unsigned = scf.for unsigned %i = %minus to %k step %one iter_args(%a = %k) -> (i32) : i32 {{
  scf.yield %i : i32
}}
%some = tensor.from_elements %signed, %unsigned : tensor<2xi32>
%steps:2 = scf.while (%v = %n64, %count = %one) : (i64, i32) -> (i32, i64) {{
  %limit = arith.constant 1000 : i64
  %go = arith.cmpi slt, %v, %limit : i64
  scf.condition(%go) %count, %v : i32, i64
}} do {{
^bb0(%count: i32, %v: i64):
  %w = arith.addi %v, %v : i64
  %m = arith.addi %count, %one : i32
  scf.yield %w, %m : i64, i32
}}
%count = tensor.from_elements %steps#0 : tensor<1xi32>
%last = tensor.from_elements %steps#1 : tensor<1xi64>
%positive = arith.cmpi sgt, %k, %one : i32
%chosen:2 = scf.if %positive -> (tensor<5xf32>, i64) {{
  %y = arith.addf {X}, {X} : tensor<5xf32>
  %never = arith.cmpi slt, %k, %one : i32
  %nested = scf.if %never -> (i64) {{
    scf.yield %steps#1 : i64
  }} else {{
    scf.yield %n64 : i64
  }}
  scf.yield %y, %nested : tensor<5xf32>, i64
}} else {{
  scf.yield {X}, %steps#1 : tensor<5xf32>, i64
}}
%nested = tensor.from_elements %chosen#1 : tensor<1xi64>
%case = scf.index_switch %n -> f32
case 5 {{
  %q = scf.execute_region -> f32 {{
    %z = arith.mulf %prefix#1, %prefix#1 : f32
    scf.yield %z : f32
  }}
  scf.yield %q : f32
}}
default {{
  scf.yield %zero : f32
}}
%squared = tensor.from_elements %case : tensor<1xf32>""")
    prefix = np.cumsum(x, dtype=f32)
    for name, value in (("%prefix#0", prefix), ("%sum", prefix[-1:]), ("%swap#0", prefix), ("%swap#1", x),
                        ("%some", np.array([-3 - 3 - 2 - 1 + 0 + 1 + 2, 3], np.int32)),
                        ("%count", np.array([9], np.int32)), ("%last", np.array([1280], np.int64)),
                        ("%chosen#0", x + x), ("%nested", np.array([5], np.int64)), ("%squared", prefix[-1:] ** 2)):
        p.result(name, value)
    return p


MAPS = ("#id = affine_map<(i, j) -> (i, j)>\n#row = affine_map<(i, j) -> (j)>\n#first = affine_map<(i, j) -> (i)>\n"
        "#none = affine_map<(i, j) -> ()>\n#swap = affine_map<(i, j) -> (j, i)>\n")

if __name__ == "__main__":
    contractions().write("linalg_contractions", 2e-6, 2e-6)
    convolutions().write("linalg_convolutions", 5e-6, 5e-6)
    poolings().write("linalg_poolings", 2e-6, 2e-6)
    generics().write("linalg_generic", 2e-6, 2e-6, MAPS)
    arithmetic().write("arith_math", 1e-6, 0)
    tensors().write("tensor_ops", 0, 0)
    control().write("scf_control", 0, 0)
