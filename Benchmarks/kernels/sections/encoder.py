"""BERT-base's encoder from end to end, products of matrices included."""

import programs
from bench import Problem
from tables import table

PEERS = {"xla": "XLA", "torch": "eager", "inductor": "torch.compile"}


def section(bench):
  rows = []
  words, problem = [], None
  try:
    words = ["--same-products", bench.compile_with_peers_products("bert_encoder")]
  except Problem as missing:
    problem = f"no products by PyTorch's library: {missing}"
    bench.progress(problem)
  for threads in (1, 2):
    try:
      answer = bench.measure("bert_encoder", threads, "warm", *words)
    except Problem as problem:
      rows.append([threads, f"failed: {problem}"])
      continue
    taken, problems = answer["seconds"], answer["problems"]
    bench.raw[f"encoder {threads}"] = answer
    best = min((taken[peer] for peer in ("xla", "inductor") if peer in taken), default=None)
    error = answer["errors"].get("fusec", [None])[0]
    rows.append([threads, f"{1000 * taken['fusec']:.1f}" if "fusec" in taken else f"failed: {problems.get('fusec')}",
                 *(f"{1000 * taken[peer]:.1f}" if peer in taken else "-" for peer in PEERS),
                 f"**{taken['fusec'] / best:.2f}**" if best and "fusec" in taken else "-",
                 f"{1000 * taken['fusec-blas']:.1f}" if "fusec-blas" in taken else f"failed: {problems.get('fusec-blas', problem)}",
                 f"**{taken['fusec-blas'] / taken['inductor']:.2f}**" if "fusec-blas" in taken and "inductor" in taken else "-",
                 *(f"{value[0]:.1e}" if (value := answer["errors"].get(peer)) else "-" for peer in ("fusec", "xla"))])
    bench.progress(f"{threads} threads")
  return [
    f"### {programs.WHOLE['bert_encoder'].title}, from end to end", "",
    "Milliseconds, warm heap, 12 layers with their products; fusec with its own micro-kernel, XLA and PyTorch with theirs (oneDNN, MKL). The ratio is ours over the "
    "faster of XLA and torch.compile; asked: at most 1.3 with one thread. With the same products on both sides, `-emit=c{blas=cblas}` calls the "
    "`sgemm` of the MKL in PyTorch's library, which torch.compile calls too; asked: at most 1.05. Errors as above.", "",
    *table(["threads", "ours", *PEERS.values(), "ours / best compiler", "ours with PyTorch's MKL", "that / torch.compile", "error of ours", "of XLA"], rows)]
