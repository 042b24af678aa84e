#!/usr/bin/env python3
"""JAX and PyTorch beside fusec's C: exports the programs, counts the peers' kernels, and times all of them in one process.

  peers.py export FOLDER [--name NAME...]       the programs as StableHLO, NAME.mlir
  peers.py count --json FILE [--name NAME...]   kernels and bytes of XLA and of Inductor
  peers.py measure NAME --library FILE --threads 1 --json FILE
  peers.py plans NAME --library FILE --library FILE... --json FILE

Needs jax; torch where it is to be measured. `measure` runs everything in turns: a copy of as many bytes as the program must move,
then fusec's C, XLA, PyTorch eager and torch.compile, `--repetitions` times. Times are processor seconds with one thread, seconds
on the clock with more. `plans` runs several compilations of one program in turns, with one thread. Errors are the largest difference to the same program in f64, by output.
"""

import argparse
import ctypes
import json
import os
import pathlib
import re
import statistics
import sys
import time

import numpy

import programs


def jitted(program, function=None):
  import jax
  return jax.jit(function or program.jax, donate_argnums=program.donated, keep_unused=True)


def by_xla(program):
  """The program as XLA does it fastest."""
  return jitted(program, program.xla)


def shapes(program):
  import jax
  return [jax.ShapeDtypeStruct(value.shape, value.dtype) for value in program.draw()]


def export(folder, names):
  from jax import export
  folder.mkdir(parents=True, exist_ok=True)
  for name in names:
    program = programs.ALL[name]
    (folder / f"{name}.mlir").write_text(export.export(jitted(program))(*shapes(program)).mlir_module())


# MARK: Kernels and bytes

def count(names):
  import hlo
  found = {}
  for name in names:
    program = programs.ALL[name]
    found[name] = {"xla": hlo.kernels(by_xla(program).lower(*shapes(program)).compile().as_text())}
    try:
      found[name]["inductor"] = inductor_kernels(program)
    except ImportError:
      pass
  return found


def inductor_kernels(program):
  """From the code that Inductor writes: calls of its functions, and of those of libraries. One function of Inductor's may hold
  several loops over memory; its bytes are as Inductor counts them, those of libraries too."""
  import torch
  from torch._inductor import metrics, utils
  torch._logging.set_logs(inductor_metrics=True)  # Inductor counts bytes only where it logs them.
  torch._dynamo.reset()
  metrics.reset()
  with torch.no_grad(), utils.fresh_cache():
    _, codes = utils.run_and_get_code(torch.compile(program.torch, dynamic=False), *map(torch.from_numpy, program.draw()))
  calls = [code[code.index("def call("):] for code in codes]
  own, foreign = (sum(len(re.findall(name, call)) for call in calls) for name in (r"\bcpp_fused\w*\(", r"\b(?:extern_kernels|torch\.ops)\.[\w.]+\("))
  return {"memory_bound": own, "products": foreign, "bytes": metrics.num_bytes_accessed}


# MARK: Times and errors

def flat(results):
  return list(results) if isinstance(results, (tuple, list)) else [results]


def reference(program, values):
  """What the program gives in f64."""
  import jax
  with jax.enable_x64(True):
    wide = [value.astype(numpy.float64) if value.dtype == numpy.float32 else value for value in values]
    return [numpy.asarray(result) for result in flat(jax.jit(program.jax)(*wide))]


def aligned(value):
  """A copy that begins at a cache line, as allocators of tensors give it."""
  memory = numpy.empty(value.nbytes + 64, numpy.uint8)
  start = -memory.ctypes.data % 64
  copy = memory[start:start + value.nbytes].view(value.dtype).reshape(value.shape)
  copy[...] = value
  return copy


def compiled_c(library, program, values, results):
  """Calls fusec's C on values of its own. Results of donated arguments are written over them where the C allows it."""
  function = ctypes.CDLL(str(library)).fusec_main
  inputs = [aligned(value) for value in values]
  outputs = [aligned(numpy.zeros(result.shape, numpy.float32)) for result in results]
  for result, argument in enumerate(program.donated):
    outputs[result] = inputs[argument]
  arrays = inputs + outputs  # Held by the call: a pointer alone keeps nothing alive.
  pointers = [ctypes.c_void_p(value.ctypes.data) for value in arrays]

  def call():
    function(*pointers)
    return arrays

  return call, lambda: outputs


def xla(program, values):
  import jax
  state = [jax.numpy.asarray(value) for value in values]
  run = by_xla(program).lower(*state).compile()
  results = []

  def call():
    results[:] = flat(run(*state))
    jax.block_until_ready(results)
    for result, argument in enumerate(program.donated):
      state[argument] = results[result]

  return call, lambda: [numpy.asarray(result) for result in results]


def torch_eager(program, values, compiled=False):
  import torch
  state = [torch.from_numpy(value.copy()) for value in values]
  if program.donated:
    return torch_fused_adam(torch, state)
  run = torch.compile(program.torch, dynamic=False) if compiled else program.torch
  results = []

  def call():
    with torch.no_grad():
      results[:] = flat(run(*state))

  return call, lambda: [result.numpy() for result in results]


