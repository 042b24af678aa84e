"""What an answer of fusec says, as cells of a table."""

from tables import percent, whole


def problem(answer):
  """Why there is no schedule, as a cell."""
  return f"failed: {answer['problem']}"


def cycles(answer):
  return problem(answer) if answer["problem"] else whole(answer["cycles"])


def bound(answer):
  return "-" if answer["problem"] else whole(answer["bound_cycles"])


def gap(answer):
  return "-" if answer["problem"] else percent(answer["gap"])


def microjoules(answer, digits=3):
  energy = None if answer["problem"] else answer["energy_pj"]
  return "-" if energy is None else f"{energy / 1e6:,.{digits}f}"


def peak(answer):
  return "-" if answer["problem"] else whole(answer["peak_feature_bytes"])


def of(answer, key):
  """A figure, None where there is no schedule."""
  return None if answer["problem"] else answer[key]


def cuts(answer):
  """How the layers are cut: the number of nodes of each."""
  if answer["problem"]:
    return "-"
  return ", ".join(f"{layer['name']} {layer['nodes']}" for layer in answer["layers"] if layer["nodes"] > 1) or "one node a layer"
