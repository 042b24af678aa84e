#!/usr/bin/env python3
"""Writes the cases of this folder: programs from JAX with inputs and the outputs that XLA computes on a CPU.

    generate.py            # needs jax; rewrites every case beside this file

A case is a folder with module.mlir, io.json (entry and tolerances), input<i>.npy and output<i>.npy. Each function
returns many results, so that one case covers a family of ops.
"""
import json, pathlib, shutil
import jax, jax.numpy as jnp, ml_dtypes, numpy as np
from jax import lax

jax.config.update("jax_enable_x64", True)
HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(20)
f32 = np.float32
CASES = {}


def case(*inputs, rtol=2e-6, atol=1e-6):
    def register(function):
        CASES[function.__name__] = (function, inputs, rtol, atol)
        return function
    return register


def normal(*shape, scale=1.0, dtype=f32): return (rng.normal(size=shape) * scale).astype(dtype)
def integers(low, high, *shape, dtype=np.int32): return rng.integers(low, high, shape, endpoint=True).astype(dtype)


SPECIAL = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 1e-20, 3e38, -7.25, 1e-3], f32)


@case(np.concatenate([SPECIAL, normal(48)]), np.concatenate([SPECIAL[::-1], normal(48)]))
def real_functions(x, y):
    return (lax.abs(x), lax.neg(x), lax.ceil(x), lax.floor(x), lax.round(x, lax.RoundingMethod.TO_NEAREST_EVEN),
            lax.round(x, lax.RoundingMethod.AWAY_FROM_ZERO), lax.sign(x), lax.sqrt(x), lax.cbrt(x), lax.rsqrt(lax.abs(x) + f32(0.25)),
            lax.exp(x), lax.expm1(x), lax.log(x), lax.log1p(x), lax.logistic(x), lax.tanh(x), lax.sin(x * f32(1e-3)), lax.cos(x * f32(1e-3)),
            x + y, x - y, x * y, x / y, lax.rem(x, y), lax.max(x, y), lax.min(x, y), lax.pow(lax.abs(x), y), lax.atan2(x, y),
            lax.nextafter(x, y), lax.is_finite(x), lax.reduce_precision(x, 5, 10), lax.reduce_precision(x, 8, 7), lax.clamp(f32(-1), x, f32(2)),
            lax.eq(x, y), lax.ne(x, y), lax.lt(x, y), lax.le(x, y), lax.gt(x, y), lax.ge(x, y), lax.select(x > y, x, y),
            lax.integer_pow(x, 3), lax.square(x), lax.exp2(x))


@case(normal(64), (rng.uniform(0.01, 12, 64)).astype(f32), rng.uniform(-0.999, 0.999, 64).astype(f32), rtol=2e-5, atol=2e-6)
def special_functions(x, p, u):
    return (lax.erf(x), lax.erfc(x), lax.erf_inv(u), lax.lgamma(p), lax.lgamma(x), lax.digamma(p), lax.digamma(x), lax.bessel_i1e(x * 10),
            lax.tan(x), lax.sinh(x), lax.cosh(x), lax.asin(u), lax.acos(u), lax.atan(x), lax.asinh(x), lax.acosh(p + 1), lax.atanh(u),
            lax.zeta(p + f32(1.1), p), lax.polygamma(jnp.round(p), p))


I = np.array([0, 1, -1, 2, -2, 7, -7, 2**31 - 1, -2**31, 1000, -1000, 31, 32, 33, 5, -5], np.int32)


@case(np.repeat(I, 16), np.tile(I, 16), integers(0, 255, 64, dtype=np.uint8), integers(0, 255, 64, dtype=np.uint8),
      integers(-2**62, 2**62, 32, dtype=np.int64), integers(-100, 100, 32, dtype=np.int64))
def integer_functions(a, b, u, v, p, q):
    return (a + b, a - b, a * b, lax.div(a, b), lax.rem(a, b), lax.max(a, b), lax.min(a, b), a & b, a | b, a ^ b, ~a, lax.neg(a), lax.abs(a),
            lax.sign(a), lax.shift_left(a, b), lax.shift_right_logical(a, b), lax.shift_right_arithmetic(a, b), lax.population_count(a),
            lax.clz(a), a < b, a >= b, a == b, u + v, u - v, u * v, lax.div(u, v | np.uint8(1)), lax.rem(u, v | np.uint8(1)), lax.max(u, v), lax.min(u, v),
            u < v, lax.shift_left(u, v), lax.shift_right_logical(u, v), lax.clz(u), lax.population_count(u), p * q, lax.div(p, q), lax.rem(p, q),
            lax.integer_pow(a, 3))


