"""What all sections of the tables share: the networks and machines, the compiler, the searches that are not ours."""

import argparse
import concurrent.futures
import os
import pathlib
import time

import measure
import networks

NETWORKS = {"gpt3_block": "GPT-3 block", "vgg19": "VGG19", "vgg16": "VGG16", "mobilenet_v1": "MobileNetV1",
            "resnet18": "ResNet18"}
CHAINS = ("vgg19", "vgg16", "mobilenet_v1")
MACHINES = {"fadiff-large": "Large", "fadiff-small": "Small"}
UNITS = {"fadiff-large": 32 * 32, "fadiff-small": 16 * 16}
PICOJOULES_PER_MULTIPLY_ADD = 3.275
SEED = 42


class Bench:
  """One run of the tables."""

  def __init__(self, arguments, work):
    self.arguments, self.work = arguments, pathlib.Path(work)
    self.fusec = measure.Fusec(os.path.abspath(arguments.fusec), work, limit=arguments.limit)
    self.networks = {name: title for name, title in NETWORKS.items() if name in arguments.networks.split(",")}
    self.cells = [(network, target) for network in self.networks for target in MACHINES]
    self.start = time.monotonic()
    self.section = ""
    self.programs, self.remembered = {}, {}
    self.raw = {"answers": self.fusec.answers}

  def progress(self, text):
    print(f"[{time.monotonic() - self.start:6.0f} s] {self.section}: {text}", flush=True)

  def program(self, name, element="f32", small=False):
    """A network as a file; `small` shrinks every dimension of it."""
    key = (name, element, small)
    if key not in self.programs:
      path = self.work / f"{name}.{element}{'.small' if small else ''}.mlir"
      self.programs[key] = measure.write_network(name, element, path, *(["--small"] if small else []))
    return self.programs[key]

  def side_by_side(self, jobs, labels=None):
    """Runs jobs, `workers` at a time, and gives their answers in order; one that fails gives a problem."""
    def one(index, job):
      try:
        answer = job[0](*job[1:])
      except Exception as error:  # A peer's, or a file that it left half written: the other cells go on.
        answer = {"problem": f"{type(error).__name__}: {error}"}
      if labels:
        self.progress(labels[index])
      return answer
    with concurrent.futures.ThreadPoolExecutor(self.arguments.workers) as pool:
      return [future.result() for future in [pool.submit(one, index, job) for index, job in enumerate(jobs)]]

  def operations(self, network):
    """The multiply-adds of a network."""
    options = argparse.Namespace(element="f32", small=False, causal=False)
    return sum(layer.macs() for layer in networks.build(network, options)[0].layers)

  def default(self, network, target, **options):
    """The default search under m1 with the machine's widths, by all threads: what several sections show."""
    return self.fusec.select(self.program(network), target, threads=2, model="m1", elements="machine", **options)

  def picture(self, name):
    return pathlib.Path(self.arguments.results).resolve().parent / f"{name}.svg"

  # MARK: Searches that are not ours

  def baseline(self, network, target, model, search, budget):
    """One of the searches that baselines.py drives."""
    arguments = [self.program(network), f"--target={target}", f"--model={model}", f"--search={search}", f"--seed={SEED}",
                 f"--fusec={self.fusec.path}", f"--seconds={budget['seconds']}"]
    arguments += ["--reading=machine-widths"] if model == "m1" else []
    arguments += [f"--evaluations={budget['evaluations']}"] if "evaluations" in budget else []
    result = self.work / f"{network}-{target}-{model}-{search}-{budget.get('evaluations', 's')}.json"
    found, why = measure.script(self.arguments.python311, "baselines.py", arguments, result, budget["seconds"] + 90)
    if found is None:
      return {"problem": "absent" if why.startswith("no Python") or "absent" in why else why}
    if not found["best"]:
      return {"problem": f"no plan that runs in {found['evaluations']}", "seconds": found["seconds"]}
    return {"problem": None, "edp_uj_cycles": found["best"]["edp_uj_cycles"], "evaluations": found["evaluations"],
            "search_seconds": found["seconds"], "history": found.get("trace", [])}

  def search(self, network, target, model, search, budget):
    """A search with a budget: {"seconds"}, or {"evaluations", "seconds"}, where the seconds only end what does not end.

    Asked again, it is not run again.
    """
    key = (network, target, model, search, *sorted(budget.items()))
    if key not in self.remembered:
      if search in ("genetic", "bayes"):
        answer = self.baseline(network, target, model, search, budget)
      else:
        text = str(budget["evaluations"]) if "evaluations" in budget else f"{budget['seconds']:g}s"
        options = {"elements": "machine"} if model == "m1" else {}
        answer = self.fusec.select(self.program(network), target, threads=1, model=model, search=search, seed=SEED,
                                   budget=text, **options)
        # The trace ends where nothing became better any more; the search went on.
        answer = {**answer, "search_seconds": answer["seconds"]}
      self.remembered[key] = answer
    return self.remembered[key]

