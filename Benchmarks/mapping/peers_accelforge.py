#!/usr/bin/env python3
"""AccelForge beside fusec: measures its mapper, and scores any mapping by its model.

  peers_accelforge.py measure [--case NAME ...] [--repetitions N] [--mappings FOLDER] [--json FILE]
      runs AccelForge's exact mapper on the cases of comparisons C1 and C2 and prints, per case,
      energy, cycles, EDP, DRAM bits and seconds; with --mappings, writes each optimum as YAML.
  peers_accelforge.py replay --case NAME MAPPING.yaml [--json FILE]
      scores one mapping (`fusec -emit=accelforge-mapping`, or a file that `measure` wrote) by
      AccelForge's own model: every count, energy and latency that it reports.
  peers_accelforge.py list
      prints the cases.

Run it with the Python (3.12 or newer) of a virtual environment that has `pip install accelforge`.
Without that package it prints one line that says so, and exits with 0: absent, never guessed.

The mapping file is AccelForge's own: `mapping: {nodes: [...]}`, outermost node first.
  - !Storage {tensors: [W, Y, X], component: MainMemory}      a memory that holds tensors from here in
  - !Temporal {rank_variable: m, tile_shape: 256}             a loop: the tile that is left inside it
  - !Spatial {rank_variable: k, tile_shape: 1, component: PE, name: reuse_output}
  - !Compute {einsum: Gemm, component: MAC}                   the leaf
A fused mapping ends in `- !Sequential {nodes: [!Nested {nodes: [...]}, ...]}`, one per branch.
"""

import argparse
import json
import os
import pathlib
import statistics
import sys
import time

PEERS = pathlib.Path(__file__).resolve().parent / "peers"
GEMM = "accelforge-gemm-workload.yaml"
ATTENTION = "accelforge-attn-workload.yaml"
G16 = "accelforge-g16-arch.yaml"
E32 = "accelforge-e32-arch.yaml"


def attention(heads, length, kilobytes, fused):
  return {
    "arch": E32, "workload": ATTENTION, "fused": fused,
    "values": {"H": heads, "L": length, "D": 64, "GLB_KB": kilobytes},
  }


def gemm(arch, m, k, n, **values):
  return {"arch": arch, "workload": GEMM, "fused": True, "values": {"M": m, "K": k, "N": n, **values}}


CASES = {
  "g16-gemm-512": gemm(G16, 512, 512, 512),
  "g16-gemm-512x768x3072": gemm(G16, 512, 768, 3072),
  "e32-256k-gemm-512": gemm(E32, 512, 512, 512, GLB_KB=256),
}
for kilobytes in (256, 64):
  for heads, length in ((1, 512), (12, 1024), (12, 4096)):
    for fused in (False, True):
      suffix = "fused" if fused else "unfused"
      CASES[f"e32-{kilobytes}k-attention-h{heads}-l{length}-{suffix}"] = attention(
        heads, length, kilobytes, fused)


def load_accelforge():
  try:
    import accelforge
  except ImportError as error:
    print(f"AccelForge: absent ({error}); needs Python 3.12 and `pip install accelforge`")
    sys.exit(0)
  accelforge.set_n_parallel_jobs(1)
  return accelforge


def version():
  import importlib.metadata
  return importlib.metadata.version("accelforge")


def specification(accelforge, case, extra_files=(), scratch=None):
  """The machine and the workload of a case; unfused means that DRAM keeps every tensor."""
  arch = PEERS / case["arch"]
  if not case["fused"]:
    text = arch.read_text().replace("keep: ~Intermediates", "keep: All")
    arch = pathlib.Path(scratch) / "unfused-arch.yaml"
    arch.write_text(text)
  files = [str(arch), str(PEERS / case["workload"]), *map(str, extra_files)]
  return accelforge.Spec.from_yaml(*files, jinja_parse_data=case["values"])


def figures(row):
  """What AccelForge says about one mapping: totals, and the counts of each tensor in each memory."""
  joined = {name.replace("<SEP>", "/"): row[name] for name in row.index}
  energy = float(joined["Total/energy"])
  latency = float(joined["Total/latency"])
  actions, energies, latencies, dram_bits = {}, {}, {}, 0.0
  for name, value in joined.items():
    parts = name.split("/")
    if len(parts) == 5 and parts[1] == "action":
      actions["/".join([parts[0], *parts[2:]])] = float(value)
      if parts[2] == "MainMemory":
        dram_bits += float(value)
    elif len(parts) == 5 and parts[1] == "energy":
      energies["/".join([parts[0], *parts[2:]])] = float(value)
    elif len(parts) == 3 and parts[1] == "latency":
      latencies["/".join([parts[0], parts[2]])] = float(value)
  return {
    "energy_uj": energy * 1e6, "cycles_at_1ghz": latency * 1e9, "edp_j_s": energy * latency,
    "dram_bits": dram_bits, "actions": actions, "energies_j": energies, "latencies_s": latencies,
  }


