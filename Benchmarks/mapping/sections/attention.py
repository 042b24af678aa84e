"""The core of an attention beside AccelForge: scores, softmax and weighted sums as one group."""

import json
import statistics

import measure
from answers import edp, gap, joule_seconds, microjoules, problem
from tables import difference, percent, ratio, seconds, table, times, value, whole

SIZES = {"h1_l512": "H 1, L 512", "h12_l1024": "H 12, L 1024", "h12_l4096": "H 12, L 4096"}
KILOBYTES = (256, 64)


def case(kilobytes, name, fused):
  return f"e32-{kilobytes}k-attention-{name.replace('_', '-')}-{'fused' if fused else 'unfused'}"


def section(bench):
  cases = [case(kilobytes, name, fused) for kilobytes in KILOBYTES for name in SIZES for fused in (False, True)]
  peer, why = measure.script(
    bench.arguments.python312, "peers_accelforge.py",
    ["measure", "--repetitions", "1"] + [item for name in cases for item in ("--case", name)], bench.work / "attention.json", 400)
  bench.progress("AccelForge measured" if peer else f"AccelForge: {why}")
  rows, worth_rows, statistics_rows, slowest = [], [], [], 0
  for kilobytes in KILOBYTES:
    for name, title in SIZES.items():
      ours, alone = timed(bench, kilobytes, name), once(bench, kilobytes, name, groups="none")
      real = timed(bench, kilobytes, name, row_statistics="true")
      lone = once(bench, kilobytes, name, row_statistics="true", groups="none")
      slowest = max([slowest] + [answer.get("search_seconds", 0) for answer in (ours, real)])
      first, second = both_rows(bench, kilobytes, name, ours, alone, peer)
      rows.append(first)
      worth_rows.append(second)
      statistics_rows.append([
        f"{kilobytes} KB", title, problem(real) if real["problem"] else value(joule_seconds(real), 5), whole(real.get("cycles")),
        microjoules(real), value(joule_seconds(lone), 5), ratio(edp(lone), edp(real), 1), percent(gap(real)),
        seconds(real.get("search_seconds"))])
      bench.progress(f"{kilobytes} KB, {title}")
  return [
    "### Attention", "",
    "The core of an attention, head size 64, on `e32-256k` and `e32-64k` under AccelForge's rule: 8 bits everywhere, softmax elementwise in one operation, "
    "units one after another. EDP in J·s. `search=exact` is told nothing about fusion. \"Replay\" is AccelForge's evaluator on our mapping, as a relative "
    "difference to our value.", "",
    *table(["buffer", "size", "ours, J·s", "AccelForge, J·s", "replay", "DRAM bits", "AccelForge's", "cycles", "µJ", "gap"], rows), "",
    "What fusion is worth there (\"ratio\": the unfused optimum over the fused plan; asked: 10 at 256 KB, 8 at 64 KB), and the time of the search with fusion: ours the "
    "median of five searches alone on the machine (asked: under 0.5 s), AccelForge's the processor time of one.", "",
    *table(["buffer", "size", "ours unfused, J·s", "AccelForge unfused, J·s", "ratio", "our search", "AccelForge's", "faster"], worth_rows),
    *([] if peer else ["", f"AccelForge: absent ({why})."]), "",
    "The same with what a softmax really needs (`row-statistics`): its operations counted one by one, and a row whole before it leaves.", "",
    *table(["buffer", "size", "ours, J·s", "cycles", "µJ", "ours unfused, J·s", "ratio", "gap", "our search"], statistics_rows), "",
    f"The longest of these searches with fusion took {seconds(slowest)}."]


def program(bench, name):
  return bench.program(f"attention_{name}", "f8")


def once(bench, kilobytes, name, **options):
  return bench.fusec.select(program(bench, name), f"e32-{kilobytes}k", search="exact", partial_sum_bits=8, **options)


def timed(bench, kilobytes, name, **options):
  """The answer with the median of five searches' times."""
  runs = [once(bench, kilobytes, name, repeated=index, **options) for index in range(5)]
  return {**runs[0], "search_seconds": statistics.median(run.get("search_seconds", 0) for run in runs)}


def both_rows(bench, kilobytes, name, ours, alone, peer):
  """The row of what was found, and that of what it is worth and what it took."""
  machine = f"e32-{kilobytes}k"
  yaml, costs = bench.work / f"attention-{name}.yaml", bench.work / f"attention-{name}.json"
  for path in (yaml, costs):
    path.unlink(missing_ok=True)
  once(bench, kilobytes, name, emit=[f"accelforge-mapping:{yaml}", f"cost-json:{costs}"])
  bits = None
  if costs.exists():
    dram = json.loads(costs.read_text())["memories"]["dram"]
    bits = 8 * (dram["read_bytes"] + dram["written_bytes"])
  replay, _ = measure.script(bench.arguments.python312, "peers_accelforge.py",
                             ["replay", "--case", case(kilobytes, name, True), yaml], bench.work / "replay.json", 120)
  scored = replay["cases"][case(kilobytes, name, True)]["edp_j_s"] if replay else None
  theirs, unfused = (peer["cases"].get(case(kilobytes, name, fused)) if peer else None for fused in (True, False))
  taken = theirs["processor_seconds"][-1] if theirs else None
  place = [f"{kilobytes} KB", SIZES[name]]
  return (
    [*place, problem(ours) if ours["problem"] else value(joule_seconds(ours), 5), value(theirs["edp_j_s"], 5) if theirs else "absent",
     difference(scored, joule_seconds(ours)), whole(bits), whole(theirs["dram_bits"]) if theirs else "absent", whole(ours.get("cycles")),
     microjoules(ours), percent(gap(ours))],
    [*place, value(joule_seconds(alone), 5), value(unfused["edp_j_s"], 5) if unfused else "absent", ratio(edp(alone), edp(ours), 1),
     seconds(ours.get("search_seconds")), seconds(taken), times(taken, ours.get("search_seconds"))])
