#!/usr/bin/env python3
"""Writes the tables of mapping and fusion into Benchmarks/RESULTS.md, and their plots beside it.

  run.py [--fusec=.build/release/fusec] [--python311=PYTHON] [--python312=PYTHON] [--only=paper,orders,...]
         [--seconds=2] [--evaluations=2000] [--workers=2] [--raw=FILE] [--results=Benchmarks/RESULTS.md]

Sections, in this order: paper (the paper's table under m0), paper_peers (the searches that are not ours), orders and
orders_peers (the same under m1), products (beside AccelForge and ZigZag), networks (their time), attention, buffers
(what fusion is worth over buffer sizes), memory, convergence. Each replaces what stands between its markers in the results. Seeds are fixed. --python311 is that of
a virtual environment with zigzag-dse, six, deap and scikit-optimize, --python312 of one with accelforge; without
them their columns say "absent". A search of the compiler that is not there says so in its column as well.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time

import figures
import measure
import near_optima
import networks

HERE = pathlib.Path(__file__).resolve().parent
NETWORKS = {"gpt3_block": "GPT-3 block", "vgg19": "VGG19", "vgg16": "VGG16", "mobilenet_v1": "MobileNetV1",
            "resnet18": "ResNet18"}
MACHINES = {"fadiff-large": "Large", "fadiff-small": "Small"}
# Table 1 of the paper: DOSA, Bayesian search, genetic search, FADiff.
PAPER = {
  ("gpt3_block", "Large"): (1.59e13, 3.67e14, 2.42e14, 1.15e13), ("gpt3_block", "Small"): (6.14e13, 3.69e15, 2.05e15, 4.65e13),
  ("vgg19", "Large"): (1.16e13, 3.31e14, 2.29e14, 9.62e12), ("vgg19", "Small"): (1.99e13, 8.37e14, 6.41e14, 1.66e13),
  ("vgg16", "Large"): (6.82e12, 1.82e14, 8.65e13, 6.16e12), ("vgg16", "Small"): (9.70e12, 6.44e14, 4.84e14, 8.33e12),
  ("mobilenet_v1", "Large"): (2.29e11, 1.60e13, 9.11e12, 1.67e11),
  ("mobilenet_v1", "Small"): (1.44e12, 2.60e13, 2.53e13, 1.37e12),
  ("resnet18", "Large"): (2.21e10, 4.03e12, 2.98e12, 2.07e10), ("resnet18", "Small"): (2.23e10, 8.13e12, 9.26e12, 2.13e10),
}
UNITS = {"fadiff-large": 32 * 32, "fadiff-small": 16 * 16}
PICOJOULES_PER_MULTIPLY_ADD = 3.275
SEED = 42
# The best that SALSA found in pJ x cycles, over seeds 1 to 5 and both orders in which the problem lists its loops.
ZIGZAG_BEST = {"512x512x512": 1.142561e14, "512x768x3072": 7.8572e15}


def value(x, digits=4):
  """A number with its power of ten, short: 1.116e13."""
  if x is None:
    return "-"
  if 1e-3 <= abs(x) < 1e5:
    return f"{x:.{digits}g}"
  mantissa, exponent = f"{x:.{digits - 1}e}".split("e")
  return f"{mantissa}e{int(exponent)}"


def whole(x):
  return "-" if x is None else f"{x:,.0f}"


def times(theirs, ours):
  """How many times as long theirs took."""
  if not theirs or not ours:
    return "-"
  return f"{theirs / ours:.0f}" if theirs >= 10 * ours else f"{theirs / ours:.1f}"


def percent(x):
  if x is None:
    return "no bound"
  return f"{100 * x:.2f} %" if x >= 5e-5 else ("0 %" if x > -5e-5 else f"{100 * x:.2f} %")


def seconds(x):
  return "-" if x is None else f"{1000 * x:.1f} ms" if x < 0.1 else f"{x:.2f} s"


def table(head, rows):
  lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
  return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def edp(answer):
  return answer.get("edp_uj_cycles") if not answer["problem"] else None


def gap(answer):
  """How much the plan is above the bound of its space."""
  bound, found = answer.get("space_bound"), edp(answer)
  return None if bound is None or found is None or bound <= 0 else found / bound - 1


def cell(answer, with_gap=True):
  if answer["problem"]:
    return "absent" if "must be one of" in answer["problem"] or "no option" in answer["problem"] else answer["problem"]
  return value(edp(answer)) + (f" ({percent(gap(answer))})" if with_gap else "")


class Tables:
  def __init__(self, arguments, work):
    self.arguments, self.work = arguments, pathlib.Path(work)
    self.fusec = measure.Fusec(os.path.abspath(arguments.fusec), work, limit=arguments.limit)
    self.commit = measure.run(["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"], 10)["out"].strip()
    self.programs = {}
    self.raw = {}

  # MARK: Parts

  def program(self, name, element="f32"):
    if (name, element) not in self.programs:
      self.programs[name, element] = measure.write_network(name, element, self.work / f"{name}.{element}.mlir")
    return self.programs[name, element]

  def side_by_side(self, jobs):
    """Runs jobs, `workers` at a time, and gives their answers in order."""
    with concurrent.futures.ThreadPoolExecutor(self.arguments.workers) as pool:
      return [future.result() for future in [pool.submit(*job) for job in jobs]]

  def operations(self, network):
    """The multiply-adds of a network."""
    text = subprocess.run([sys.executable, str(HERE / "networks.py"), network, "--list", "--json"],
                          capture_output=True, text=True, check=True).stdout
    return sum(networks.Layer(**json.loads(line)).macs() for line in text.splitlines())

  def baseline(self, network, target, model, search, budget):
    """One of the searches that baselines.py drives."""
    arguments = [self.program(network), f"--target={target}", f"--model={model}", f"--search={search}", f"--seed={SEED}",
                 f"--fusec={self.fusec.path}"]
    arguments += ["--reading=machine-widths"] if model == "m1" else []
    arguments += [f"--seconds={budget['seconds']}"]
    arguments += [f"--evaluations={budget['evaluations']}"] if "evaluations" in budget else []
    result = self.work / f"{network}-{target}-{model}-{search}-{'n' if 'evaluations' in budget else 's'}.json"
    found, why = measure.script(self.arguments.python311, "baselines.py", arguments, result, 120)
    if found is None:
      return {"problem": "absent" if why.startswith("no Python") or "absent" in why else why}
    if not found["best"]:
      return {"problem": f"no plan that runs in {found['evaluations']}", "seconds": found["seconds"]}
    return {"problem": None, "edp_uj_cycles": found["best"]["edp_uj_cycles"], "evaluations": found["evaluations"],
            "search_seconds": found["seconds"], "history": found.get("trace", [])}

  def peer(self, network, target, model, search, budget):
    if search in ("genetic", "bayes"):
      return self.baseline(network, target, model, search, budget)
    text = str(budget["evaluations"]) if "evaluations" in budget else f"{budget['seconds']}s"
    options = {"elements": "machine"} if model == "m1" else {}
    answer = self.fusec.select(self.program(network), target, model=model, search=search, seed=SEED, budget=text, **options)
    # The trace ends where nothing became better any more; the search went on.
    return {**answer, "search_seconds": answer["seconds"]}

  def peers(self, model):
    """All searches that are not ours, with equal seconds and with equal evaluations: rows of a table."""
    searches = ("fadiff", "dosa", "genetic", "bayes", "random")
    budgets = ({"seconds": self.arguments.seconds},
               {"seconds": 3 * self.arguments.seconds, "evaluations": self.arguments.evaluations})
    jobs, keys = [], []
    for network in NETWORKS:
      for target in MACHINES:
        for search in searches:
          for index, budget in enumerate(budgets):
            if search == "bayes" and index == 1:
              continue
            keys.append((network, target, search, index))
            jobs.append((self.peer, network, target, model, search, budget))
    answers = dict(zip(keys, self.side_by_side(jobs)))
    self.raw[f"peers-{model}"] = {" ".join(map(str, key)): {k: v for k, v in answer.items() if k not in ("trace", "history")}
                                  for key, answer in answers.items()}

    def shown(answer, other):
      if answer["problem"]:
        return answer["problem"]
      what = f"{int(answer['evaluations'])}" if other == "evaluations" else seconds(answer.get("search_seconds"))
      return f"{value(edp(answer))} ({what})"

    rows = []
    for network, title in NETWORKS.items():
      for target, size in MACHINES.items():
        rows.append([title, size, "seconds"] + [shown(answers[network, target, search, 0], "evaluations") for search in searches])
        rows.append([title, size, "evaluations"] + [
          "-" if search == "bayes" else shown(answers[network, target, search, 1], "seconds") for search in searches])
    text = [
      f"The searches that are not ours, with {self.arguments.seconds:g} seconds each (in brackets: the plans that they judged in them), and with "
      f"{self.arguments.evaluations} plans each (in brackets: the seconds that they took). `fadiff` and `dosa` are the papers' "
      f"searches as the doc comments of `FADiffSearch` and `DOSASearch` say; genetic and Bayesian are DEAP and scikit-optimize through "
      f"`fusec -evaluate`; random is ours. Bayesian search is slow: it gets the seconds, and judges what it manages. One seed, {SEED}.", ""]
    return text + table(["network", "machine", "equal", "fadiff", "dosa", "genetic", "bayes", "random"], rows)

  # MARK: Sections

  def paper(self):
    extras = self.fusec.takes("extras")
    rows, wins, cells = [], 0, 0
    for network, title in NETWORKS.items():
      operations = self.operations(network)
      for target, size in MACHINES.items():
        bound = operations * PICOJOULES_PER_MULTIPLY_ADD * 1e-6 * operations / UNITS[target]
        published = self.fusec.select(self.program(network), target, model="m0", search=self.arguments.ours)
        sides = self.fusec.select(self.program(network), target, model="m0", search=self.arguments.ours, sides="true")
        more = self.fusec.select(self.program(network), target, model="m0", search=self.arguments.ours, sides="true",
                                 extras="all") if extras else {"problem": "no option"}
        dosa, bayes, genetic, fadiff = PAPER[network, size]
        feasible = fadiff >= bound
        cells += feasible
        wins += bool(feasible and edp(published) and edp(published) <= fadiff)
        compared = "below LB1" if not feasible else f"{edp(published) / fadiff:.3f}" if edp(published) else "-"
        rows.append([title, size, value(bound), cell(published), seconds(published.get("seconds")), value(fadiff), compared,
                     cell(sides), cell(more), value(dosa), value(genetic), value(bayes)])
    operations = self.operations("resnet18")
    energy, cycles = operations * PICOJOULES_PER_MULTIPLY_ADD * 1e-6, operations / 256
    return [
      "### The paper's table, under its own model (`m0`)", "",
      "EDP in µJ·cycles of the whole network, total energy times total cycles. In brackets: how much the plan is above the bound of its "
      "space, proved by the exact search; 0 % is an optimum. \"Published\" limits only the product of what runs along the sides of the "
      "array, as the paper does; \"sides\" limits each side; \"extras\" are the sides with kernel columns folded into the rows and depthwise "
      "layers on the diagonal. LB1: multiply-adds × 3.275 pJ times multiply-adds / units. The paper's columns are its Table 1, whose unit is "
      "not printed. SRAM energies are reconstructed (see the machines above), so near ties with the paper mean little.", "",
      *table(["network", "machine", "LB1", "ours, published (gap)", "time", "paper FADiff", "ours / paper", "ours, sides (gap)",
              "ours, extras (gap)", "paper DOSA", "paper GA", "paper BO"], rows), "",
      f"Ours is at or below the paper's FADiff in {wins} of {cells} feasible cells.", "",
      f"ResNet18/Small of the paper, 2.13e10, cannot be this network on this machine: {operations:,} multiply-adds at 3.275 pJ take "
      f"{energy:,.1f} µJ, and on 256 units at least {cycles:,.0f} cycles; their product is {value(energy * cycles)} µJ·cycles, "
      f"{energy * cycles / 2.13e10:.2f} times the printed value, before any memory is read.",
      "ResNet18/Large with the sides limited stays above the paper's 2.07e10: the first layer has three input channels, which fill 3 of 32 "
      "rows. That depends on the reconstructed SRAM energies (with SRAM energy zero the floor is 1.94e10), so it proves nothing about the paper."]

  def paper_peers(self):
    return ["#### Other searches under `m0`, published bound", ""] + self.peers("m0")

  def orders(self):
    rows, variants = [], []
    for network, title in NETWORKS.items():
      for target, size in MACHINES.items():
        program = self.program(network)
        plain = self.fusec.select(program, target, threads=2, model="m1", elements="machine")
        alone = self.fusec.select(program, target, model="m1", elements="machine", search="exact", groups="none")
        rows.append([title, size, cell(plain), value(edp(alone)), int(plain.get("groups", 0)), seconds(plain.get("seconds")),
                     f"{edp(plain) / plain['bound_edp_uj_cycles']:.2f}" if edp(plain) else "-"])
        narrow = self.fusec.select(program, target, model="m1", elements="machine", partial_sum_bits=8)
        lone = self.fusec.select(program, target, model="m1", elements="machine", partial_sum_bits=8, search="exact", groups="none")
        terms = self.fusec.select(program, target, model="m1", elements="machine", partial_sum_bits=8, pipeline="true")
        limit = {"Large": 1.1205e13, "Small": 6.807e13}[size] if network == "gpt3_block" else None
        variants.append([title, size, cell(narrow), cell(lone), value(limit), cell(terms)])
    return [
      "### The same networks under the model that knows the order of loops (`m1`)", "",
      "EDP in µJ·cycles; 8-bit elements, 32-bit partial sums, each side of the array limited, without pipeline terms. `gradient+exact`, the "
      "default search, with its default budget; in brackets how much it is above the bound of its space with fusion. \"Unfused\" is the proved "
      "optimum without fusion. The last column is the EDP over the bound of operations and compulsory traffic, which no mapping of "
      "any space beats. VGG and MobileNet are chains; ResNet18 and the GPT-3 block have residuals.", "",
      *table(["network", "machine", "ours (gap)", "unfused", "groups", "time", "times the physical bound"], rows), "",
      "With 8-bit partial sums and without pipeline terms, as the exact unfused mapper of the comparison counts, and with the terms on. "
      "The mapper's own values are in the column \"AccelForge\".", "",
      *table(["network", "machine", "ours (gap)", "unfused (gap)", "AccelForge, unfused", "with loads of weights and filling (gap)"], variants)]

  def orders_peers(self):
    return ["#### Other searches under `m1`", ""] + self.peers("m1")

  def products(self):
    fusec, rows = self.fusec, []
    gemms = {"512x512x512": (512, 512, 512), "512x768x3072": (512, 768, 3072)}
    cases = [("g16", "512x512x512", "g16-gemm-512"), ("g16", "512x768x3072", "g16-gemm-512x768x3072"),
             ("e32-256k", "512x512x512", "e32-256k-gemm-512")]
    accelforge, why = measure.script(
      self.arguments.python312, "peers_accelforge.py",
      ["measure", "--repetitions", "4"] + [item for case in cases for item in ("--case", case[2])],
      self.work / "accelforge.json", 300)
    for machine, name, case in cases:
      yaml = self.work / f"{case}.yaml"
      runs = [fusec.select(self.program(f"gemm_{name}"), machine, emit=[f"accelforge-mapping:{yaml}"],
                           search="exact", elements="machine", partial_sum_bits=8) for _ in range(5)]
      ours = statistics.median(run.get("search_seconds", 0) for run in runs)
      process = statistics.median(run["seconds"] for run in runs)
      theirs = accelforge["cases"].get(case) if accelforge else None
      replay, _ = measure.script(self.arguments.python312, "peers_accelforge.py", ["replay", "--case", case, yaml],
                                 self.work / "replay.json", 120)
      scored = replay["cases"][case]["edp_j_s"] if replay else None
      # The first search of a process compiles; the others are what a warm one takes.
      warm = statistics.median(theirs["processor_seconds"][1:]) if theirs else None
      found = edp(runs[0]) * 1e-15 if edp(runs[0]) else None
      rows.append([machine, name, value(found, 6), value(theirs and theirs["edp_j_s"], 6) if theirs else "absent",
                   f"{abs(found / theirs['edp_j_s'] - 1):.1e}" if theirs and found else "-",
                   f"{abs(scored / found - 1):.1e}" if scored and found else "-", f"{runs[0]['energy_pj'] / 1e6:.3f}",
                   seconds(ours), seconds(process), seconds(warm), times(warm, ours)])
    zigzag_rows = []
    zigzag, why_not = measure.script(
      self.arguments.python311, "peers_zigzag.py", ["measure", "--engine", "loma6", "--engine", "salsa", "--seed", 1],
      self.work / "zigzag.json", 300)
    for name, (rows_n, reduced, columns) in gemms.items():
      zigzag_rows.append(self.zigzag(name, {"N": rows_n, "C": reduced, "K": columns}, zigzag))
    return [
      "### Products beside AccelForge and ZigZag", "",
      "Products on `g16` and `e32-256k` beside AccelForge, under its rule: 8 bits everywhere, the slowest component sets the time. EDP in J·s. "
      "\"Search\" is our search, \"process\" all of fusec, medians of five; AccelForge's is the processor time of one search in a warm process, "
      "median of three. \"Replay\" is AccelForge's evaluator on our mapping (`-emit=accelforge-mapping`), as a difference to our value.", "",
      *table(["machine", "product", "ours", "AccelForge", "difference", "replay", "µJ", "search", "process", "AccelForge", "times faster"], rows),
      *([] if accelforge else ["", f"AccelForge: absent ({why})."]), "",
      "Products on `g16-nobypass` in ZigZag's evaluator (`-emit=zigzag-ordering`), EDP in pJ·cycles. ZigZag takes only the order of loops; it counts "
      "stalls where a memory is more than half full, and leaves each operand its own part of the nest. \"Ours\" replays the answer of `search=exact`; "
      "\"our near optima\" the 40 orders of least EDP by our model, with tiles per operand (`near_optima.py` enumerates, `fusec -evaluate` judges). Each nest is replayed with its loops as they are, joined and in primes; the best counts. "
      "LOMA is ZigZag's default, SALSA its annealing, seed 1; their times are processor seconds, and \"times faster\" is that of the quicker one over the "
      "time of our exact search. The best known of ZigZag is the best of all seeds and loop orders that we ran it with.", "",
      *table(["product", "ours", "our near optima", "ours / best known", "LOMA", "SALSA", "best known of ZigZag", "our order, innermost first"],
             [row for row, _ in zigzag_rows]), "",
      *table(["product", "our search", "near optima judged", "LOMA", "SALSA", "times faster"], [row for _, row in zigzag_rows]),
      *([] if zigzag else ["", f"ZigZag: absent ({why_not})."])]

  def networks(self):
    fusec, networks_rows = self.fusec, []
    for network, title in NETWORKS.items():
      for target, size in MACHINES.items():
        for model in ("m0", "m1"):
          answer = fusec.select(self.program(network), target, threads=2, model=model, **({"elements": "machine"} if model == "m1" else {}))
          networks_rows.append([title, size, model, cell(answer), seconds(answer.get("search_seconds")), seconds(answer["seconds"]),
                        seconds(answer["processor_seconds"]), f"{answer['megabytes']:.0f}"])
    return [
      "### Time of whole networks", "",
      "`gradient+exact`, EDP in µJ·cycles (gap), on the two cores of the machine above.", "",
      *table(["network", "machine", "model", "EDP (gap)", "search", "process", "processor", "MB"], networks_rows)]

  def zigzag(self, name, sizes, peer):
    """A row of the table of ZigZag's replays."""
    program = self.program(f"gemm_{name}")
    answer_file = self.work / f"ordering-{name}.yaml"
    answers = [self.fusec.select(program, "g16-nobypass", emit=[f"zigzag-ordering:{answer_file}"], search="exact",
                                 objective=objective, elements="machine", partial_sum_bits=8)
               for objective in ("latency", "energy", "edp")]
    ours = statistics.median(answer.get("search_seconds", 0) for answer in answers)
    best, judged, took = near_optima.find(self.fusec, program, sizes, 40)
    mapped = self.mapped(program)
    files = {}
    for index, (_, mapping) in enumerate([(None, None)] + best):
      path = answer_file
      if mapping is not None:
        path = self.work / f"ordering-{name}-{index}.yaml"
        source = self.work / "mapped.mlir"
        source.write_text(re.sub(r"#fuse\.mapping<\[[^\]]*\]>", "#fuse.mapping<" + json.dumps(mapping) + ">", mapped))
        measure.run([self.fusec.path, str(source), "-target=g16-nobypass", f"-emit=zigzag-ordering:{path}"], 20)
      if not path.exists():
        continue
      text = path.read_text()
      order = [[d, int(n)] for d, n in re.findall(r"- \[(\w), (\d+)\]", text)]
      for number, way in enumerate(near_optima.splits(order)):
        split = self.work / f"{path.stem}-{number}.yaml"
        lines = "".join(f"    - [{d}, {n}]\n" for d, n in way)
        split.write_text(re.sub(r"(temporal_ordering:\n)(?:    - .*\n)*", lambda match: match.group(1) + lines, text))
        files[str(split)] = ("exact" if mapping is None else "set", way)
    replay, _ = measure.script(self.arguments.python311, "peers_zigzag.py", ["replay", "--gemm", name, *files],
                               self.work / "zigzag-replay.json", 200)
    found = {"exact": (None, None), "set": (None, None)}
    for path, scored in (replay["files"].items() if replay else ()):
      kind, way = files[path]
      if found[kind][0] is None or scored["edp_pj_cycles"] < found[kind][0]:
        found[kind] = (scored["edp_pj_cycles"], way)
    engines = {engine: peer["cases"][f"{name}/{engine}"] for engine in ("loma6", "salsa")} if peer else {}
    least = min((engine["processor_seconds"] for engine in engines.values()), default=None)
    known = ZIGZAG_BEST[name]
    best_found = min((scored for scored, _ in found.values() if scored), default=None)
    return (
      [name, value(found["exact"][0], 5), value(found["set"][0], 5), f"{best_found / known:.4f}" if best_found else "-",
       *(value(engines[engine]["edp_pj_cycles"], 5) if engines else "absent" for engine in ("loma6", "salsa")), value(known, 5),
       " ".join(f"{d}{n}" for d, n in found["set"][1] or []) or "-"],
      [name, seconds(ours), f"{whole(judged)} in {seconds(took)}",
       *(seconds(engines[engine]["processor_seconds"]) if engines else "absent" for engine in ("loma6", "salsa")), times(least, ours)])

  def mapped(self, program):
    """The program in import form with a mapping, which another one can take the place of."""
    path = self.work / "import.mlir"
    measure.run([self.fusec.path, str(program), "-passes=import,select-mapping{search=greedy elements=machine partial-sum-bits=8}",
                 "-target=g16-nobypass", "-o", str(path)], 30)
    return path.read_text()

  def attention(self):
    sizes = {"h1_l512": "H 1, L 512", "h12_l1024": "H 12, L 1024", "h12_l4096": "H 12, L 4096"}
    cases = {(kilobytes, name, fused): f"e32-{kilobytes}k-attention-{name.replace('_', '-')}-{'fused' if fused else 'unfused'}"
             for kilobytes in (256, 64) for name in sizes for fused in (False, True)}
    peer, why = measure.script(self.arguments.python312, "peers_accelforge.py",
                               ["measure", "--repetitions", "1"] + [item for case in cases.values() for item in ("--case", case)],
                               self.work / "attention.json", 400)
    rows, statistics_rows = [], []
    for kilobytes in (256, 64):
      for name, title in sizes.items():
        program, machine = self.program(f"attention_{name}", "f8"), f"e32-{kilobytes}k"
        yaml, costs = self.work / f"attention-{name}.yaml", self.work / f"attention-{name}.json"
        emit = [f"accelforge-mapping:{yaml}", f"cost-json:{costs}"]
        ours = self.fusec.select(program, machine, emit=emit, search="exact", partial_sum_bits=8)
        bits = 8 * sum(json.loads(costs.read_text())["memories"]["dram"][key] for key in ("read_bytes", "written_bytes")) \
          if costs.exists() and not ours["problem"] else None
        alone = self.fusec.select(program, machine, search="exact", partial_sum_bits=8, groups="none")
        real = self.fusec.select(program, machine, search="exact", partial_sum_bits=8, row_statistics="true")
        lone = self.fusec.select(program, machine, search="exact", partial_sum_bits=8, row_statistics="true", groups="none")
        replay, _ = measure.script(self.arguments.python312, "peers_accelforge.py",
                                   ["replay", "--case", cases[kilobytes, name, True], yaml], self.work / "replay.json", 120)
        scored = replay["cases"][cases[kilobytes, name, True]]["edp_j_s"] if replay else None
        theirs = peer["cases"].get(cases[kilobytes, name, True]) if peer else None
        unfused = peer["cases"].get(cases[kilobytes, name, False]) if peer else None
        found = edp(ours) * 1e-15 if edp(ours) else None
        rows.append([f"{kilobytes} KB", title, value(found, 5), value(theirs["edp_j_s"], 5) if theirs else "absent",
                     f"{abs(scored / found - 1):.1e}" if scored and found else "-",
                     whole(bits), whole(theirs["dram_bits"]) if theirs else "absent",
                     whole(ours.get("cycles")), f"{ours.get('energy_pj', 0) / 1e6:.3f}",
                     value(edp(alone) * 1e-15, 5) if edp(alone) else "-", value(unfused["edp_j_s"], 5) if unfused else "absent",
                     f"{edp(alone) / edp(ours):.1f}" if edp(ours) and edp(alone) else "-", percent(gap(ours)),
                     seconds(ours.get("search_seconds")), seconds(theirs["processor_seconds"][-1]) if theirs else "absent"])
        statistics_rows.append([f"{kilobytes} KB", title, value(edp(real) and edp(real) * 1e-15, 5), whole(real.get("cycles")),
                                f"{real.get('energy_pj', 0) / 1e6:.3f}", value(edp(lone) and edp(lone) * 1e-15, 5),
                                f"{edp(lone) / edp(real):.1f}" if edp(real) and edp(lone) else "-", percent(gap(real)),
                                real["problem"] or seconds(real.get("search_seconds"))])
    return [
      "### Attention", "",
      "The core of an attention, head size 64, on `e32-256k` and `e32-64k` under AccelForge's rule: 8 bits everywhere, softmax elementwise in one operation, "
      "units one after another. EDP in J·s. `search=exact` is told nothing about fusion; \"ratio\" is the unfused optimum over the fused plan. \"Replay\" is "
      "AccelForge's evaluator on our mapping, as a difference to our value. AccelForge's time is the processor time of the search.", "",
      *table(["buffer", "size", "ours", "AccelForge", "replay", "DRAM bits", "AccelForge's", "cycles", "µJ", "ours, unfused", "AccelForge, unfused",
              "ratio", "gap", "our search", "AccelForge's"], rows),
      *([] if peer else ["", f"AccelForge: absent ({why})."]), "",
      "The same with what a softmax really needs (`row-statistics`): its operations counted one by one, and a row whole before it leaves.", "",
      *table(["buffer", "size", "ours, J·s", "cycles", "µJ", "unfused, J·s", "ratio", "gap", "our search"], statistics_rows)]

  def buffers(self):
    sizes = [int(size) for size in self.arguments.buffer_sizes.split(",")]
    description = self.fusec.describes("fadiff-large")
    machines = {}
    for kilobytes in sizes:
      text = description.replace('sym_name = "fadiff-large"', f'sym_name = "large-{kilobytes}k"')
      # Both at once: the new size of the one may be the old size of the other.
      capacities = {"524288": kilobytes * 1024, "65536": kilobytes * 128}
      text = re.sub(r"(?<=capacity_bytes = )(524288|65536)\b", lambda match: str(capacities[match[0]]), text)
      machines[kilobytes] = self.work / f"large-{kilobytes}k.fir"
      machines[kilobytes].write_text(text)
    keys = [(network, kilobytes, groups) for network in NETWORKS for kilobytes in sizes for groups in ("none", "search")]
    jobs = [(self.buffer, self.program(network), machines[kilobytes], groups) for network, kilobytes, groups in keys]
    answers = dict(zip(keys, self.side_by_side(jobs)))
    rows, series = [], []
    for network, title in NETWORKS.items():
      points = []
      for groups, label in (("none", "unfused"), ("search", "fused")):
        rows.append([title, label] + [cell(answers[network, kilobytes, groups], with_gap=groups == "search") for kilobytes in sizes])
      ratios = []
      for kilobytes in sizes:
        alone, fused = (edp(answers[network, kilobytes, groups]) for groups in ("none", "search"))
        ratios.append(alone / fused if alone and fused else None)
        if ratios[-1]:
          points.append((kilobytes, ratios[-1]))
      rows.append([title, "**unfused / fused**"] + [f"{ratio:.3f}" if ratio else "-" for ratio in ratios])
      series.append((title, points))
    picture = self.picture("fusion-over-buffers")
    labels = [(kilobytes, f"{kilobytes}K" if kilobytes < 1024 else f"{kilobytes // 1024}M") for kilobytes in sizes]
    figures.line_chart(
      picture, "What fusion is worth, by buffer size", "scratchpad in bytes (accumulator: an eighth of it)",
      "EDP unfused / EDP fused", series, x_ticks=labels, note="m1, 32 x 32 array, fadiff-large but for the capacities")
    return [
      "### Value of fusion over buffer sizes", "",
      "`m1`, 8-bit elements, 32-bit partial sums. The machine is `fadiff-large` with a scratchpad of 8 KB to 4 MB and an accumulator of an eighth of it; "
      "energies a byte are those of `fadiff-large` at every size (its fit would make 4 MB dearer than DRAM). EDP in µJ·cycles; in brackets the gap to "
      "the bound with fusion. `search=exact`, unfused (`groups=none`) and fused.", "",
      *table(["network", ""] + [label for _, label in labels], rows), "", f"![What fusion is worth, by buffer size]({picture.name})"]

  def buffer(self, program, machine, groups):
    return self.fusec.select(program, machine, model="m1", elements="machine", search="exact", groups=groups)

  def memory(self):
    rows = []
    for network, title in NETWORKS.items():
      for target, size in MACHINES.items():
        answers = [self.fusec.select(self.program(network), target, threads=threads, model="m1", elements="machine") for threads in (1, 2)]
        same = all(not answer["problem"] for answer in answers) and answers[0].get("hash") == answers[1].get("hash")
        rows.append([title, size, "yes" if same else "**no**", *(f"{answer['megabytes']:.0f}" for answer in answers),
                     *(seconds(answer["seconds"]) for answer in answers)])
    most = max(self.fusec.answers, key=lambda answer: answer["megabytes"])
    return [
      "### Memory and threads", "",
      "The default search under `m1` with `-j 1` and `-j 2`: whether the module with all its mappings is the same byte for byte, the largest resident set "
      "of the process in MB, and its time.", "",
      *table(["network", "machine", "identical", "MB, -j 1", "MB, -j 2", "time, -j 1", "time, -j 2"], rows), "",
      f"The most memory that any of the {len(self.fusec.answers)} searches of this run took: {most['megabytes']:.0f} MB ({most['program']} on "
      f"{pathlib.Path(most['target']).stem}, {' '.join(f'{key}={text}' for key, text in most['options'].items())})."]

  def convergence(self):
    network, target, model = "resnet18", "fadiff-large", "m1"
    limit = self.arguments.convergence
    searches = ("gradient+exact", "exact", "gradient", "fadiff", "dosa", "random", "genetic", "bayes")

    def one(search):
      answer = self.peer(network, target, model, search, {"seconds": limit})
      if answer["problem"]:
        return None
      if "history" in answer:
        points = [(point["seconds"], point["edp_uj_cycles"]) for point in answer["history"]]
      else:
        points = [(line["seconds"], line["edp_uj_cycles"]) for line in answer["trace"] if line.get("edp_uj_cycles")]
      return points, answer

    found = dict(zip(searches, self.side_by_side([(one, search) for search in searches])))
    series, rows = [], []
    for search in searches:
      if not found[search] or not found[search][0]:
        rows.append([search, "absent", "", ""])
        continue
      points, answer = found[search]
      points = [(max(1e-3, x), y) for x, y in points]
      rows.append([search, value(points[-1][1]), seconds(points[-1][0]), int(answer.get("evaluations", 0))])
      series.append((search, points + [(max(limit, points[-1][0]), points[-1][1])]))
    picture = self.picture("convergence")
    figures.line_chart(picture, "Best plan over time", "seconds since the search began", "EDP in µJ × cycles", series, y_log=True, stairs=True,
                       note="ResNet18 on fadiff-large, m1, 8-bit elements")
    return [
      "### Convergence", "",
      f"ResNet18 on `fadiff-large` under `m1`, {limit:g} seconds each: the best EDP (µJ·cycles) over the seconds of the search, from `-emit=search-trace` and the "
      "histories of `baselines.py`. \"Last\" is when the best plan was found.", "",
      *table(["search", "best", "last", "plans judged"], rows), "", f"![Best plan over time]({picture.name})"]

  # MARK: The file

  def picture(self, name):
    return pathlib.Path(self.arguments.results).resolve().parent / f"{name}.svg"

  def heading(self):
    def package(python, name):
      if python is None or not pathlib.Path(python).exists():
        return f"{name} absent"
      ran = measure.run([str(python), "-c", f"import importlib.metadata as m; print(m.version('{name}'))"], 30)
      return f"{name} {ran['out'].strip()}" if ran["code"] == 0 else f"{name} absent"

    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    peers = [package(self.arguments.python312, "accelforge")] + [
      package(self.arguments.python311, name) for name in ("zigzag-dse", "deap", "scikit-optimize")]
    return [
      "## Mapping and fusion", "",
      f"Written by `Benchmarks/mapping/run.py`; seeds {SEED} (peers' annealing: 1); release builds of fusec, whose commit stands under each section; {processor}, {os.cpu_count()} cores, "
      f"Linux {platform.release().split('-')[0]}, Python {platform.python_version()}; {', '.join(peers)}. Networks: batch 1, 224 × 224; the GPT-3 block has 256 "
      "tokens, width 4096, 32 heads, hidden width 16384 (`networks.py --list`).", "",
      "Machines, all at 1 GHz:", "",
      "- `fadiff-large`, `fadiff-small` (the paper's, reconstructed): 32 × 32 and 16 × 16 units, 3.275 pJ a multiply-add; scratchpad 512 KB and 8 KB, "
      "(0.49 + 0.02513 · KB) pJ a byte, 2 bytes a cycle for each row of the array; accumulator 64 KB and 8 KB, (1.94 + 0.1005 · KB / side) pJ a 4-byte word; "
      "DRAM 64 pJ a byte, 32 bytes a cycle for reads and writes together; registers cost nothing. SRAM energies are DOSA's fits: the paper does not print its own.",
      "- `g16`, `g16-nobypass` (Gemmini-like): 16 × 16, 0.5 pJ a multiply-add; scratchpad 128 KB, 32 bytes a cycle each way, 0.625 pJ a byte; accumulator 32 KB, 64 "
      "bytes a cycle each way, 0.25 pJ a byte; DRAM 8 bytes a cycle, 80 pJ a byte; registers 0.0244 pJ a byte. Inputs and weights may pass the scratchpad by on the first.",
      "- `e32-64k`, `e32-256k`: 32 × 32, 0.5 pJ a multiply-add; one buffer, 256 bytes a cycle each way, 1.6 pJ a byte; vector unit of 32 lanes, 0.5 pJ an operation; DRAM "
      "and registers as above.", "",
      "µJ·cycles is energy in microjoules times cycles; at 1 GHz it is 1e-15 J·s, and 1e6 pJ·cycles."]


