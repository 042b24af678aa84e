"""Whole models on platforms of several cores: layer by layer, fused, and how far from the bound."""

from answers import bound, cycles, gap, microjoules, of
from tables import ratio, seconds, table

MODELS = {"bert_base_encoder_s128": "BERT-base encoder, 128 tokens", "gpt2_block_s1024": "GPT-2 block, 1,024 tokens",
          "resnet18_224_nchw": "ResNet-18", "mobilenet_v1_224": "MobileNetV1"}
PLATFORMS = ("q4", "colleman-quad-kc", "colleman-bigquad-kc")


def section(bench):
  rows = []
  for name, title in MODELS.items():
    for target in PLATFORMS:
      program = bench.program(name)
      plain = bench.schedule(program, target, search="layer-by-layer", limit=180)
      fused = bench.schedule(program, target, objective="latency", limit=180)
      saved = [of(plain, "energy_pj"), of(fused, "energy_pj")]
      rows.append([title, target, cycles(plain), cycles(fused), ratio(of(plain, "cycles"), of(fused, "cycles")), bound(fused), gap(fused), microjoules(plain, 1),
                   microjoules(fused, 1), ratio(*saved) if None not in saved else "-", seconds(fused["seconds"])])
      bench.progress(f"{title} on {target}")
  return [
    "### Whole models", "",
    "`objective=latency`; elements as in the model. Cycles and µJ layer by layer (each layer split over all cores that can compute it) and fused, and what fusion gains: the first over the second. Where "
    "the array's work alone is near the bound, fusion cannot gain cycles; it then saves the energy of DRAM.", "",
    *table(["model", "platform", "cycles layer by layer", "fused", "gain", "bound", "gap", "µJ layer by layer", "fused", "gain", "time"], rows)]