def node_lines(node, indent):
  """One node of AccelForge's mapping tree as YAML lines that AccelForge reads back."""
  kind = type(node).__name__
  pad = "  " * indent
  if kind == "Reservation":
    return []
  if kind in ("Storage", "Toll"):
    return [f"{pad}- !{kind} {{tensors: [{', '.join(node.tensors)}], component: {node.component}}}"]
  if kind in ("Temporal", "Spatial"):
    variable = node.rank_variable
    if not isinstance(variable, str):
      names = sorted(variable)
      variable = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    fields = f"rank_variable: {variable}, tile_shape: {int(node.tile_shape)}"
    if kind == "Spatial":
      fields += f", component: {node.component}, name: {node.name}"
    return [f"{pad}- !{kind} {{{fields}}}"]
  if kind == "Compute":
    return [f"{pad}- !Compute {{einsum: {node.einsum}, component: {node.component}}}"]
  lines = [f"{pad}- !{kind}", f"{pad}  nodes:"]
  for child in node.nodes:
    lines += node_lines(child, indent + 1)
  return lines


def mapping_yaml(mapping):
  lines = ["mapping:", "  nodes:"]
  for node in mapping.nodes:
    lines += node_lines(node, 1)
  return "\n".join(lines) + "\n"


def measure(arguments):
  accelforge = load_accelforge()
  results = {"peer": "AccelForge", "version": version(), "cases": {}}
  print(f"AccelForge {version()}, one process")
  print(f"{'case':44} {'uJ':>12} {'cycles':>12} {'EDP J*s':>11} {'DRAM bits':>13} {'s first':>8} {'cpu s median':>12}")
  for name in arguments.case or CASES:
    case = CASES[name]
    seconds, processor_seconds = [], []
    for _ in range(arguments.repetitions):
      spec = specification(accelforge, case, scratch=arguments.scratch)
      spec.mapper.metrics = accelforge.Metrics.ENERGY | accelforge.Metrics.LATENCY
      start, processor_start = time.monotonic(), time.process_time()
      mappings = spec.map_workload_to_arch(print_progress=False)
      seconds.append(time.monotonic() - start)
      processor_seconds.append(time.process_time() - processor_start)
    rows = [mappings.data.iloc[index] for index in range(len(mappings.data))]
    best = min(rows, key=lambda row: float(row["Total<SEP>energy"]) * float(row["Total<SEP>latency"]))
    result = figures(best)
    result["pareto"] = len(rows)
    result["seconds"], result["processor_seconds"] = seconds, processor_seconds
    results["cases"][name] = result
    median = statistics.median(processor_seconds)
    print(f"{name:44} {result['energy_uj']:12.3f} {result['cycles_at_1ghz']:12.0f} "
          f"{result['edp_j_s']:11.4e} {result['dram_bits']:13.0f} {seconds[0]:8.2f} {median:12.2f}",
          flush=True)
    if arguments.json:
      # What is measured stays, should a later case be ended.
      pathlib.Path(arguments.json).write_text(json.dumps(results, indent=1) + "\n")
    if arguments.mappings:
      folder = pathlib.Path(arguments.mappings)
      folder.mkdir(parents=True, exist_ok=True)
      (folder / f"{name}.yaml").write_text(mapping_yaml(best["Total<SEP>mapping"](_for_model=True)))
  return results


def replay(arguments):
  accelforge = load_accelforge()
  if arguments.case not in CASES:
    sys.exit(f"unknown case {arguments.case!r}; `list` prints the cases")
  case = CASES[arguments.case]
  spec = specification(accelforge, case, [arguments.mapping], scratch=arguments.scratch)
  spec.model.metrics = accelforge.Metrics.all_metrics()
  start = time.monotonic()
  evaluated = spec.evaluate_mapping()
  seconds = time.monotonic() - start
  result = figures(evaluated.data.iloc[0])
  result["seconds"] = [seconds]
  print(f"AccelForge {version()} on {arguments.mapping}: {result['energy_uj']:.5f} uJ, "
        f"{result['cycles_at_1ghz']:.0f} cycles, EDP {result['edp_j_s']:.7e} J*s, "
        f"{result['dram_bits']:.0f} DRAM bits, {seconds:.3f} s")
  for name, count in result["actions"].items():
    print(f"  {name:36} {count:16.0f}")
  return {"peer": "AccelForge", "version": version(), "cases": {arguments.case: result}}


def main():
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  commands = parser.add_subparsers(dest="command", required=True)
  measuring = commands.add_parser("measure")
  measuring.add_argument("--case", action="append", choices=sorted(CASES))
  measuring.add_argument("--repetitions", type=int, default=3)
  measuring.add_argument("--mappings", help="folder for the optima as YAML")
  measuring.add_argument("--json", help="file for every figure")
  replaying = commands.add_parser("replay")
  replaying.add_argument("--case", required=True)
  replaying.add_argument("mapping")
  replaying.add_argument("--json", help="file for every figure")
  commands.add_parser("list")
  arguments = parser.parse_args()
  if arguments.command == "list":
    print("\n".join(CASES))
    return
  import tempfile
  with tempfile.TemporaryDirectory() as scratch:
    arguments.scratch = scratch
    if arguments.command == "replay":
      arguments.mapping = os.path.abspath(arguments.mapping)
    if arguments.json:
      arguments.json = os.path.abspath(arguments.json)
    if getattr(arguments, "mappings", None):
      arguments.mappings = os.path.abspath(arguments.mappings)
    # AccelForge writes `mapping.svg` into the folder that it runs in.
    os.chdir(scratch)
    results = measure(arguments) if arguments.command == "measure" else replay(arguments)
    os.chdir("/")
  if arguments.json:
    pathlib.Path(arguments.json).write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
  main()
