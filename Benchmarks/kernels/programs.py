"""The programs of the kernel tables: each as a JAX function, a PyTorch function of the same numbers, and its arguments.

Sizes are those of the table that is reproduced; all numbers are f32. Needs numpy; jax and torch only where a function is called.
"""

import dataclasses
from collections.abc import Callable

import numpy


@dataclasses.dataclass(frozen=True)
class Argument:
  """Shape and kind of numbers: `normal`, `positive`, `weight` (of a small deviation), `bool` (four of five true), or `labels`
  below `limit`."""
  shape: tuple
  kind: str = "normal"
  limit: int = 0

  def drawn(self, generator):
    if self.kind == "bool":
      return generator.random(self.shape) < 0.8
    if self.kind == "labels":
      return generator.integers(0, self.limit, self.shape, dtype=numpy.int32)
    numbers = generator.standard_normal(self.shape, dtype=numpy.float32)
    if self.kind == "weight":
      return numbers * numpy.float32(0.02)
    return numpy.abs(numbers) if self.kind == "positive" else numbers


@dataclasses.dataclass(frozen=True)
class Program:
  """`donated` are arguments whose memory results may take; their results come in the same order. `xla` is the way to write the
  same numbers that XLA does fastest, where it is another than the one that is exported."""
  title: str
  arguments: tuple
  jax: Callable
  torch: Callable
  donated: tuple = ()
  xla: Callable | None = None

  def draw(self, seed=0):
    generator = numpy.random.default_rng(seed)
    return [argument.drawn(generator) for argument in self.arguments]


# MARK: In JAX

def layer_norm(x, scale, shift):
  import jax
  mean = x.mean(-1, keepdims=True)
  variance = ((x - mean) ** 2).mean(-1, keepdims=True)
  return (x - mean) * jax.lax.rsqrt(variance + 1e-5) * scale + shift


def layer_norm_gradient(x, scale, shift, d):
  import jax
  return jax.vjp(layer_norm, x, scale, shift)[1](d)


def softmax(x):
  import jax
  return jax.nn.softmax(x, -1)


def masked_softmax(x, mask):
  import jax
  return jax.nn.softmax(jax.numpy.where(mask, x * 0.125, -1e9), -1)


def gelu(approximate):
  def program(x, bias):
    import jax
    return jax.nn.gelu(x + bias, approximate=approximate)
  return program


def dropout_residual_norm(x, residual, keep, scale, shift):
  import jax
  return layer_norm(residual + jax.numpy.where(keep, x / 0.9, 0.0), scale, shift)


def cross_entropy(x, labels):
  import jax
  return -(jax.nn.one_hot(labels, x.shape[1], dtype=x.dtype) * jax.nn.log_softmax(x)).sum(-1).mean()


def cross_entropy_gradient(x, labels):
  import jax
  return jax.value_and_grad(cross_entropy)(x, labels)


def gathered_cross_entropy(x, labels):
  import jax
  return (jax.nn.logsumexp(x, -1) - jax.numpy.take_along_axis(x, labels[:, None], 1)[:, 0]).mean()


def gathered_cross_entropy_gradient(x, labels):
  import jax
  most = x.max(-1, keepdims=True)
  powers = jax.numpy.exp(x - most)
  total = powers.sum(-1, keepdims=True)
  hit = jax.lax.broadcasted_iota(jax.numpy.int32, x.shape, 1) == labels[:, None]
  losses = (jax.numpy.log(total) + most - jax.numpy.take_along_axis(x, labels[:, None], 1))[:, 0]
  return losses.mean(), (powers / total - hit.astype(x.dtype)) / x.shape[0]


def rms_norm(x, scale):
  import jax
  return x * jax.lax.rsqrt((x * x).mean(-1, keepdims=True) + 1e-6) * scale


def adam(p, g, m, v):
  import jax
  m = 0.9 * m + 0.1 * g
  v = 0.999 * v + 0.001 * g * g
  return p - 1e-3 * (m / 0.1) / (jax.numpy.sqrt(v / 0.001) + 1e-8), m, v


# MARK: In PyTorch, as its users write it

def torch_layer_norm(x, scale, shift):
  import torch
  return torch.nn.functional.layer_norm(x, x.shape[-1:], scale, shift, 1e-5)


def torch_layer_norm_gradient(x, scale, shift, d):
  import torch
  mean = x.mean(-1, keepdim=True)
  deviation = torch.rsqrt(((x - mean) ** 2).mean(-1, keepdim=True) + 1e-5)
  return torch.ops.aten.native_layer_norm_backward(d, x, list(x.shape[-1:]), mean, deviation, scale, shift, [True, True, True])


