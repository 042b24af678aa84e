"""Single products of matrices beside AccelForge and ZigZag."""

import json
import re
import statistics

import measure
import near_optima
from answers import gap, joule_seconds, microjoules, problem
from processes import run
from tables import difference, percent, seconds, table, times, value, whole

PRODUCTS = {"512x512x512": (512, 512, 512), "512x768x3072": (512, 768, 3072)}
CASES = [("g16", "512x512x512", "g16-gemm-512"), ("g16", "512x768x3072", "g16-gemm-512x768x3072"),
         ("e32-256k", "512x512x512", "e32-256k-gemm-512")]
ENGINES = ("loma6", "salsa")
# The best that SALSA found in pJ x cycles, over seeds 1 to 5 and both orders in which the problem lists its loops.
ZIGZAG_BEST = {"512x512x512": 1.142561e14, "512x768x3072": 7.8572e15}


def section(bench):
  accelforge, why = measure.script(
    bench.arguments.python312, "peers_accelforge.py",
    ["measure", "--repetitions", "4"] + [item for case in CASES for item in ("--case", case[2])],
    bench.work / "accelforge.json", 300)
  bench.progress("AccelForge measured" if accelforge else f"AccelForge: {why}")
  zigzag, why_not = measure.script(
    bench.arguments.python311, "peers_zigzag.py",
    ["measure", *(word for engine in ENGINES for word in ("--engine", engine)), "--seed", 1], bench.work / "zigzag.json", 300)
  bench.progress("ZigZag measured" if zigzag else f"ZigZag: {why_not}")
  # Our runs one after the other, with nothing beside them.
  ours = {(machine, name): timed(bench, machine, name)
          for machine, name in [*((machine, name) for machine, name, _ in CASES), *(("g16-nobypass", name) for name in PRODUCTS)]}
  tilings = {"even": ours}
  if bench.fusec.takes("tiling"):
    tilings["uneven"] = {(machine, name): timed(bench, machine, name, tiling="uneven")
                         for machine in ("g16", "g16-nobypass") for name in PRODUCTS}
  bench.progress("ours measured")
  accelforge_rows = [accelforge_row(bench, machine, name, case, ours[machine, name], accelforge) for machine, name, case in CASES]
  zigzag_rows = []
  for name in PRODUCTS:
    zigzag_rows.append(zigzag_row(bench, name, ours["g16-nobypass", name], zigzag))
    bench.progress(f"{name} replayed by ZigZag")
  # Where a peer is absent, the column "times faster" is empty.
  speed_rows = [speed_row(name, tiling, found, accelforge, zigzag) for name in PRODUCTS for tiling, found in tilings.items()]
  return [
    "### Products beside AccelForge and ZigZag", "",
    "Time of one product's proved optimum (`search=exact`), medians of five runs alone on the machine above: \"search\" is the search, \"process\" all of "
    "fusec. `g16` lets inputs and weights pass the scratchpad by, as AccelForge reads the machine; `g16-nobypass` is ZigZag's. AccelForge's time is the "
    "processor time of one search in a warm process, median of three; ZigZag's LOMA (its default) and SALSA (its annealing, seed 1) are processor times of one "
    "search each. \"Faster\" is theirs over our search. `tiling=uneven` searches a wider space, which holds that of `tiling=even`, the default. Asked: our search "
    "under 50 ms, at least 20 times faster than either.", "",
    *table(["product", "tiling", "EDP, J·s (gap), g16", "ours, g16: search", "process", "AccelForge", "faster", "ours, g16-nobypass: search", "process", "LOMA", "faster", "SALSA", "faster"],
           speed_rows), "",
    "Beside AccelForge under its rule: 8 bits everywhere, the slowest component sets the time. EDP in J·s, energy in µJ. \"Replay\" is AccelForge's evaluator "
    "on our mapping (`-emit=accelforge-mapping`), as a relative difference to our value, \"difference\" that of the two optima.", "",
    *table(["machine", "product", "ours, J·s", "gap", "AccelForge, J·s", "difference", "replay", "ours, µJ", "AccelForge, µJ", "search", "AccelForge", "faster"],
           accelforge_rows),
    *([] if accelforge else ["", f"AccelForge: absent ({why})."]), "",
    "On `g16-nobypass` in ZigZag's evaluator (`-emit=zigzag-ordering`), EDP in pJ·cycles. ZigZag takes only the order of loops; it counts stalls where a memory is "
    "more than half full, and leaves each operand its own part of the nest. \"Ours\" replays the answers of `search=exact` for EDP, latency and energy; \"our near "
    "optima\" the 40 orders of least EDP by our model, with tiles per operand (`near_optima.py` enumerates, `fusec -evaluate` judges). Each nest is replayed with its "
    "loops as they are, joined and in primes; the best counts. \"Best known\" of ZigZag is the best of this run and of all seeds and loop orders that we ran it with before.", "",
    *table(["product", "ours", "our near optima", "LOMA", "SALSA", "best known of ZigZag", "ours / best known", "near optima judged", "best order, innermost first"],
           zigzag_rows),
    *([] if zigzag else ["", f"ZigZag: absent ({why_not})."])]


def timed(bench, machine, name, **options):
  """Five runs of the exact search; the answer, with medians of its times."""
  runs = [bench.fusec.select(bench.program(f"gemm_{name}"), machine, search="exact", elements="machine", partial_sum_bits=8,
                             repeated=index, **options) for index in range(5)]
  if any(run["problem"] for run in runs):
    return next(run for run in runs if run["problem"])
  return {**runs[0], "search_seconds": statistics.median(run.get("search_seconds", 0) for run in runs),
          "seconds": statistics.median(run["seconds"] for run in runs)}


