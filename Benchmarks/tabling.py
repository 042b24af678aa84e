"""One run of the sections of a benchmark, each put into the results as soon as it is measured. Needs Python 3 and nothing else.

A section is a function that takes the bench of its benchmark and gives Markdown lines. A bench has `section`, `start` (of the
monotonic clock), `raw` (figures to keep) and `progress(text)`.
"""

import datetime
import json
import pathlib
import re
import sys
import tempfile
import time
import traceback

import processes
import provenance
import tables


def add_options(parser, names, results):
  """The options that the runs of all benchmarks have."""
  parser.add_argument("--fusec", default=".build/release/fusec")
  parser.add_argument("--only", help=f"sections, with commas between: {', '.join(names)}")
  parser.add_argument("--from", dest="first", choices=names, metavar="SECTION", help="this section and all after it")
  parser.add_argument("--limit", type=float, default=60.0, help="seconds after which a run of fusec is ended")
  parser.add_argument("--results", default=str(results))
  parser.add_argument("--raw", help="file for every figure, as JSON")


def parse(parser, names):
  """The arguments, and the sections that they ask for; ends the program where they are wrong."""
  arguments = parser.parse_args()
  if arguments.only and arguments.first:
    parser.error("--only and --from exclude each other")
  wanted = arguments.only.split(",") if arguments.only else names[names.index(arguments.first or names[0]):]
  for name in wanted:
    if name not in names:
      parser.error(f"no section is called {name!r}; there are {', '.join(names)}")
  started = processes.run([arguments.fusec, "-version"], 20)
  if started["code"] != 0:
    parser.error(f"{arguments.fusec} does not run: {processes.failure(started)}")
  return arguments, wanted


def write(benchmark, sections, wanted, arguments, heading, make_bench):
  """Measures the wanted sections and writes them. `heading(version, progress)` gives the lines before them; the name of the
  benchmark begins their markers. Ends the program, with 1 where a section failed."""
  names = list(sections)

  def marked(name):
    return f"{benchmark} {name}"

  def commit_of_heading():
    found = re.search(r"at\s+commit\s+(\S+),", tables.section_text(arguments.results, marked("heading")))
    return found and found[1]

  version = provenance.commit()
  begun = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
  whole_run = wanted == names
  if whole_run or not tables.section_text(arguments.results, marked("heading")):
    # Should this run be ended, what it did not come to is still of the run before.
    before = commit_of_heading()
    for name in names:
      text = tables.section_text(arguments.results, marked(name)).replace("\n", " ")
      if before not in (None, version) and "with fusec at commit" not in text:
        tables.note(arguments.results, marked(name), f"Measured before, with fusec at commit {before}.")
    tables.insert(arguments.results, marked("heading"), heading(version, f"begun {begun}"))
  same_commit = commit_of_heading() == version
  taken, failed = {}, []
  with tempfile.TemporaryDirectory() as work:
    bench = make_bench(work)
    if provenance.is_old(arguments.fusec):
      print(f"{arguments.fusec} is older than the last commit of its sources: build it first, or the commit named is not its own")
    print(f"fusec at {version}, {begun}: {', '.join(wanted)}", flush=True)
    for name in wanted:
      before = time.monotonic()
      bench.section = name
      try:
        lines = sections[name](bench)
      except Exception as error:  # Whatever a section stumbles over, the others go on.
        traceback.print_exc()
        failed.append(name)
        lines = [f"Section `{name}` failed: {type(error).__name__}: {error}"]
      taken[name] = time.monotonic() - before
      tables.insert(arguments.results, marked(name), lines + ([] if same_commit else ["", f"Measured later, with fusec at commit {version}."]),
                    [marked(other) for other in ["heading"] + names[:names.index(name)]])
      bench.progress(f"done in {taken[name]:.0f} s")
      if arguments.raw:
        pathlib.Path(arguments.raw).write_text(json.dumps(
          {"commit": version, "begun": begun, "seconds": taken, **bench.raw}, indent=1) + "\n")
    total = time.monotonic() - bench.start
    if whole_run:
      tables.insert(arguments.results, marked("heading"), heading(version, f"all in one run, begun {begun}, {total / 60:.0f} minutes long"))
  print("; ".join(f"{name} {time_taken:.0f} s" for name, time_taken in taken.items()))
  print(f"all: {total:.0f} s" + (f"; failed: {', '.join(failed)}" if failed else ""))
  sys.exit(1 if failed else 0)