def torch_softmax(x):
  import torch
  return torch.softmax(x, -1)


def torch_masked_softmax(x, mask):
  import torch
  return torch.softmax(torch.where(mask, x * 0.125, -1e9), -1)


def torch_gelu(approximate):
  def program(x, bias):
    import torch
    return torch.nn.functional.gelu(x + bias, approximate=approximate)
  return program


def torch_dropout_residual_norm(x, residual, keep, scale, shift):
  import torch
  return torch_layer_norm(residual + torch.where(keep, x / 0.9, 0.0), scale, shift)


def torch_cross_entropy(x, labels):
  import torch
  return torch.nn.functional.cross_entropy(x, labels.long())


def torch_cross_entropy_gradient(x, labels):
  import torch
  logarithms = torch.log_softmax(x, -1)
  loss = -logarithms.gather(1, labels.long()[:, None]).mean()
  gradient = (torch.exp(logarithms) - torch.nn.functional.one_hot(labels.long(), x.shape[1])) / x.shape[0]
  return loss, gradient


def torch_rms_norm(x, scale):
  import torch
  return torch.nn.functional.rms_norm(x, x.shape[-1:], scale, 1e-6)


def torch_adam(p, g, m, v):
  import torch
  m = 0.9 * m + 0.1 * g
  v = 0.999 * v + 0.001 * g * g
  return p - 1e-3 * (m / 0.1) / (torch.sqrt(v / 0.001) + 1e-8), m, v


# MARK: Whole models

HEADS = 12
WIDTH = 768
HIDDEN = 3072
TOKENS = 128


