"""Which fusec, which peers and which machine a table is of. Needs Python 3 and nothing else."""

import os
import pathlib
import platform

from processes import run

ROOT = pathlib.Path(__file__).resolve().parent.parent


def commit():
  """The checkout's commit; `+` where the compiler's sources differ from it."""
  def git(*words):
    return run(["git", "-C", str(ROOT), *words], 20)["out"].strip()
  return (git("rev-parse", "--short", "HEAD") or "unknown") + ("+" if git("status", "--porcelain", "Sources", "Package.swift") else "")


def is_old(fusec):
  """Whether the compiler was built before its sources were last changed."""
  changed = run(["git", "-C", str(ROOT), "log", "-1", "--format=%ct", "--", "Sources", "Package.swift"], 20)["out"].strip()
  return changed.isdigit() and pathlib.Path(fusec).stat().st_mtime < int(changed)


def package(python, name):
  if python is None or not pathlib.Path(python).exists():
    return f"{name} absent"
  ran = run([str(python), "-c", f"import importlib.metadata as m; print(m.version('{name}'))"], 30)
  return f"{name} {ran['out'].strip()}" if ran["code"] == 0 else f"{name} absent"


def machine():
  """The processor, how many cores, the system, and Python's version."""
  name = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
  return f"{name}, {os.cpu_count()} cores, Linux {platform.release().split('-')[0]}, Python {platform.python_version()}"
