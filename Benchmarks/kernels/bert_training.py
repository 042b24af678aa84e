"""Prints the training step of a model like BERT with Adam as StableHLO, for a number of layers: needs jax.

    python3 Benchmarks/kernels/bert_training.py 12 > bert_training12.mlir
"""

import sys

import jax
import jax.numpy as jnp

WIDTH, HEADS, INNER, BATCH, LENGTH, CLASSES = 768, 12, 3072, 32, 128, 8


def normalized(x, scale, shift):
  mean = x.mean(-1, keepdims=True)
  variance = ((x - mean) ** 2).mean(-1, keepdims=True)
  return (x - mean) * jax.lax.rsqrt(variance + 1e-5) * scale + shift


def layer(p, x):
  def heads(name):
    return (x @ p["w" + name] + p["b" + name]).reshape(BATCH, LENGTH, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)

  query, key, value = map(heads, "qkv")
  weights = jax.nn.softmax((query @ key.transpose(0, 1, 3, 2)) / 8.0, -1)
  mixed = (weights @ value).transpose(0, 2, 1, 3).reshape(BATCH, LENGTH, WIDTH)
  x = normalized(x + mixed @ p["wo"] + p["bo"], p["g1"], p["e1"])
  inner = jax.nn.gelu(x @ p["w1"] + p["b1"])
  return normalized(x + inner @ p["w2"] + p["b2"], p["g2"], p["e2"])


def loss(layers, x, wanted):
  for p in layers:
    x = layer(p, x)
  return -(jax.nn.log_softmax(x @ jnp.ones((WIDTH, CLASSES), jnp.float32)) * wanted).mean()


def step(layers, first, second, time, x, wanted):
  """One step of Adam."""
  value, gradients = jax.value_and_grad(loss)(layers, x, wanted)
  first = jax.tree_util.tree_map(lambda m, g: 0.9 * m + 0.1 * g, first, gradients)
  second = jax.tree_util.tree_map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradients)
  bias1, bias2 = 1 - 0.9**time, 1 - 0.999**time
  layers = jax.tree_util.tree_map(
      lambda p, m, v: p - 1e-3 * (m / bias1) / (jnp.sqrt(v / bias2) + 1e-8), layers, first, second)
  return layers, first, second, time + 1, value


def main():
  def tensor(*shape):
    return jax.ShapeDtypeStruct(shape, jnp.float32)

  one = {f"w{name}": tensor(WIDTH, WIDTH) for name in "qkvo"}
  one |= {name: tensor(WIDTH) for name in ["bq", "bk", "bv", "bo", "g1", "e1", "g2", "e2", "b2"]}
  one |= {"w1": tensor(WIDTH, INNER), "b1": tensor(INNER), "w2": tensor(INNER, WIDTH)}
  layers = [dict(one) for _ in range(int(sys.argv[1]))]
  inputs = (layers, layers, layers, tensor(), tensor(BATCH, LENGTH, WIDTH), tensor(BATCH, LENGTH, CLASSES))
  print(jax.jit(step).lower(*inputs).as_text())


if __name__ == "__main__":
  main()