def warm(peer, case):
  """AccelForge's time: the first search of a process compiles, the others are what a warm one takes."""
  found = peer["cases"].get(case) if peer else None
  taken = (found or {}).get("processor_seconds", [])[1:]
  return statistics.median(taken) if taken else None


def engine(peer, name, which):
  return peer["cases"].get(f"{name}/{which}") if peer else None


def speed_row(name, tiling, ours, accelforge, zigzag):
  bypass, through = ours["g16", name], ours["g16-nobypass", name]
  search, other = bypass.get("search_seconds"), through.get("search_seconds")
  theirs = warm(accelforge, next(case for machine, product, case in CASES if (machine, product) == ("g16", name)))
  loma, salsa = ((engine(zigzag, name, which) or {}).get("processor_seconds") for which in ENGINES)
  found = problem(bypass) if bypass["problem"] else f"{value(joule_seconds(bypass), 6)} ({percent(gap(bypass))})"
  return [name, tiling, found, seconds(search), seconds(bypass.get("seconds")), seconds(theirs), times(theirs, search), seconds(other),
          seconds(through.get("seconds")), seconds(loma), times(loma, other), seconds(salsa), times(salsa, other)]


def accelforge_row(bench, machine, name, case, ours, peer):
  yaml = bench.work / f"{case}.yaml"
  bench.fusec.select(bench.program(f"gemm_{name}"), machine, emit=[f"accelforge-mapping:{yaml}"], search="exact",
                     elements="machine", partial_sum_bits=8)
  replay, _ = measure.script(bench.arguments.python312, "peers_accelforge.py", ["replay", "--case", case, yaml],
                             bench.work / "replay.json", 120)
  scored = replay["cases"][case]["edp_j_s"] if replay else None
  theirs = peer["cases"].get(case) if peer else None
  found = joule_seconds(ours)
  return [machine, name, problem(ours) if ours["problem"] else value(found, 6), percent(gap(ours)), value(theirs["edp_j_s"], 6) if theirs else "absent",
          difference(found, theirs and theirs["edp_j_s"]), difference(scored, found), microjoules(ours),
          f"{theirs['energy_uj']:.3f}" if theirs else "-", seconds(ours.get("search_seconds")), seconds(warm(peer, case)),
          times(warm(peer, case), ours.get("search_seconds"))]


# MARK: ZigZag

def zigzag_row(bench, name, ours, peer):
  program = bench.program(f"gemm_{name}")
  rows, reduced, columns = PRODUCTS[name]
  orderings = []  # (kind, file)
  for objective in ("edp", "latency", "energy"):
    path = bench.work / f"ordering-{name}-{objective}.yaml"
    bench.fusec.select(program, "g16-nobypass", emit=[f"zigzag-ordering:{path}"], search="exact", objective=objective,
                       elements="machine", partial_sum_bits=8)
    orderings.append(("exact", path))
  best, judged, took = near_optima.find(bench.fusec, program, {"N": rows, "C": reduced, "K": columns}, 40)
  orderings += [("near", path) for path in written(bench, program, name, [mapping for _, mapping in best])]
  found = replayed(bench, name, orderings)
  engines = [engine(peer, name, which) for which in ENGINES]
  known = min([ZIGZAG_BEST[name]] + [item["edp_pj_cycles"] for item in engines if item])
  least = min((found[kind] for kind in found), default=(None, None), key=lambda item: item[0])
  return [name, value(found.get("exact", (None,))[0], 5), value(found.get("near", (None,))[0], 5),
          *(value(item["edp_pj_cycles"], 5) if item else "absent" for item in engines), value(known, 5),
          f"{least[0] / known:.4f}" if least[0] else "-", f"{whole(judged)} in {seconds(took)}",
          " ".join(f"{d}{n}" for d, n in least[1] or []) or "-"]


def written(bench, program, name, mappings):
  """Each mapping as the file that ZigZag reads, by our exporter; nothing for one that it refuses."""
  plain = bench.work / "import.mlir"
  run([bench.fusec.path, str(program), "-passes=import,select-mapping{search=greedy elements=machine partial-sum-bits=8}",
               "-target=g16-nobypass", "-o", str(plain)], 30)
  text = plain.read_text()
  for index, mapping in enumerate(mappings):
    source, path = bench.work / "mapped.mlir", bench.work / f"ordering-{name}-{index}.yaml"
    source.write_text(re.sub(r"#fuse\.mapping<\[[^\]]*\]>", "#fuse.mapping<" + json.dumps(mapping) + ">", text))
    run([bench.fusec.path, str(source), "-target=g16-nobypass", f"-emit=zigzag-ordering:{path}"], 20)
    yield path


def replayed(bench, name, orderings):
  """The best EDP of ZigZag's evaluator per kind, and its order."""
  files = {}
  for kind, path in orderings:
    if not path.exists():
      continue
    text = path.read_text()
    order = [[d, int(n)] for d, n in re.findall(r"- \[(\w), (\d+)\]", text)]
    for number, way in enumerate(near_optima.splits(order)):
      split = bench.work / f"{path.stem}-{number}.yaml"
      lines = "".join(f"    - [{d}, {n}]\n" for d, n in way)
      split.write_text(re.sub(r"(temporal_ordering:\n)(?:    - .*\n)*", lambda match: match.group(1) + lines, text))
      files[str(split)] = (kind, way)
  replay, _ = measure.script(bench.arguments.python311, "peers_zigzag.py", ["replay", "--gemm", name, *files],
                             bench.work / "zigzag-replay.json", 200)
  found = {}
  for path, scored in (replay["files"].items() if replay else ()):
    kind, way = files[path]
    if kind not in found or scored["edp_pj_cycles"] < found[kind][0]:
      found[kind] = (scored["edp_pj_cycles"], way)
  return found
