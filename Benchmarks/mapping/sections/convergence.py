"""The best plan of every search over time, as a table and a plot."""

import figures
from answers import problem
from tables import seconds, table, value

NETWORK, TARGET, MODEL = "resnet18", "fadiff-large", "m1"
SEARCHES = ("gradient+exact", "exact", "gradient", "fadiff", "dosa", "random", "genetic", "bayes")


def section(bench):
  # Those of the table of searches under m1 are not run again.
  limit = bench.arguments.m1_seconds
  answers = dict(zip(SEARCHES, bench.side_by_side(
    [(bench.search, NETWORK, TARGET, MODEL, search, {"seconds": limit}) for search in SEARCHES], SEARCHES)))
  series, rows = [], []
  for search in SEARCHES:
    answer = answers[search]
    found = curve(answer)
    if not found:
      rows.append([search, problem(answer) if answer["problem"] else "no plan", "-", "-"])
      continue
    rows.append([search, value(found[-1][1]), seconds(found[-1][0]), f"{int(answer.get('evaluations', 0)):,}"])
    series.append((search, found + [(max(limit, found[-1][0]), found[-1][1])]))
  picture = bench.picture("convergence")
  figures.line_chart(picture, "Best plan over time", "seconds since the search began", "EDP in µJ·cycles", series, y_log=True, stairs=True,
                     note="ResNet18 on fadiff-large, m1, 8-bit elements")
  return [
    "### Convergence", "",
    f"ResNet18 on `fadiff-large` under `m1`, {limit:g} seconds each, two searches at a time: the best EDP (µJ·cycles) over the seconds of the search, from "
    "`-emit=search-trace` and the histories of `baselines.py`. \"Found after\" is when the best plan was found.", "",
    *table(["search", "best", "found after", "plans judged"], rows), "", f"![Best plan over time]({picture.name})"]


def curve(answer):
  """[(seconds, EDP)], each better than the one before."""
  if answer["problem"]:
    return []
  points = [(max(1e-3, point["seconds"]), point["edp_uj_cycles"]) for point in answer.get("history") or answer.get("trace") or []
            if point.get("edp_uj_cycles")]
  found = []
  for point in points:
    if not found or point[1] < found[-1][1]:
      found.append(point)
  return found
