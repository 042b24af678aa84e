"""What an answer of fusec says, as measure.Fusec gives it, and as a cell of a table."""

from tables import percent, value


def edp(answer):
  """In µJ·cycles; None where there is no plan."""
  return answer.get("edp_uj_cycles") if not answer["problem"] else None


def joule_seconds(answer):
  """The EDP in J·s, at 1 GHz."""
  return edp(answer) * 1e-15 if edp(answer) is not None else None


def gap(answer):
  """How much the plan is above the bound of its space."""
  bound, found = answer.get("space_bound"), edp(answer)
  return None if bound is None or found is None or bound <= 0 else found / bound - 1


def problem(answer):
  """Why there is no plan, as a cell."""
  text = answer["problem"]
  return "absent" if text == "absent" or "must be one of" in text or "no option" in text else f"failed: {text}"


def cell(answer, with_gap=True):
  if answer["problem"]:
    return problem(answer)
  return value(edp(answer)) + (f" ({percent(gap(answer))})" if with_gap else "")


def worst_gap(answers):
  """The largest gap; None where one is missing."""
  gaps = [gap(answer) for answer in answers]
  return None if None in gaps else max(gaps, default=None)


def microjoules(answer):
  return f"{answer['energy_pj'] / 1e6:.3f}" if answer.get("energy_pj") is not None else "-"
