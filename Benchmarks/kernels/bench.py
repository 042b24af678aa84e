"""What all sections of the kernel tables share: the programs, the compiler, and the peers beside it."""

import json
import os
import pathlib
import shutil
import time

import processes
import programs

HERE = pathlib.Path(__file__).resolve().parent
MODELS = HERE.parent.parent / "test-inputs" / "models"
# As fusec's own native runs compile.
C_FLAGS = ["-shared", "-fPIC", "-O3", "-march=native", "-std=c11", "-fno-fast-math", "-fno-math-errno", "-ffp-contract=off",
           "-pthread", "-DFUSEC_THREADS=0"]
# `cblas_sgemm` by the function of MKL that PyTorch's library shows: the transposed product by columns.
PRODUCTS = """
extern void SGEMM(const char *, const char *, const int *, const int *, const int *, const float *, const float *, const int *,
                  const float *, const int *, const float *, float *, const int *);
void products_sgemm(int order, int left, int right, int rows, int columns, int depth, float alpha, const float *a, int a_distance,
                    const float *b, int b_distance, float beta, float *c, int c_distance) {
  (void)order;
  SGEMM(right == 111 ? "N" : "T", left == 111 ? "N" : "T", &columns, &rows, &depth, &alpha, b, &b_distance, a, &a_distance, &beta, c,
        &c_distance);
}
"""
# Allocations that are kept and used again: results that are new do not come from pages that were never touched.
WARM_HEAP = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "100000000000",
             "MALLOC_TOP_PAD_": "1000000000"}


class Problem(Exception):
  """Why a figure is missing."""


class Bench:
  """One run of the tables."""

  def __init__(self, arguments, work):
    self.arguments, self.work = arguments, pathlib.Path(work)
    self.fusec = os.path.abspath(arguments.fusec)
    self.start = time.monotonic()
    self.section = ""
    self.raw = {}
    wanted = arguments.programs.split(",") if arguments.programs else list(programs.PROGRAMS)
    self.programs = {name: program for name, program in programs.PROGRAMS.items() if name in wanted}
    self.exported, self.compiled = None, {}

  def progress(self, text):
    print(f"[{time.monotonic() - self.start:6.0f} s] {self.section}: {text}", flush=True)

  def peers(self, *words, heap="default", threads=1, timeout=900):
    """What peers.py answers as JSON. `threads` are those of fusec's C."""
    if self.arguments.python is None:
      raise Problem("no Python with jax: --python")
    result = self.work / "peers.json"
    result.unlink(missing_ok=True)
    settings = [f"FUSEC_THREADS={threads}"]
    settings += [f"{name}={value}" for name, value in WARM_HEAP.items()] if heap == "warm" else []
    ran = processes.run(["env", *settings, self.arguments.python, str(HERE / "peers.py"), *map(str, words), "--json", str(result)], timeout)
    if ran["code"] != 0 or not result.exists():
      raise Problem(processes.failure(ran))
    return json.loads(result.read_text())

  def stablehlo(self, name):
    """A program as StableHLO: exported by JAX."""
    if self.exported is None:
      self.exported = self.work / "programs"
      ran = processes.run([str(self.arguments.python), str(HERE / "peers.py"), "export", str(self.exported)], 300)
      if ran["code"] != 0:
        raise Problem(processes.failure(ran))
    return self.exported / f"{name}.mlir"

  def measure(self, name, threads, heap, *words):
    """What peers.py measures of a program, fusec's C beside the peers."""
    library = self.compile(self.stablehlo(name))["library"]
    return self.peers("measure", name, "--library", library, "--threads", threads, "--repetitions", self.arguments.repetitions,
                      *words, heap=heap, threads=threads)

  def compile_with_peers_products(self, name):
    """fusec's C of a program with products by the library that PyTorch has in it, as a shared library."""
    found = processes.run([str(self.arguments.python), "-c", "import torch; print(torch.__path__[0])"], 120)
    if found["code"] != 0:
      raise Problem("no PyTorch")
    library = pathlib.Path(found["out"].strip()) / "lib" / "libtorch_cpu.so"
    wrapper = self.work / "products.c"
    wrapper.write_text(PRODUCTS)
    options = [str(wrapper), "-DFUSEC_CBLAS_SGEMM=products_sgemm", str(library), f"-Wl,-rpath,{library.parent}"]
    return self.compile_anew(self.stablehlo(name), "kernels", f"{name}-blas", blas=options)["library"]

  def compile(self, source, c=True):
    """fusec's C of a program as a shared library, what its plan predicts, and its figures as cost-json gives them."""
    if source not in self.compiled:
      self.compiled[source] = self.compile_anew(source, "kernels", source.stem, c)
    return self.compiled[source]

  def one_core(self):
    """One core of the machine at hand as fusec measures it: what predicts the times of one thread."""
    description = self.work / "core.fir"
    if not description.exists():
      ran = processes.run([self.fusec, "-calibrate=cpu{cores=1}", "-o", str(description)], 300)
      if ran["code"] != 0:
        raise Problem(processes.failure(ran))
    return description

  def compile_anew(self, source, passes, stem, c=True, blas=None, target="cpu"):
    """`blas`: what the compiler is given besides, where products are calls of a library."""
    stem = self.work / stem
    costs, plan, code, library = (stem.with_name(stem.name + suffix) for suffix in (".costs", ".plan", ".c", ".so"))
    emitted = [f"-emit=cost-json:{costs}", f"-emit=kernel-plan:{plan}"] + ([f"-emit=c{'{blas=cblas}' if blas else ''}:{code}"] if c else [])
    ran = processes.run([self.fusec, str(source), f"-target={target}", f"-passes={passes}", *emitted], self.arguments.limit)
    if ran["code"] != 0:
      raise Problem(processes.failure(ran))
    seconds = ran["seconds"]
    if c:
      compiler = shutil.which("clang") or shutil.which("cc")
      if compiler is None:
        raise Problem("no C compiler")
      ran = processes.run([compiler, *C_FLAGS, str(code), *(blas or []), "-o", str(library), "-lm"], 300)
      if ran["code"] != 0:
        raise Problem(processes.failure(ran))
    return {"library": library, "compile_seconds": seconds, "predicted_seconds": json.loads(plan.read_text())["functions"][0]["seconds"],
            **json.loads(costs.read_text())}
