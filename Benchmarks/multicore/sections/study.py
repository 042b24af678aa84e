"""The paper's study: each of the five products of a head cut along one of its three loops, on all its platforms."""

import json
import statistics

import plots
from processes import failure, run
from tables import ratio, seconds, table, value, whole

SHAPES = [(1024, 128), (256, 64), (64, 256), (256, 256)]
PLATFORMS = ["colleman-" + name for name in (
  "big-bc", "big-bk", "big-kc", "big-bck", "wide-bc", "wide-bk", "wide-kc", "small-b", "small-c", "small-k", "small-bc", "small-bk", "small-kc",
  "quad-bc", "quad-bk", "quad-kc", "bigquad-bc", "bigquad-bk", "bigquad-kc", "gap8")]
# Those in the plot.
DRAWN = ["colleman-" + name for name in ("big-bc", "big-bk", "big-kc", "big-bck", "small-bc", "quad-bc", "bigquad-bc", "gap8")]


def enumerated(bench, m, n, target):
  """The points of `search=enumerate`, and how long it took; None and why."""
  program = bench.program("head", m, n, "--element=f8")
  ran = run([bench.fusec, str(program), "-passes=import,schedule-multicore{search=enumerate softmax=free}", f"-target={target}",
             "-remarks=schedule-multicore", "-o", "/dev/null"], bench.arguments.limit * 5)
  if ran["code"] != 0:
    return None, failure(ran)
  points = [json.loads(line[line.index('{"choice"'):]) for line in ran["error"].splitlines() if '{"choice"' in line]
  bench.raw.setdefault("study", []).append({"m": m, "n": n, "target": target, "points": points, "seconds": ran["seconds"]})
  return points, ran["seconds"]


def section(bench):
  rows, series = [], []
  for m, n in SHAPES:
    for target in PLATFORMS:
      points, taken = enumerated(bench, m, n, target)
      if points is None:
        rows.append([f"{m} × {n}", target, f"failed: {taken}"])
        continue
      met, points = len(points), [point for point in points if point.get("cycles")]
      if not points:
        rows.append([f"{m} × {n}", target, f"{met}, none fits", seconds(taken)])
        continue
      cycles = [point["cycles"] for point in points]
      energy = [point["energy_pj"] for point in points if point.get("energy_pj")]
      memory = [point["peak_feature_bytes"] for point in points]
      fastest, least = min(points, key=lambda point: point["cycles"]), min(points, key=lambda point: point["peak_feature_bytes"])
      rows.append([f"{m} × {n}", target, f"{len(points)} of {met}", seconds(taken), whole(min(cycles)), whole(statistics.median(cycles)), whole(max(cycles)),
                   value(min(energy) / 1e6) if energy else "-", value(max(energy) / 1e6) if energy else "-", whole(min(memory)), whole(max(memory)),
                   ratio(fastest["peak_feature_bytes"], min(memory), 2), ratio(least["cycles"], min(cycles), 2)])
      if (m, n) == SHAPES[0] and target in DRAWN:
        series.append((target.removeprefix("colleman-"), [(point["peak_feature_bytes"], point["cycles"], point.get("energy_pj")) for point in points]))
      bench.progress(f"{m} x {n} on {target}: {len(points)} in {taken:.1f} s")
  picture = bench.picture("multicore-study")
  drawn = plots.scatter(picture, f"Every schedule of the head {SHAPES[0][0]} × {SHAPES[0][1]}", series)
  return [
    "### The paper's study", "",
    "Five products, each cut along its rows, its columns or its reduction into as many nodes as the array has sides: 243 schedules for each platform and shape "
    "(`search=enumerate`), scheduled one by one; softmax free, 8 bits. \"Points\" counts those that fit, of those judged. Cycles, energy in µJ, peak of features in bytes. The last two "
    "columns: the memory of the fastest over the least, and the cycles of the one with the least memory over the fewest.", "",
    *table(["M × N", "platform", "points", "time", "cycles, least", "median", "most", "µJ, least", "most", "bytes, least", "most", "memory of the fastest",
            "cycles of the smallest"], rows),
    *(["", f"![Cycles, energy and memory of every schedule]({picture.name})"] if drawn else [])]
