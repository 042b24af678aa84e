"""What all sections of the stream tables share: workloads, schedules, and runs of fusec."""

import json
import os
import pathlib
import re
import time

import processes
import workloads
import write

# How the published schedules run: storage and the order of products as they are written, dense levels scanned beside sparse ones.
FIXED = "formats=false associate=false locate=false"


class Problem(Exception):
  """Why a figure is missing."""


class Bench:
  """One run of the tables."""

  def __init__(self, arguments, work):
    self.arguments, self.work = arguments, pathlib.Path(work)
    self.fusec = os.path.abspath(arguments.fusec)
    self.start = time.monotonic()
    self.section = ""
    self.raw = {}
    self.written, self.sources = {}, {}

  def progress(self, text):
    print(f"[{time.monotonic() - self.start:6.0f} s] {self.section}: {text}", flush=True)

  def workload(self, name, with_operands=True):
    """The folder of a workload. Without operands it is the program alone, whose arguments declare what share is stored."""
    key = (name, with_operands)
    if key not in self.written:
      folder = self.work / (name if with_operands else f"{name}-program")
      workload = workloads.WORKLOADS[name](False, [pathlib.Path(path) for path in self.arguments.data])
      if with_operands:
        write.write(workload, folder)
      else:
        folder.mkdir(parents=True)
        (folder / "main.fir").write_text(workload.program, encoding="utf-8")
      self.written[key], self.sources[name] = folder, workload.source
    return self.written[key]

  def expected(self, name, options, with_operands=False):
    """What the cost model expects of a schedule: cycles and regions, and the seconds that choosing it took."""
    folder = self.workload(name, with_operands)
    passes = f"choose-stream-schedule{{{options}}}"
    command = [self.fusec, str(folder / "main.fir"), f"-passes={passes}", "-remarks=choose-stream-schedule", "-timing=json",
               "-elide-elements-larger=8", "-o", "/dev/null"]
    if with_operands:
      command += ["-run=main", f"-inputs={folder}", f"-expect={folder}", "-on=streams"]
    ran = processes.run(command, self.arguments.limit)
    found = re.search(r"(\d+) regions, expected to take ([\d,]+) cycles", ran["error"])
    if not found:
      raise Problem(processes.failure(ran))
    return {"regions": int(found[1]), "cycles": int(found[2].replace(",", "")), "seconds": ran["seconds"]}

  def simulated(self, name, options, target, values=True, folder=None):
    """The cycles of a simulation, and its seconds. With values, the results must be right; without them, long runs of tokens
    are one step, and the cycles are the same."""
    folder = folder or self.workload(name)
    passes = f"choose-stream-schedule{{{options}}},lower-to-sam,remove-duplicate-joins"
    passes += ("" if "locate=false" in options else ",insert-locate") + ",dce"
    on = ["-on=streams", f"-expect={folder}", "-rtol=1e-3", "-atol=1e-4"] if values else ["-on=streams{values=false}"]
    return self.run([str(folder / "main.fir"), f"-passes={passes}", f"-target={target}", f"-inputs={folder}", *on])

  def run(self, arguments):
    """A run of `@main` on streams: its cycles, tokens, seconds, cycles of each graph and copy, bytes, and what its blocks did."""
    costs = self.work / "costs.json"
    costs.unlink(missing_ok=True)
    ran = processes.run([self.fusec, *arguments, "-run=main", f"-emit=cost-json:{costs}"], self.arguments.limit)
    if ran["code"] != 0 or not costs.exists():
      raise Problem(processes.failure(ran))
    report = json.loads(costs.read_text())
    total = report["total"]
    working = sum(op["cycles"] for op in report["ops"] if re.match("alu|reduce|accumulate", op["name"]))
    return {"cycles": total["cycles"], "tokens": total.get("tokens"), "seconds": ran["seconds"], "arithmetic": working,
            "bytes": sum(memory["read_bytes"] + memory["written_bytes"] for memory in report["memories"].values()),
            "regions": [int(text) for text in re.findall(r"busiest .* of (\d+) cycles", ran["out"] + ran["error"])]}

  def cell(self, figure, *words, **options):
    """A figure's cycles, or why there are none."""
    try:
      return figure(*words, **options)["cycles"], None
    except Problem as problem:
      return None, f"not measured: {problem}"