@case(np.concatenate([SPECIAL[:4], SPECIAL[5:13], normal(52, scale=200)]), I, integers(0, 255, 16, dtype=np.uint8), np.array([True, False] * 4), rtol=0, atol=0)
def conversions(x, i, u, b):
    finite = jnp.clip(jnp.nan_to_num(x, posinf=1e6, neginf=-1e6), -1e6, 1e6)
    small = jnp.clip(finite, -100, 100)
    kinds = [jnp.bfloat16, jnp.float16, jnp.float64, jnp.float8_e4m3fn, jnp.float8_e5m2, jnp.float8_e4m3b11fnuz, jnp.float8_e4m3fnuz, jnp.float8_e5m2fnuz]
    return ([lax.convert_element_type(finite, t) for t in (np.int32, np.int64)] + [lax.convert_element_type(small, np.int8), lax.convert_element_type(jnp.abs(small), np.uint8)]
            + [lax.convert_element_type(x, t) for t in kinds] + [lax.convert_element_type(x, t).astype(f32) for t in kinds]
            + [lax.convert_element_type(i, t) for t in (np.int8, np.uint8, np.int64, np.uint32, f32, np.float64, jnp.bfloat16, bool)]
            + [lax.convert_element_type(u, t) for t in (np.int8, np.int32, f32, jnp.bfloat16)] + [b.astype(f32), b.astype(np.int32)]
            + [lax.bitcast_convert_type(x, np.int32), lax.bitcast_convert_type(i, f32), lax.bitcast_convert_type(x, np.uint8), lax.bitcast_convert_type(x.astype(jnp.bfloat16), np.int16)])


@case(normal(4, 6, 5), normal(2, 3), integers(-5, 9, 3))
def movement(x, y, s):
    return (jnp.transpose(x, (2, 0, 1)), lax.rev(x, (0, 2)), x[1:4:2, ::3, 1:], lax.pad(x, f32(9), [(1, 2, 1), (-2, 3, 0), (-1, -1, 2)]),
            lax.pad(y, f32(1), [(-1, 3, 2), (0, 0, 3)]), lax.pad(y, f32(2), [(-3, 1, 1), (2, -1, 0)]),
            jnp.concatenate([x, x[:, :2]], axis=1), lax.broadcast_in_dim(y, (2, 4, 3), (0, 2)), lax.broadcasted_iota(np.int32, (3, 4), 1),
            lax.broadcasted_iota(f32, (3, 4), 0), x.reshape(8, 15), lax.dynamic_slice(x, (s[0], s[1], s[2]), (2, 3, 2)),
            lax.dynamic_update_slice(x, x[:2, :3, :2] * 0, (s[2], s[1], s[0])), jnp.squeeze(lax.slice(x, (1, 1, 1), (2, 2, 2))), jnp.tile(y, (2, 2)), jnp.flip(y))


@case(normal(3, 4, 6, 5), integers(-50, 50, 4, 6), normal(7), rtol=5e-6)
def reductions(x, i, v):
    both = lax.reduce((x, x * 2), (f32(0), f32(1)), lambda a, b: (a[0] + b[0], a[1] * b[1] * f32(0.9)), (1, 3))
    return (x.sum(), x.sum((0, 2)), x.max(3), x.min((1, 2, 3)), x.prod(2), x.mean(1), i.sum(0), i.max(1), (i > 0).any(0), (i > -50).all(1), jnp.argmax(x, 2),
            jnp.argmin(i), *both, lax.reduce_and(i, (0,)), lax.reduce_or(i, (1,)), lax.reduce_xor(i, (0,)), v.sum(), jnp.var(x, axis=(0, 3)), lax.cumsum(x, 2),
            lax.cumprod(v, 0), lax.cummax(i, 1), lax.cumlogsumexp(v, 0), jax.nn.softmax(x, axis=-1), x.astype(jnp.bfloat16).sum(1, dtype=jnp.bfloat16).astype(f32) * 0)


@case(normal(2, 9, 8, 3), rtol=5e-6)
def windows(x):
    pool = lambda f, i, w, s, p, **k: lax.reduce_window(x, i, f, w, s, p, **k)
    gradient = jax.grad(lambda t: (lax.reduce_window(t, -np.inf, lax.max, (1, 3, 2, 1), (1, 2, 2, 1), "SAME") ** 2).sum())(x)
    return (pool(lax.max, -np.inf, (1, 2, 2, 1), (1, 2, 2, 1), "VALID"), pool(lax.max, -np.inf, (1, 3, 3, 1), (1, 2, 1, 1), "SAME"),
            pool(lax.add, f32(0), (1, 3, 3, 1), (1, 1, 1, 1), "SAME"), pool(lax.min, np.inf, (1, 2, 3, 2), (1, 1, 2, 1), "VALID"),
            pool(lax.add, f32(0), (1, 2, 2, 1), (1, 2, 2, 1), [(0, 0), (1, 2), (3, 0), (0, 0)], window_dilation=(1, 2, 3, 1)),
            pool(lax.add, f32(0), (1, 3, 2, 1), (1, 1, 1, 1), "VALID", base_dilation=(1, 2, 1, 1)), gradient)


