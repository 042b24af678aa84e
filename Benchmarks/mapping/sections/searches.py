"""The searches that are not ours, with equal seconds and with equal numbers of plans."""

import bench as common
from answers import edp, problem
from tables import seconds, table, value

SEARCHES = ("gradient+exact", "fadiff", "dosa", "genetic", "bayes", "random")
# Bayesian search takes about a second a plan after its 20 random points, and more with each.
FEW = 32


def under_m0(bench):
  return ["#### Other searches under `m0`, published bound", "", *compared(bench, "m0", bench.arguments.seconds)]


def under_m1(bench):
  return ["#### Other searches under `m1`", "", *compared(bench, "m1", bench.arguments.m1_seconds)]


def compared(bench, model, limit):
  plans = bench.arguments.evaluations
  # A number of plans is the budget then, and the seconds end a search that stands still.
  budgets = {"seconds": {"seconds": limit}, "plans": {"seconds": 30.0, "evaluations": plans},
             "few": {"seconds": 60.0, "evaluations": FEW}}
  names = {"seconds": f"{limit:g} s", "plans": f"{plans:,} plans", "few": f"{FEW} plans"}
  keys = [(network, target, kind, search) for network, target in bench.cells for kind in budgets for search in SEARCHES
          if not (search == "bayes" and kind == "plans")]
  answers = dict(zip(keys, bench.side_by_side(
    [(bench.search, network, target, model, search, budgets[kind]) for network, target, kind, search in keys],
    [f"{bench.networks[network]} {common.MACHINES[target]}, {names[kind]}, {search}" for network, target, kind, search in keys])))
  bench.raw[f"searches-{model}"] = {
    " ".join(key): {name: item for name, item in answer.items() if name not in ("trace", "history")}
    for key, answer in answers.items()}

  def shown(network, target, kind, search):
    answer = answers.get((network, target, kind, search))
    if answer is None:
      return "not run"
    if answer["problem"]:
      return problem(answer)
    found = "no plan" if edp(answer) is None else value(edp(answer))
    if kind == "seconds":
      return f"{found} ({int(answer.get('evaluations', 0)):,})"
    return f"{found} ({seconds(answer.get('search_seconds'))})"

  rows = [[bench.networks[network], common.MACHINES[target], names[kind], *(shown(network, target, kind, search) for search in SEARCHES)]
          for network, target in bench.cells for kind in budgets]
  return [
    f"EDP in µJ·cycles. Every search with {limit:g} s (in brackets: the plans that it judged in them), with {plans:,} plans, and with {FEW} plans (in "
    "brackets: the seconds that they took), one thread each, two searches at a time. `gradient+exact` is ours; its exact part judges parts "
    "of plans, four hundred looks at which count as one plan of the budget. `fadiff` and `dosa` are the papers' searches as "
    "the doc comments of `FADiffSearch` and `DOSASearch` say; genetic and Bayesian are DEAP and scikit-optimize through `fusec -evaluate`; random is ours. "
    f"Bayesian search is not run with {plans:,} plans: its time grows with the cube of them, and {FEW} take it up to a minute. One seed, {common.SEED}.", "",
    *table(["network", "machine", "budget", *SEARCHES], rows)]
