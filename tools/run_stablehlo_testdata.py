#!/usr/bin/env python3
"""Runs the self-checking programs of a StableHLO checkout with fusec, and counts what passes.

  tools/run_stablehlo_testdata.py <fusec> <checkout> [--markdown] [--jobs N] [--only TEXT]

<checkout> is a clone of https://github.com/openxla/stablehlo. Three groups are run:

  testdata            stablehlo/testdata and testdata/quantized: each file, cut at its `// -----`
                      lines, must run to the end without a failed check
  testdata/dynamic    programs without checks: they must parse and verify, and printing, reading
                      and printing again must give the same text
  tests/interpret     the tests of StableHLO's own interpreter, part by part

--markdown prints docs/stablehlo-conformance.md instead of the short report.
Exit code 0 iff all pass.
"""

import argparse
import concurrent.futures
import os
import re
import subprocess
import sys

TIMEOUT = 120
FUNCTION = re.compile(r"func\.func\s+(?:public\s+|private\s+)?@([\w.$-]+)\s*\(([^)]*)\)", re.S)


def parts(path):
  """The texts between the `// -----` lines of a file."""
  with open(path, encoding="utf-8") as file:
    return re.split(r"^// -----.*$", file.read(), flags=re.M)


def entry(text):
  """The function that a part runs: `main`, or else its first function without arguments."""
  names = [match.group(1) for match in FUNCTION.finditer(text) if not match.group(2).strip()]
  return "main" if "main" in names else names[0] if names else None


def first_error(output):
  for line in output.splitlines():
    position = line.find("error: ")
    if position >= 0:
      return line[position + len("error: "):]
  lines = [line for line in output.splitlines() if line.strip()]
  return lines[-1] if lines else "no message"


def fusec(program, arguments, text):
  """The exit code, standard output and first error of a run on `text`."""
  try:
    done = subprocess.run(
      [program, "-"] + arguments, input=text.encode(), capture_output=True, timeout=TIMEOUT)
  except subprocess.TimeoutExpired:
    return None, "", f"takes longer than {TIMEOUT} s"
  output = done.stdout.decode(errors="replace")
  return done.returncode, output, first_error(done.stderr.decode(errors="replace"))


def run_checks(program, path):
  """One (name, reason) per part; the reason is None where the part passes."""
  results = []
  pieces = parts(path)
  for number, text in enumerate(pieces):
    function = entry(text)
    if function is None:
      if FUNCTION.search(text):
        results.append((f"part {number + 1}", "has no function without arguments"))
      continue
    code, _, error = fusec(program, [f"-run={function}"], text)
    results.append((f"part {number + 1} @{function}", None if code == 0 else error))
  return results


def run_round_trip(program, path):
  with open(path, encoding="utf-8") as file:
    text = file.read()
  for form in (["-print-generic"], [], ["-pretty"]):
    code, once, error = fusec(program, form, text)
    if code != 0:
      return [("text", error)]
    code, twice, error = fusec(program, form, once)
    if code != 0 or once != twice:
      return [("text", error if code != 0 else "printing is no fixpoint")]
  return [("text", None)]


def files(folder):
  return sorted(
    os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".mlir"))


# Why programs fail whose values differ, by the beginning of the file's name.
EXPLANATIONS = [
  (("fft_",),
   "the stored transforms were summed in another order: small elements, in which terms cancel, "
   "differ by more than the 3 units of the last place that the check allows"),
  (("conv_general_dilated_", "cumsum_", "dot_general_", "reduce_window_add_", "triangular_solve_"),
   "the stored values are sums or products that were rounded at every step, and are further from "
   "the exact ones than the check allows; fusec sums in double precision and rounds once"),
  (("cumprod_",),
   "running products of complex numbers are rounded at every step, by fusec and in the stored "
   "values, and grow beyond the check's absolute tolerance"),
  (("cosh_", "sinh_", "sin_", "pow_"),
   "the stored values come from a formula in the element's own precision, and are further from the "
   "exact ones than the check allows"),
  (("sort_", "top_k_"),
   "expects a NaN with a check of equality, and NaN equals nothing; StableHLO does not run it either"),
]


def explanation(path):
  name = os.path.basename(path)
  for prefixes, text in EXPLANATIONS:
    if name.startswith(prefixes):
      return text
  return None


