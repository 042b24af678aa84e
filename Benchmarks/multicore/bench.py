"""Runs fusec on multi-core workloads, and says what it answered. Needs Python 3 and nothing else."""

import json
import os
import pathlib
import statistics
import time

import write
from processes import failure, run

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Bench:
  """One run of the tables."""

  def __init__(self, arguments, work):
    self.arguments, self.work = arguments, pathlib.Path(work)
    self.fusec = os.path.abspath(arguments.fusec)
    self.start = time.monotonic()
    self.section = ""
    self.answers = []
    self.help = run([self.fusec, "-help=schedule-multicore"], 20)["out"]
    self.count = 0
    self.raw = {"answers": self.answers}

  def progress(self, text):
    print(f"[{time.monotonic() - self.start:6.0f} s] {self.section}: {text}", flush=True)

  def program(self, *words):
    """A program of write.py as a file; or one of the models, by its name."""
    words = [str(word) for word in words]
    model = ROOT / "test-inputs" / "models" / f"{words[0]}.mlir"
    if model.exists():
      return model
    path = self.work / ("-".join(word.lstrip("-").replace("=", "-") for word in words) + ".mlir")
    if not path.exists():
      path.write_text(write.text(words), encoding="utf-8")
    return path

  def picture(self, name):
    return pathlib.Path(self.arguments.results).resolve().parent / f"{name}.svg"

  def machine(self, name, change):
    """A platform of the catalog with its text changed, as a file."""
    ran = run([self.fusec, f"-help={name}"], 20)
    text = ran["out"]
    path = self.work / f"{name}-{self.count}.fir"
    self.count += 1
    path.write_text(change(text[text.index("module {"):]))
    return path

  def schedule(self, program, target, before="import", repetitions=1, limit=None, **options):
    """Schedules a program; options as schedule-multicore takes them, with _ for -.

    The answer has `problem` (None where there is a schedule), `cycles`, `energy_pj`, `bound_cycles`, `bound_pj`, `gap`, `peak_feature_bytes`, `memories`,
    `units`, `layers`, `nodes`, and `seconds` and `megabytes`, the medians of `repetitions` runs.
    """
    missing = [key for key in options if f"  {key.replace('_', '-')}=" not in self.help]
    if missing:
      return {"problem": f"schedule-multicore has no option {missing[0]}", "seconds": 0.0, "megabytes": 0.0, "options": options}
    self.count += 1
    output = self.work / f"{self.count}.json"
    text = " ".join(f"{key.replace('_', '-')}={str(value).lower() if isinstance(value, bool) else value}" for key, value in options.items())
    command = [self.fusec, str(program), f"-passes={before},schedule-multicore{{{text}}}", f"-target={target}",
               f"-emit=schedule-json{{events=false}}:{output}"]
    runs = []
    for _ in range(repetitions):
      runs.append(run(command, limit or self.arguments.limit))
      if runs[-1]["code"] != 0:
        break
    answer = {"program": pathlib.Path(program).stem, "target": str(target), "options": options,
              "seconds": statistics.median(ran["seconds"] for ran in runs),
              "megabytes": statistics.median(ran["megabytes"] for ran in runs), "problem": None}
    if runs[-1]["code"] != 0:
      answer["problem"] = failure(runs[-1])
    else:
      answer.update(self.figures(json.loads(output.read_text())))
    output.unlink(missing_ok=True)
    self.answers.append(answer)
    return answer

  @staticmethod
  def figures(schedule):
    """What the tables take from a `schedule-json`."""
    total = schedule["total"]
    return {
      "cycles": total["cycles"], "energy_pj": total["energy_pj"], "energy": total["energy"],
      "bound_cycles": total["lower_bound"]["cycles"], "bound_pj": total["lower_bound"]["energy_pj"], "gap": total["gap"],
      "peak_feature_bytes": total["peak_feature_bytes"],
      "memories": {memory["name"]: memory for memory in schedule["platform"]["memories"]},
      "units": {unit["name"]: unit for unit in schedule["platform"]["units"]},
      "channels": {channel["name"]: channel for channel in schedule["platform"]["channels"]},
      "layers": schedule["layers"], "nodes": sum(layer["nodes"] for layer in schedule["layers"]),
    }
