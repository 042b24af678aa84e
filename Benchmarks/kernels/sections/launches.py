"""How many kernels are launched, and how many bytes they move."""

from bench import Problem
from tables import table


def section(bench):
  rows, wrong = [], []
  try:
    peers = bench.peers("count", *(word for name in bench.programs for word in ("--name", name)))
  except Problem as problem:
    peers, why = {}, problem
  for name, program in bench.programs.items():
    theirs = peers.get(name, {})
    try:
      ours = bench.compile(bench.stablehlo(name))
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