SECTIONS = ("paper", "paper_peers", "orders", "orders_peers", "products", "networks", "attention", "buffers", "memory", "convergence")


def insert(path, name, lines):
  """Puts a section between its markers, at the end of the file where it has none yet."""
  path = pathlib.Path(path)
  text = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
  begin, end = f"<!-- mapping {name} -->", f"<!-- end of mapping {name} -->"
  wrapped = []
  for line in lines:
    keep = not line or line[0] in "|#!"
    wrapped += [line] if keep else textwrap.wrap(line, 120, subsequent_indent="  " if line.startswith("- ") else "",
                                                 break_long_words=False, break_on_hyphens=False)
  block = begin + "\n" + "\n".join(wrapped) + "\n" + end
  if begin in text:
    text = text[:text.index(begin)] + block + text[text.index(end) + len(end):]
  else:
    text = text.rstrip("\n") + "\n\n" + block + "\n"
  path.write_text(text, encoding="utf-8")


def main():
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  parser.add_argument("--fusec", default=".build/release/fusec")
  parser.add_argument("--python311")
  parser.add_argument("--python312")
  parser.add_argument("--only", default=",".join(SECTIONS), help="sections, with commas between")
  parser.add_argument("--seconds", type=float, default=2.0, help="of each search that is not ours")
  parser.add_argument("--evaluations", type=int, default=2000, help="of each search that is not ours")
  parser.add_argument("--workers", type=int, default=2, help="runs at a time, where no time of ours is measured")
  parser.add_argument("--ours", default="exact", help="our search in the paper's table")
  parser.add_argument("--convergence", type=float, default=10.0, help="seconds of each search of the plot")
  parser.add_argument("--buffer-sizes", default=",".join(str(2 ** power) for power in range(3, 13)), help="in KB")
  parser.add_argument("--limit", type=float, default=60.0, help="seconds after which a run of fusec is ended")
  parser.add_argument("--results", default=str(HERE.parent / "RESULTS.md"))
  parser.add_argument("--raw", help="file for every figure, as JSON")
  arguments = parser.parse_args()
  wanted = arguments.only.split(",")
  for name in wanted:
    if name not in SECTIONS:
      parser.error(f"no section is called {name!r}; there are {', '.join(SECTIONS)}")
  start = time.monotonic()
  with tempfile.TemporaryDirectory() as work:
    tables = Tables(arguments, work)
    insert(arguments.results, "heading", tables.heading())
    for name in wanted:
      before = time.monotonic()
      insert(arguments.results, name, getattr(tables, name)() + ["", f"fusec at {tables.commit}."])
      print(f"{name}: {time.monotonic() - before:.0f} s", flush=True)
    if arguments.raw:
      pathlib.Path(arguments.raw).write_text(json.dumps({"answers": tables.fusec.answers, **tables.raw}, indent=1) + "\n")
  print(f"all: {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
  main()