def bert_layer(x, q, qb, k, kb, v, vb, o, ob, scale, shift, up, upb, down, downb, scale2, shift2):
  """One layer of BERT-base as it was published: attention, then two dense layers, each with its residual and layer norm."""
  import jax
  batch, tokens, width = x.shape

  def heads(y):
    return y.reshape(batch, tokens, HEADS, width // HEADS).transpose(0, 2, 1, 3)

  scores = heads(x @ q + qb) @ heads(x @ k + kb).transpose(0, 1, 3, 2)
  mixed = jax.nn.softmax(scores * (width // HEADS) ** -0.5, -1) @ heads(x @ v + vb)
  x = layer_norm(x + mixed.transpose(0, 2, 1, 3).reshape(x.shape) @ o + ob, scale, shift)
  return layer_norm(x + jax.nn.gelu(x @ up + upb, approximate=False) @ down + downb, scale2, shift2)


def torch_bert_layer(x, q, qb, k, kb, v, vb, o, ob, scale, shift, up, upb, down, downb, scale2, shift2):
  import torch
  from torch.nn import functional
  batch, tokens, width = x.shape

  def heads(y):
    return y.reshape(batch, tokens, HEADS, width // HEADS).transpose(1, 2)

  mixed = functional.scaled_dot_product_attention(heads(torch.matmul(x, q) + qb), heads(torch.matmul(x, k) + kb),
                                                  heads(torch.matmul(x, v) + vb))
  x = torch_layer_norm(x + torch.matmul(mixed.transpose(1, 2).reshape(x.shape), o) + ob, scale, shift)
  return torch_layer_norm(x + torch.matmul(functional.gelu(torch.matmul(x, up) + upb), down) + downb, scale2, shift2)


def encoder(layer):
  def program(x, *weights):
    for first in range(0, len(weights), 16):
      x = layer(x, *weights[first:first + 16])
    return x
  return program


def bert_layer_gradient(x, *values):
  """The gradients of a layer with regard to its input and its weights."""
  import jax
  return jax.vjp(bert_layer, x, *values[:-1])[1](values[-1])


def torch_bert_layer_gradient(x, *values):
  import torch
  leaves = [value.detach().requires_grad_() for value in (x, *values[:-1])]
  with torch.enable_grad():
    result = torch_bert_layer(*leaves)
  return torch.autograd.grad(result, leaves, values[-1])


def classifier_step(x, labels, *state):
  """Cross entropy of a network of three dense layers, and a step of Adam for each of its weights."""
  import jax
  weights, first, second = state[:6], state[6:12], state[12:]

  def loss(weights):
    y = x
    for index in range(0, 6, 2):
      y = y @ weights[index] + weights[index + 1]
      y = jax.nn.relu(y) if index < 4 else y
    return cross_entropy(y, labels)

  value, gradients = jax.value_and_grad(loss)(weights)
  updated = [adam(p, g, m, v) for p, g, m, v in zip(weights, gradients, first, second)]
  return value, *(each[part] for part in range(3) for each in updated)


def torch_classifier_step(x, labels, *state):
  import torch
  weights, first, second = state[:6], state[6:12], state[12:]
  leaves = [weight.detach().requires_grad_() for weight in weights]
  with torch.enable_grad():
    y = x
    for index in range(0, 6, 2):
      y = torch.matmul(y, leaves[index]) + leaves[index + 1]
      y = torch.relu(y) if index < 4 else y
    value = torch_cross_entropy(y, labels)
  gradients = torch.autograd.grad(value, leaves)
  updated = [torch_adam(p, g, m, v) for p, g, m, v in zip(weights, gradients, first, second)]
  return value.detach(), *(each[part] for part in range(3) for each in updated)


def matrix(*shape):
  return Argument(shape)


ADAM = (matrix(1 << 24), matrix(1 << 24), matrix(1 << 24), Argument((1 << 24,), "positive"))
NORM = (matrix(4096, 1024), matrix(1024), matrix(1024))
LABELLED = (matrix(2048, 30522), Argument((2048,), "labels", 30522))

PROGRAMS = {
  "layernorm": Program("layer norm 4096x1024", NORM, layer_norm, torch_layer_norm),
  "softmax": Program("softmax 192x512x512", (matrix(192, 512, 512),), softmax, torch_softmax),
  "gelu_erf": Program("bias + gelu (erf) 4096x4096", (matrix(4096, 4096), matrix(4096)), gelu(False), torch_gelu("none")),
  "gelu_tanh": Program("bias + gelu (tanh) 4096x4096", (matrix(4096, 4096), matrix(4096)), gelu(True), torch_gelu("tanh")),
  "dropout_norm": Program("dropout + residual + layer norm 4096x1024",
                          (matrix(4096, 1024), matrix(4096, 1024), Argument((4096, 1024), "bool"), matrix(1024), matrix(1024)),
                          dropout_residual_norm, torch_dropout_residual_norm),
  "cross_entropy": Program("softmax cross entropy 2048x30522", LABELLED, cross_entropy, torch_cross_entropy,
                           xla=gathered_cross_entropy),
  "cross_entropy_gradient": Program("softmax cross entropy and its gradient 2048x30522", LABELLED, cross_entropy_gradient,
                                    torch_cross_entropy_gradient, xla=gathered_cross_entropy_gradient),
  "rmsnorm": Program("RMS norm 4096x4096", (matrix(4096, 4096), matrix(4096)), rms_norm, torch_rms_norm),
  "adam": Program("Adam, 16 M parameters", ADAM, adam, torch_adam),
  "adam_in_place": Program("Adam, 16 M parameters, in place", ADAM, adam, torch_adam, donated=(0, 2, 3)),
  "masked_softmax": Program("scale + mask + softmax 16x12x512x512",
                            (matrix(16, 12, 512, 512), Argument((16, 1, 1, 512), "bool")), masked_softmax, torch_masked_softmax),
  "layernorm_gradient": Program("gradient of layer norm 4096x1024", (*NORM, matrix(4096, 1024)), layer_norm_gradient,
                                torch_layer_norm_gradient),
  "layernorm_small": Program("layer norm 128x768", (matrix(128, 768), matrix(768), matrix(768)), layer_norm, torch_layer_norm),
}

def dense(inputs, outputs):
  return Argument((inputs, outputs), "weight"), Argument((outputs,), "weight")


SCALED = (matrix(WIDTH), Argument((WIDTH,), "weight"))
LAYER = (*(dense(WIDTH, WIDTH) * 4), *SCALED, *dense(WIDTH, HIDDEN), *dense(HIDDEN, WIDTH), *SCALED)
SIZES = (*dense(784, 512), *dense(512, 256), *dense(256, 10))

WHOLE = {
  "bert_encoder": Program("BERT-base encoder, 128 tokens", (matrix(1, TOKENS, WIDTH), *(LAYER * 12)), encoder(bert_layer),
                          encoder(torch_bert_layer)),
  "bert_layer_gradient": Program("gradient of a layer of BERT-base, 128 tokens",
                                 (matrix(1, TOKENS, WIDTH), *LAYER, matrix(1, TOKENS, WIDTH)), bert_layer_gradient,
                                 torch_bert_layer_gradient),
  "classifier_step": Program("cross entropy and Adam step of a classifier, 64 images",
                             (matrix(64, 784), Argument((64,), "labels", 10), *SIZES,
                              *SIZES, *(Argument(each.shape, "positive") for each in SIZES)),
                             classifier_step, torch_classifier_step),
}
ALL = {**PROGRAMS, **WHOLE}
