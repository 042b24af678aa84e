"""How many kernels are launched, and how many bytes they move."""

import programs
from bench import Problem
from tables import table


def counted(bench, names):
  """What the peers launch, and why that is missing."""
  try:
    return bench.peers("count", *(word for name in names for word in ("--name", name))), None
  except Problem as problem:
    return {}, problem


def section(bench):
  rows, wrong = [], []
  peers, why = counted(bench, bench.programs)
  for name, program in bench.programs.items():
    theirs = peers.get(name, {})
    try:
      ours = bench.compile(bench.stablehlo(name))["total"]
    except Problem as problem:
      rows.append([program.title, f"failed: {problem}"])
      wrong.append(program.title)
      continue
    bound = ours["lower_bound"]["offchip_bytes"]
    kernels, moved = ours["kernels"], ours["offchip_bytes"] / bound
    if kernels > (2 if name == "layernorm_gradient" else 1) or moved > 1.01:
      wrong.append(program.title)
    rows.append([program.title, f"{bound / 1e6:.1f}", kernels, f"{moved:.2f}", *cells(theirs.get("xla"), bound),
                 *cells(theirs.get("inductor"), bound)])
    bench.progress(program.title)
  return [
    "### Kernels launched, and bytes moved", "",
    "Bytes are those that kernels read and write in memory, over those that any program must: each input once, each result once. XLA's are counted in its "
    "optimized HLO: kernels without what is free, each with the bytes of its operands and results. Inductor's kernels are the functions that it calls, each of which "
    "may go over memory several times; its bytes are as it counts them. Asked of ours: one kernel (two for the gradient of layer norm) and 1.00 (1.01).", "",
    *table(["program", "must move, MB", "ours: kernels", "bytes", "XLA: kernels", "bytes", "Inductor: kernels", "bytes"], rows), "",
    f"Ours is not as asked in {len(wrong)} of {len(rows)}" + (f": {', '.join(wrong)}." if wrong else "."),
    *([] if peers else ["", f"Peers: {why}."])]


def cells(counted, bound):
  if not counted:
    return "absent", ""
  return counted["memory_bound"], f"{counted['bytes'] / bound:.2f}" if counted["bytes"] else "-"


def whole(bench):
  """Launches of whole models."""
  peers, why = counted(bench, programs.WHOLE)
  rows = []
  for name, program in programs.WHOLE.items():
    theirs = peers.get(name, {})
    try:
      compiled = bench.compile(bench.stablehlo(name))
    except Problem as problem:
      rows.append([program.title, f"failed: {problem}"])
      continue
    kernels, outside = compiled["total"]["kernels"], round(compiled["counters"]["ops_outside_kernels"])
    xla, inductor = (theirs.get(peer) for peer in ("xla", "inductor"))
    rows.append([program.title, kernels + outside, outside, f"{1000 * compiled['compile_seconds']:.0f} ms", *launched(xla), *launched(inductor),
                 f"{(kernels + outside) / launched(xla)[0]:.2f}" if xla else "-"])
    bench.progress(program.title)
  return [
    "### Launches of whole models", "",
    "All that is launched, and what of it is products: XLA's dots, convolutions and calls of oneDNN; Inductor's calls of libraries; ours are those that "
    "joined no kernel. \"Compiled\" is all of fusec: reading, planning, lowering, writing C.", "",
    *table(["program", "ours: launches", "products among them", "compiled", "XLA: launches", "products", "Inductor: launches", "products", "ours / XLA"], rows),
    *([] if peers else ["", f"Peers: {why}."])]


def launched(counted):
  return (counted["memory_bound"] + counted["products"], counted["products"]) if counted else ("absent", "")