def reason(error):
  """An error without the numbers and names of one program, so that equal causes are counted."""
  error = re.sub(r"fails in \d+ of \d+ elements.*", "computes other values than expected", error)
  error = re.sub(r"tensor<[^ ]*>", "tensor<...>", error)
  return re.sub(r"%[\w#]+", "%", error)


class Group:
  """The results of one folder."""

  def __init__(self, title, folders, runner, root, options):
    self.title = title
    self.paths = [path for folder in folders for path in files(os.path.join(root, folder))
                  if options.only in path]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
      self.results = list(pool.map(lambda path: runner(options.fusec, path), self.paths))
    self.root = root

  def failures(self):
    """(file, part, reason) of each part that does not pass."""
    for path, results in zip(self.paths, self.results):
      for name, error in results:
        if error is not None:
          yield os.path.relpath(path, self.root), name, error

  def counts(self):
    total = len(self.paths)
    passed = sum(all(error is None for _, error in results) for results in self.results)
    pieces = sum(len(results) for results in self.results)
    good = sum(error is None for results in self.results for _, error in results)
    return passed, total, good, pieces

  def by_reason(self):
    table = {}
    for path, name, error in self.failures():
      cause = reason(error)
      if "computes other values" in cause:
        cause = explanation(path) or cause
      table.setdefault(cause, []).append((path, name))
    return sorted(table.items(), key=lambda item: (-len(item[1]), item[0]))


PREFACE = """# StableHLO's own test programs

StableHLO's repository ships programs that check themselves, with `check` ops and custom calls
`@check.expect_*`. The reference interpreter executes both; a failed check ends the run with exit
code 1, and says which check failed where, in how many elements, and the first of them.

    swift build -c release
    git clone https://github.com/openxla/stablehlo
    tools/run_stablehlo_testdata.py .build/release/fusec stablehlo

runs them all; with `--markdown` it prints this page. A file of several parts passes where all its
parts do. The tolerances are those of StableHLO's own runner.
"""


def markdown(groups):
  lines = PREFACE.splitlines() + [
    "", "| programs | pass | of | parts that pass | of |", "|---|---|---|---|---|"]
  for group in groups:
    passed, total, good, pieces = group.counts()
    lines.append(f"| {group.title} | {passed:,} | {total:,} | {good:,} | {pieces:,} |")
  for group in groups:
    lines += ["", f"## {group.title}: what does not pass", ""]
    table = group.by_reason()
    if not table:
      lines.append("Nothing.")
    for cause, places in table:
      lines.append(f"- {len(places)} × {cause}")
      lines += [f"  - `{path}`, {name}" for path, name in places]
  return "\n".join(lines) + "\n"


def main():
  parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
  parser.add_argument("fusec", help="the fusec executable; a release build is much faster")
  parser.add_argument("checkout", help="a clone of the StableHLO repository")
  parser.add_argument("--markdown", action="store_true", help="print the page for docs")
  parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="programs at a time")
  parser.add_argument("--only", default="", help="only files whose path holds this text")
  parser.add_argument("--group", default="", help="only groups whose title starts like this")
  options = parser.parse_args()
  root = os.path.join(options.checkout, "stablehlo")
  plan = [
    ("Self-checking programs (testdata)", ["testdata"], run_checks),
    ("Self-checking programs (testdata/quantized)", ["testdata/quantized"], run_checks),
    ("Dynamic programs (testdata/dynamic), round trips", ["testdata/dynamic"], run_round_trip),
    ("Interpreter tests (tests/interpret)", ["tests/interpret", "tests/interpret/chlo"],
     run_checks),
  ]
  groups = [Group(title, folders, runner, root, options)
            for title, folders, runner in plan if options.group in title]
  if options.markdown:
    sys.stdout.write(markdown(groups))
    return 0
  bad = 0
  for group in groups:
    passed, total, good, pieces = group.counts()
    print(f"{group.title}: {passed} of {total} files, {good} of {pieces} parts")
    for cause, places in group.by_reason():
      print(f"  {len(places):5} {cause}")
      for path, name in places[:3]:
        print(f"          {path} {name}")
    bad += total - passed
  return 0 if bad == 0 else 1


if __name__ == "__main__":
  sys.exit(main())
