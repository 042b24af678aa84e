"""BigBird decoders at sequence 256 and 1024."""

import pathlib

import tables
import workloads
import write
from bench import FIXED, Problem

WRITTEN = FIXED + " orders=written"
# Schedules: the published ones of the published program, and the chosen one.
SCHEDULES = (("unfused", True, f"regions=kernel {WRITTEN}"), ("partial", True, f"regions=published {WRITTEN}"),
             ("full", True, f"regions=whole {WRITTEN}"), ("chosen", False, "regions=auto"))
PUBLISHED = {
  16: (98_511_714_108, 56_340_821_076, 36_439_754_748), 32: (99_652_522_812, 60_497_286_996, 40_596_220_668),
  64: (102_275_175_360, 60_497_286_996, 40_596_220_668)}


def folder_of(bench, length, block, count, is_published):
  """A program of so many decoders with its operands. Without values nothing is compared, so no result is written."""
  folder = bench.work / f"decoders-{length}-{block}-{count}-{is_published}"
  if not folder.exists():
    workload = workloads.decoder(length, block, count, is_published)(False, ())
    workload.expected = []
    write.write(workload, folder)
  return folder


def twelve(bench, length, block, is_published, options):
  """The cycles of 12 decoders: one and two are simulated, and each further one takes as long as the second."""
  one, two = (bench.simulated("", options, "comal", values=False, folder=folder_of(bench, length, block, count, is_published))
              for count in (1, 2))
  return {"cycles": one["cycles"] + 11 * (two["cycles"] - one["cycles"]), "seconds": one["seconds"] + two["seconds"],
          "tokens": one["tokens"] + two["tokens"]}


def lines(bench):
  rows, notes = [], []
  for length in (256, 1024):
    for block in (16, 32, 64):
      cycles = {}
      for number, (title, is_published, options) in enumerate(SCHEDULES):
        try:
          found = twelve(bench, length, block, is_published, options)
          cycles[title] = found["cycles"]
          taken = tables.seconds(found["seconds"])
        except Problem as problem:
          taken = "-"
          notes.append(f"- sequence {length}, blocks of {block}, {title}: not measured: {problem}")
        name = f"{'published-' if is_published else ''}decoders-{length}-{block}"
        expected, problem = bench.cell(bench.expected, name, options)
        strict, _ = bench.cell(bench.expected, name, options + " strict=true")
        published = PUBLISHED[block][number] if length == 1024 and number < 3 else None
        ratio = tables.ratio(cycles.get("unfused"), cycles.get(title), 2)
        rows.append([f"{length}, {block}, {title}", tables.whole(published), tables.whole(cycles.get(title)),
                     tables.ratio(cycles.get(title), published), ratio,
                     tables.ratio(PUBLISHED[block][0], published, 2) if published else "-", tables.whole(expected), tables.whole(strict), taken])
        bench.progress(f"{length}, {block}, {title}")
  bench.raw["long"] = rows
  return ["### Decoders", "",
          "12 BigBird decoders (hidden size 768, 12 heads), one token a cycle and block, no lanes. Paper mode is simulated to the cycle, "
          "token runs as one step where blocks do the same with each (`-on=streams{values=false}`, equal to the simulation token by token in "
          "`test-inputs/sparse/without-values.test`): programs of one and of two decoders, and each further one takes as long as the second, "
          "whose graphs are the same. Published schedules run as the published program has them (dense products before the mask), with its "
          "storage and orders; at blocks of 16 the published numbers are of another attention, which is cheaper. Strict mode has no "
          "runs, and token by token it would take hours: what stands there is expected, not simulated. Seconds are of both simulations.", "",
          *tables.table(["sequence, blocks, schedule", "published", "paper mode", "over published", "times faster than unfused", "published times",
                         "expected", "expected, strict", "seconds"], rows), "", *notes]
