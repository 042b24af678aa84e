"""How long the default search takes for each network, and what memory; whether threads change its answer."""

import pathlib
import statistics

import bench as common
from answers import cell
from tables import seconds, table


def times(bench):
  rows, slowest = [], (0, "")
  for network, target in bench.cells:
    title, size = bench.networks[network], common.MACHINES[target]
    for model in ("m0", "m1"):
      options = {"model": "m1", "elements": "machine"} if model == "m1" else {"model": "m0"}
      answers = [bench.fusec.select(bench.program(network), target, threads=2, repeated=index, **options)
                 for index in range(bench.arguments.repetitions)]
      if answers[0]["problem"]:
        rows.append([title, size, model, cell(answers[0])])
        continue
      median = statistics.median(answer["seconds"] for answer in answers)
      slowest = max(slowest, (median, f"{title}/{size} under {model}"))
      rows.append([title, size, model, cell(answers[0]), seconds(statistics.median(a.get("search_seconds", 0) for a in answers)),
                   seconds(median), f"{seconds(min(a['seconds'] for a in answers))} to {seconds(max(a['seconds'] for a in answers))}",
                   seconds(statistics.median(a["processor_seconds"] for a in answers)),
                   f"{max(a['megabytes'] for a in answers):.0f}", "yes" if len({a["hash"] for a in answers}) == 1 else "**no**"])
    bench.progress(f"{title} {size}")
  return [
    "### Time of whole networks", "",
    f"`gradient+exact`, the default, EDP in µJ·cycles (gap). Medians of {bench.arguments.repetitions} runs with nothing beside them on the cores of the machine "
    "above: \"search\" is the search alone, \"process\" all of fusec, \"processor\" its processor time over all threads, \"MB\" the most memory. \"Same\": every "
    "run wrote the same bytes.", "",
    *table(["network", "machine", "model", "EDP (gap)", "search", "process", "least to most", "processor", "MB", "same"], rows), "",
    f"The slowest: {seconds(slowest[0])}, {slowest[1]} (asked: under 10 s)."]


def memory(bench):
  threads = (1, 2, 4)
  keys = [(network, target, count) for network, target in bench.cells for count in threads]

  def select(network, target, count):
    if count == 2:
      return bench.default(network, target)
    return bench.fusec.select(bench.program(network), target, threads=count, model="m1", elements="machine")

  answers = dict(zip(keys, bench.side_by_side(
    [(select, *key) for key in keys], [f"{bench.networks[key[0]]} {common.MACHINES[key[1]]}, -j {key[2]}" for key in keys])))
  rows = []
  for network, target in bench.cells:
    each = [answers[network, target, count] for count in threads]
    same = all(not answer["problem"] for answer in each) and len({answer["hash"] for answer in each}) == 1
    rows.append([bench.networks[network], common.MACHINES[target], "yes" if same else "**no**",
                 *(f"{answer['megabytes']:.0f}" if "megabytes" in answer else "-" for answer in each)])
  known = [answer for answer in bench.fusec.answers if "megabytes" in answer]
  most = max(known, key=lambda answer: answer["megabytes"])
  options = " ".join(f"{key.replace('_', '-')}={text}" for key, text in most["options"].items())
  return [
    "### Memory and threads", "",
    "The default search under `m1` with `-j 1`, `-j 2` and `-j 4`: whether the module with all its mappings is the same byte for byte, and the largest resident "
    "set of the process in MB.", "",
    *table(["network", "machine", "identical", *(f"MB, -j {count}" for count in threads)], rows), "",
    f"The most memory that any of the {len(known)} searches of this run took: {most['megabytes']:.0f} MB (asked: under 1 GB), {most['program']} on "
    f"{pathlib.Path(most['target']).stem} with {options}."]
