"""A wider space: tiles of each operand's own (`tiling=uneven`)."""

import statistics

from sections import products
from answers import cell, edp, gap, joule_seconds
from tables import percent, ratio, seconds, table, value


def section(bench):
  lines = ["### Tiles of each operand's own", ""]
  if not bench.fusec.takes("tiling"):
    return lines + ["This fusec has no option `tiling`."]
  rows = []
  for machine in ("g16", "g16-nobypass"):
    for name in products.PRODUCTS:
      rows.append(row(bench, machine, name))
      bench.progress(f"{name} on {machine}")
  return lines + [
    "Products with `search=exact` in the usual space, where a memory holds one tile of all that it keeps, and with `tiling=uneven`, where each operand has its own; "
    "8 bits everywhere, EDP in J·s, times of the search (medians of three, or one that takes over 20 s, alone on the machine). In ZigZag's evaluator, in pJ·cycles: the mapping of the wider space replayed "
    "(its order with loops as they are, joined and in primes; the best counts), beside ZigZag's best known.", "",
    *table(["machine", "product", "even (gap)", "time", "uneven (gap)", "time", "even / uneven", "uneven in ZigZag's evaluator", "best known of ZigZag"], rows),
    "", "Whole networks, every layer by itself (`groups=none`), in µJ·cycles; convolutions gain where the memory is small. Sums that are not finished have 32 bits, and 8.", "",
    *table(["network", "machine", "bits of sums", "even (gap)", "time", "uneven (gap)", "time", "even / uneven"], networks(bench))]


def networks(bench):
  rows = []
  for network, target in bench.cells:
    for bits in (32, 8):
      def run(**options):
        return bench.default(network, target, search="exact", groups="none", partial_sum_bits=bits, **options)
      even, uneven = run(), run(tiling="uneven")
      rows.append([bench.networks[network], target, str(bits), cell(even), seconds(even.get("search_seconds")), cell(uneven),
                   seconds(uneven.get("search_seconds")), ratio(edp(even), edp(uneven))])
      bench.progress(f"{network} on {target}, {bits} bits")
  return rows


def row(bench, machine, name):
  program = bench.program(f"gemm_{name}")

  def timed(**options):
    runs = []
    while len(runs) < 3 and sum(run["seconds"] for run in runs) < 20:
      runs.append(bench.fusec.select(program, machine, search="exact", elements="machine", partial_sum_bits=8, repeated=len(runs),
                                     **options))
    return {**runs[0], "search_seconds": statistics.median(run.get("search_seconds", 0) for run in runs)}

  def shown(answer):
    return cell(answer) if answer["problem"] else f"{value(joule_seconds(answer), 6)} ({percent(gap(answer))})"

  even, uneven = timed(), timed(tiling="uneven")
  replayed = "-"
  if machine == "g16-nobypass":
    path = bench.work / f"uneven-{name}.yaml"
    bench.fusec.select(program, machine, emit=[f"zigzag-ordering:{path}"], search="exact", elements="machine", partial_sum_bits=8,
                       tiling="uneven")
    found = products.replayed(bench, name, [("uneven", path)])
    replayed = value(found["uneven"][0], 5) if found else "not replayed"
  return [machine, name, shown(even), seconds(even.get("search_seconds")), shown(uneven), seconds(uneven.get("search_seconds")),
          ratio(edp(even), edp(uneven)), replayed, value(products.ZIGZAG_BEST[name], 5) if machine == "g16-nobypass" else "-"]