def torch_fused_adam(torch, state):
  """The optimizer as its users call it in place; its numbers are of another step, so no error is told."""
  parameter = torch.nn.Parameter(state[0])
  parameter.grad = state[1]
  optimizer = torch.optim.Adam([parameter], fused=True)
  return optimizer.step, None


def error(found, wanted):
  """By output, the largest absolute difference, infinite where one is NaN and the other is not."""
  errors = []
  for ours, theirs in zip(found, wanted):
    both = numpy.isnan(ours) & numpy.isnan(theirs)
    difference = numpy.abs(ours.astype(numpy.float64) - theirs)
    errors.append(float(numpy.max(numpy.where(both, 0, numpy.where(numpy.isnan(difference), numpy.inf, difference)), initial=0)))
  return errors


def measure(name, library, threads, repetitions, same_products=None):
  program = programs.ALL[name]
  values = program.draw()
  wanted = reference(program, values)
  moved = sum(value.nbytes for value in values) + sum(4 * result.size for result in wanted)
  source, target = (aligned(numpy.ones(max(moved // 8, 1), numpy.float32)) for _ in range(2))
  answer = {"program": name, "threads": threads, "bytes": moved, "seconds": {}, "ratios": {}, "errors": {}, "problems": {}}
  contenders = {"copy": (lambda: numpy.copyto(target, source), None)}
  makers = {"fusec": lambda: compiled_c(library, program, values, wanted), "xla": lambda: xla(program, values),
            "torch": lambda: torch_eager(program, values), "inductor": lambda: torch_eager(program, values, compiled=True)}
  if program.donated:
    del makers["inductor"]
  if library is None:
    del makers["fusec"]
  if same_products is not None:
    makers["fusec-blas"] = lambda: compiled_c(same_products, program, values, wanted)
  try:
    import torch
    torch.set_num_threads(threads)
  except ImportError:
    makers.pop("torch")
    makers.pop("inductor", None)
  for maker, make in makers.items():
    try:
      call, results = make()
      call()
      if results is not None:
        answer["errors"][maker] = error(results(), wanted)
      call()
      contenders[maker] = (call, results)
    except Exception as problem:  # A peer that fails is a cell that says so.
      answer["problems"][maker] = f"{type(problem).__name__}: {problem}".splitlines()[0][:200]
  clock = time.process_time if threads == 1 else time.perf_counter
  # Small programs are called often enough for the clock.
  calls = max(1, min(200, 4_000_000 // moved))
  taken = {contender: [] for contender in contenders}
  for _ in range(repetitions):
    for contender, (call, _) in contenders.items():
      begin = clock()
      for _ in range(calls):
        call()
      taken[contender].append((clock() - begin) / calls)
  for contender, times in taken.items():
    answer["seconds"][contender] = statistics.median(times)
    answer["ratios"][contender] = statistics.median(time / copy for time, copy in zip(times, taken["copy"]))
  return answer


def plans(name, libraries, repetitions):
  """Processor seconds of each library's program: medians."""
  import jax
  program = programs.ALL[name]
  results = flat(jax.eval_shape(program.jax, *shapes(program)))
  calls = [compiled_c(library, program, program.draw(), results)[0] for library in libraries]
  for call in calls:
    call()
  taken = [[] for _ in calls]
  for _ in range(repetitions):
    for call, times in zip(calls, taken):
      begin = time.process_time()
      call()
      times.append(time.process_time() - begin)
  return [statistics.median(times) for times in taken]


def main():
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  commands = parser.add_subparsers(dest="command", required=True)
  exporting, counting, measuring, planning = (commands.add_parser(command) for command in ("export", "count", "measure", "plans"))
  exporting.add_argument("folder", type=pathlib.Path)
  planning.add_argument("--library", dest="objects", type=pathlib.Path, action="append", default=[])
  measuring.add_argument("--library", dest="shared_object", type=pathlib.Path, help="fusec's C, compiled as a shared library")
  measuring.add_argument("--same-products", type=pathlib.Path, help="the same with products by PyTorch's library")
  measuring.add_argument("--threads", type=int, default=1)
  for command in (measuring, planning):
    command.add_argument("program", choices=programs.ALL)
    command.add_argument("--repetitions", type=int, default=15)
  for command in (exporting, counting):
    command.add_argument("--name", action="append", choices=programs.ALL, help="one of the programs; all of them by default")
  for command in (counting, measuring, planning):
    command.add_argument("--json", type=pathlib.Path, required=True)
  arguments = parser.parse_args()
  if arguments.command == "export":
    export(arguments.folder, arguments.name or list(programs.ALL))
  elif arguments.command == "count":
    arguments.json.write_text(json.dumps(count(arguments.name or list(programs.ALL)), indent=1) + "\n")
  elif arguments.command == "plans":
    answer = plans(arguments.program, arguments.objects, arguments.repetitions)
    arguments.json.write_text(json.dumps(answer) + "\n")
  else:
    # XLA makes as many threads as there are processors for it, so that has to be before it starts.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:arguments.threads])
    answer = measure(arguments.program, arguments.shared_object, arguments.threads, arguments.repetitions, arguments.same_products)
    arguments.json.write_text(json.dumps(answer, indent=1) + "\n")


if __name__ == "__main__":
  sys.exit(main())