@case(normal(2, 6, 9, 8), normal(4, 3, 3, 2), normal(6, 1, 3, 3), normal(2, 7, 8, 4), normal(3, 3, 4, 5), normal(2, 10, 3), normal(3, 3, 4), rtol=2e-5, atol=2e-5)
def convolutions(x, k, d, n, h, s, t):
    conv = lax.conv_general_dilated
    nchw = ("NCHW", "OIHW", "NCHW"); nhwc = ("NHWC", "HWIO", "NHWC")
    loss = lambda n, h: (conv(n, h, (2, 1), "SAME", dimension_numbers=nhwc) ** 2).sum()
    grouped = lambda x, k: conv(x, k, (1, 1), "VALID", dimension_numbers=nchw, feature_group_count=2)
    return (grouped(x, k), conv(x, d, (1, 2), "SAME", dimension_numbers=nchw, feature_group_count=6), conv(n, h, (2, 2), "SAME", dimension_numbers=nhwc),
            conv(n, h, (1, 1), [(2, -1), (0, 3)], dimension_numbers=nhwc, rhs_dilation=(2, 1)),
            conv(n, h, (1, 1), [(2, 2), (1, 3)], dimension_numbers=nhwc, lhs_dilation=(2, 3)), lax.conv_transpose(n, h, (2, 2), "SAME"),
            conv(s, t, (1,), "SAME", dimension_numbers=("NHC", "HIO", "NHC")), *jax.grad(loss, (0, 1))(n, h),
            *jax.grad(lambda x, k: (grouped(x, k) ** 2).sum(), (0, 1))(x, k),
            conv(n.astype(jnp.bfloat16), h.astype(jnp.bfloat16), (1, 1), "VALID", dimension_numbers=nhwc, preferred_element_type=f32),
            jax.grad(lambda x, d: (conv(x, d, (1, 1), "SAME", dimension_numbers=nchw, feature_group_count=6) ** 2).sum(), 1)(x, d))


@case(normal(3, 4, 5), normal(3, 5, 6), normal(5), integers(-128, 127, 6, 7, dtype=np.int8), integers(-128, 127, 7, 5, dtype=np.int8),
      integers(0, 255, 7, 5, dtype=np.uint8), normal(9, 300), normal(300, 7), rtol=5e-6, atol=5e-6)
def dots(a, b, v, i, j, u, p, q):
    return (a @ b, lax.dot_general(a, b, (((2,), (1,)), ((), ()))), lax.dot_general(a, a, (((0, 2), (0, 2)), ((), ()))), a @ v, v @ v,
            lax.dot_general(i, j, (((1,), (0,)), ((), ())), preferred_element_type=np.int32), lax.dot_general(u, u, (((0,), (0,)), ((), ())), preferred_element_type=np.uint32),
            p @ q, lax.dot(p.astype(jnp.bfloat16), q.astype(jnp.bfloat16), preferred_element_type=f32), jnp.einsum("bij,bjk->kib", a, b), jnp.outer(v, v),
            p.astype(np.float64) @ q.astype(np.float64), lax.dot_general(i, i, (((), ()), ((0,), (0,))), preferred_element_type=np.int32))


@case(normal(7, 5), integers(0, 6, 4), integers(-9, 9, 4, 2), normal(4, 5), normal(3, 7, 5), integers(0, 6, 3, 4), integers(0, 8, 30))
def gathers(x, i, j, u, b, k, e):
    return (x[i], jnp.take(x, i, axis=0, mode="clip"), x[:, j], x[j[:, 0], j[:, 1]], x.at[i].add(u), x.at[i].set(u[0]), x.at[i].max(u), x.at[i].min(u), x.at[i, 1].multiply(f32(2)),
            x.at[j[:, 0], j[:, 1]].add(f32(1), mode="drop"), jnp.take_along_axis(x, i[None, :] % 5, axis=1), jnp.take(x, 9, axis=0, mode="fill"),
            jax.vmap(lambda t, n: t[n])(b, k), jax.vmap(lambda t, n: t.at[n].add(1))(b, k), jnp.zeros(9, np.int32).at[e].add(1), jax.ops.segment_sum(e.astype(f32), e % 4, 4),
            x[2:4, jnp.array([0, 3])], jnp.linalg.norm(x), x.at[1:3, 2].set(f32(7)), jnp.bincount(e, length=9),
            jax.grad(lambda t: (t[i] ** 2).sum())(x), jnp.roll(x, 2, 0), jnp.where(x > 0, x, 0).at[-1].set(1))


