"""What fusion is worth over buffer sizes, as a table and a plot."""

import re

import figures
from answers import cell, edp
from tables import table


def section(bench):
  sizes = [int(size) for size in bench.arguments.buffer_sizes.split(",")]
  machines = {kilobytes: machine(bench, kilobytes) for kilobytes in sizes}
  labels = {kilobytes: f"{kilobytes} KB" if kilobytes < 1024 else f"{kilobytes // 1024} MB" for kilobytes in sizes}
  keys = [(network, kilobytes, groups) for network in bench.networks for kilobytes in sizes for groups in ("none", "search")]

  def select(network, kilobytes, groups):
    return bench.fusec.select(bench.program(network), machines[kilobytes], model="m1", elements="machine",
                              search=bench.arguments.buffer_search, groups=groups)

  answers = dict(zip(keys, bench.side_by_side(
    [(select, *key) for key in keys],
    [f"{bench.networks[network]} {labels[kilobytes]}, {'fused' if groups == 'search' else 'unfused'}" for network, kilobytes, groups in keys])))
  rows, series = [], []
  for network, title in bench.networks.items():
    for groups, label in (("none", "unfused"), ("search", "fused")):
      rows.append([title, label] + [cell(answers[network, kilobytes, groups]) for kilobytes in sizes])
    ratios = []
    for kilobytes in sizes:
      alone, fused = (edp(answers[network, kilobytes, groups]) for groups in ("none", "search"))
      ratios.append(alone / fused if alone and fused else None)
    rows.append([title, "**unfused / fused**"] + [f"{ratio:.3f}" if ratio else "-" for ratio in ratios])
    series.append((title, [(kilobytes, ratio) for kilobytes, ratio in zip(sizes, ratios) if ratio]))
  picture = bench.picture("fusion-over-buffers")
  figures.line_chart(
    picture, "What fusion is worth, by buffer size", "scratchpad (accumulator: an eighth of it)",
    "EDP unfused / EDP fused", series, x_ticks=[(kilobytes, labels[kilobytes]) for kilobytes in sizes],
    note="m1, 32 × 32 array, fadiff-large but for the capacities")
  return [
    "### Value of fusion over buffer sizes", "",
    "`m1`, 8-bit elements, 32-bit partial sums. The machine is `fadiff-large` with a scratchpad of 8 KB to 4 MB and an accumulator of an eighth of it; "
    "energies a byte are those of `fadiff-large` at every size (its fit would make 4 MB dearer than DRAM). EDP in µJ·cycles; in brackets the gap to "
    f"the bound of its space, with fusion where fusion is searched. `search={bench.arguments.buffer_search}` with the default budget, unfused (`groups=none`) and fused.", "",
    *table(["network", "", *labels.values()], rows), "", f"![What fusion is worth, by buffer size]({picture.name})"]


def machine(bench, kilobytes):
  """`fadiff-large` with other capacities, as a file."""
  text = bench.fusec.describes("fadiff-large").replace('sym_name = "fadiff-large"', f'sym_name = "large-{kilobytes}k"')
  # Both at once: the new size of the one may be the old size of the other.
  capacities = {"524288": kilobytes * 1024, "65536": kilobytes * 128}
  text = re.sub(r"(?<=capacity_bytes = )(524288|65536)\b", lambda match: str(capacities[match[0]]), text)
  path = bench.work / f"large-{kilobytes}k.fir"
  path.write_text(text)
  return path
