"""Runs fusec and the peers, and says what they answered. Needs Python 3 and nothing else."""

import hashlib
import json
import pathlib
import re
import struct
import subprocess
import sys
import threading

from processes import failure, run

HERE = pathlib.Path(__file__).resolve().parent


def number(text):
  """A number as MLIR prints it: decimal, or the bits of a double."""
  if text.startswith("0x"):
    return struct.unpack(">d", bytes.fromhex(text[2:].rjust(16, "0")))[0]
  return float(text)


class Fusec:
  """The compiler, and every answer that it gave."""

  def __init__(self, path, work, limit=60.0):
    self.path, self.work, self.limit = str(path), pathlib.Path(work), limit
    self.answers, self.known = [], {}
    self.count = 0
    self.lock = threading.Lock()

  def takes(self, option):
    """Whether select-mapping has the option."""
    return f"  {option}=" in run([self.path, "-help=select-mapping"], 20)["out"]

  def describes(self, machine):
    """The description file of a built-in machine."""
    text = run([self.path, f"-help={machine}"], 20)["out"]
    return text[text.index("module {"):]

  def select(self, program, target, emit=(), threads=None, repeated=0, **options):
    """Maps a program; options as select-mapping takes them, with _ for -. The answer has the figures of `fuse.plan` and the
    trace, or `problem`. What was asked before is not run again, unless a file is asked for too; `repeated` counts runs that are
    the same but for their times."""
    key = (str(program), str(target), threads, repeated, *sorted(options.items()))
    with self.lock:
      if not emit and key in self.known:
        return self.known[key]
      self.count += 1
      name = f"{self.count}"
    text = " ".join(f"{key.replace('_', '-')}={value}" for key, value in options.items())
    trace = self.work / f"{name}.trace"
    output = self.work / f"{name}.mlir"
    command = [self.path, str(program), f"-passes=import,select-mapping{{{text}}}", f"-target={target}",
               f"-emit=mlir:{output}", f"-emit=search-trace:{trace}", *(f"-emit={item}" for item in emit)]
    if threads is not None:
      command.append(f"-j={threads}")
    ran = run(command, self.limit)
    answer = {"program": pathlib.Path(program).stem, "target": str(target), "options": options,
              "seconds": ran["seconds"], "processor_seconds": ran["processor_seconds"],
              "megabytes": ran["megabytes"], "problem": None}
    if ran["code"] != 0:
      answer["problem"] = failure(ran)
    else:
      module = output.read_text()
      answer["hash"] = hashlib.sha256(module.encode()).hexdigest()
      plan = re.search(r"fuse\.plan = \{([^}]*)\}", module)
      for key, value in re.findall(r"(\w+) = (-?[0-9][0-9.e+-]*|0x[0-9A-F]+) : (?:f64|i64)", plan.group(1) if plan else ""):
        answer[key] = number(value)
      answer["groups"] = len(set(re.findall(r"fuse\.group_id = (\d+)", module)))
      answer["trace"] = [json.loads(line) for line in trace.read_text().splitlines()]
      if answer["trace"]:
        answer["search_seconds"] = answer["trace"][-1]["seconds"]
    for path in (output, trace):
      path.unlink(missing_ok=True)
    with self.lock:
      self.answers.append({name: value for name, value in answer.items() if name != "trace"})
      self.known[key] = answer
    return answer

  def evaluate(self, program, target, plans, *words):
    """What the model says of plans, each a list of mappings."""
    lines = "".join(json.dumps({"mappings": plan}) + "\n" for plan in plans)
    ran = run([self.path, str(program), "-passes=import", f"-target={target}", f"-evaluate={','.join(words)}"],
              self.limit * 5, lines)
    answers = ran["out"].splitlines()
    if ran["late"] or len(answers) != len(plans):
      raise RuntimeError(f"-evaluate answered {len(answers)} of {len(plans)} plans")
    return [json.loads(line) for line in answers], ran["seconds"]


def script(python, name, arguments, result, timeout):
  """What one of the scripts of this folder wrote as JSON; None where its peer is absent, and why."""
  if python is None or not pathlib.Path(python).exists():
    return None, "no Python for it"
  pathlib.Path(result).unlink(missing_ok=True)
  ran = run([str(python), str(HERE / name), *map(str, arguments), "--json", str(result)], timeout)
  try:
    return json.loads(pathlib.Path(result).read_text()), None
  except (FileNotFoundError, json.JSONDecodeError):
    lines = (ran["out"] + ran["error"]).strip().splitlines()
    return None, lines[-1] if lines and not ran["late"] else failure(ran)


def write_network(name, element, path, *flags):
  """One of the programs of networks.py."""
  subprocess.run([sys.executable, str(HERE / "networks.py"), name, f"--element={element}", *flags, "-o", str(path)], check=True)
  return path