@case(np.concatenate([SPECIAL, normal(16)]).reshape(4, 8), integers(0, 5, 4, 8), rtol=0, atol=0)
def sorts(x, i):
    y = jnp.nan_to_num(x)
    return (jnp.sort(x), jnp.sort(i, axis=0), jnp.argsort(i, axis=1), *lax.sort((i, y), dimension=1, num_keys=1), *lax.sort((i, y), dimension=0, num_keys=2), *lax.top_k(y, 3),
            *lax.top_k(i, 5), jnp.median(y[0]), lax.sort(i.astype(np.uint8)), jnp.sort(y, axis=0, descending=True), jnp.unique(i, size=6))


@case(normal(5), np.int32(3), normal(4, 5), rtol=2e-5)
def control(x, n, w):
    down = lax.while_loop(lambda c: c[0] > 0, lambda c: (c[0] - 1, c[1] * f32(1.5) + x), (n, x))
    total, steps = lax.scan(lambda c, t: (c + t.sum(), jnp.tanh(c) + t), f32(0), w)
    picked = [lax.switch(n + d, [lambda t: t + 1, lambda t: t * 2, lambda t: -t], x) for d in (-9, -2, 9)]
    nested = lax.fori_loop(0, n, lambda i, t: lax.fori_loop(0, i, lambda j, s: s + x[j] * i, t), jnp.zeros(5, f32))
    return (*down, total, steps, *picked, nested, lax.cond(x[0] > 0, lambda t: t, lambda t: t * 0, w), lax.map(lambda r: r @ x, w), lax.associative_scan(jnp.add, w, axis=0),
            jax.grad(lambda t: lax.scan(lambda c, r: (c * jnp.cos(r @ t), c), f32(1), w)[0])(x), jax.random.uniform(jax.random.key(5), (6,)), jax.random.normal(jax.random.key(6), (2, 3)),
            jax.random.permutation(jax.random.key(1), 8))


@case(normal(12) + 1j * normal(12), normal(12) + 1j * normal(12), normal(12), rtol=1e-5)
def complex_numbers(a, b, x):
    a, b = a.astype(np.complex64), b.astype(np.complex64)
    return (a + b, a - b, a * b, a / b, -a, jnp.abs(a), jnp.real(a), jnp.imag(b), jnp.conj(a), lax.complex(x, x * 2), jnp.exp(a), jnp.log(a), jnp.sqrt(a), lax.rsqrt(a), jnp.tanh(a),
            jnp.sin(a), jnp.cos(a), lax.sign(a), a ** b, lax.expm1(a), lax.log1p(a), a == b, a != a, a.sum(), jnp.where(x > 0, a, b), lax.tan(a), a.astype(np.complex128) * 2)


@case(normal(4, 9, scale=2).astype(ml_dtypes.bfloat16), normal(4, 9).astype(np.float16), normal(4, 9).astype(np.float64), integers(-8, 7, 4, 9, dtype=np.int8).astype(ml_dtypes.int4), rtol=1e-2, atol=1e-2)
def narrow_types(b, h, d, q):
    return (b + b, b * b, jnp.exp(b), lax.max(b, -b), h * h, jnp.tanh(h), d + 1, jnp.exp(d), lax.erf(d), jnp.sqrt(jnp.abs(d)), q.astype(np.int8), q.astype(f32), (q.astype(np.int8) + 1).astype(jnp.int4),
            b.astype(f32).sum(), jax.nn.softmax(b.astype(f32)), b.T @ b, jnp.sort(b), b > 0, jnp.argmax(h, 1))


def main():
    for name, (function, inputs, rtol, atol) in CASES.items():
        folder = HERE / name
        if folder.exists(): shutil.rmtree(folder)
        folder.mkdir()
        named = lambda *a: tuple(function(*a))
        named.__name__ = name
        lowered = jax.jit(named, keep_unused=True).lower(*inputs)
        (folder / "module.mlir").write_text(lowered.as_text())
        outputs = lowered.compile()(*inputs)
        for kind, arrays in (("input", inputs), ("output", outputs)):
            for index, array in enumerate(arrays):
                np.save(folder / f"{kind}{index}.npy", np.asarray(array))
        (folder / "io.json").write_text(json.dumps({"name": name, "entry": "main", "rtol": rtol, "atol": atol}) + "\n")
        print(name, len(outputs))


if __name__ == "__main__":
    main()
