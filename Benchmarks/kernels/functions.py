#!/usr/bin/env python3
"""Measures the functions of emitted C over all floats: errors in units of the last place, against the C library in f64.

  functions.py [--fusec=.build/release/fusec] [--flags=-march=native] [--step=1] [--threads=2] [--names=exp,tanh,...]

All 2^32 bit patterns take some minutes; --step=N takes every Nth vector of patterns. Exit code 1 where an error is above the bound
that docs/kernels.md states, or where a NaN or an infinity is not as in the library. Needs clang.
"""

import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

# By function: the function of the C library, and the bound. Absolute ones are of `erfc` where gelu multiplies it with its argument.
BOUNDS = {
  "exp": ("exp", 1.0, "ulp"), "expm1": ("expm1", 2.0, "ulp"), "log": ("log", 1.0, "ulp"), "tanh": ("tanh", 3.0, "ulp"),
  "erf": ("erf", 2.0, "ulp"), "erfc": ("erfc", 8.0, "ulp"), "sqrt": ("sqrt", 0.5, "ulp"),
  "erfc_of_factor": ("erfc", 3e-7, "absolute"),
}

# A kernel, so that the C has the functions on vectors.
PROGRAM = """func.func @main(%x: tensor<64xf32>) -> tensor<64xf32> {
  %0 = stablehlo.exponential %x : tensor<64xf32>
  return %0 : tensor<64xf32>
}
"""

MAIN = """
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The distance of a result to the exact number, in units of the last place of the float nearest to that. */
static double ulps(float found, double wanted) {
  float near = (float)wanted;
  if (isnan(wanted)) return isnan(found) ? 0 : INFINITY;
  if (isinf(near) || isinf(found)) return near == found ? 0 : isinf(near) && !isinf(wanted) && fabsf(found) > 3.4e38f ? 1 : INFINITY;
  int exponent;
  frexpf(near, &exponent);
  if (exponent < -125) exponent = -125;
  return fabs(found - wanted) / ldexp(1, exponent - 24);
}

int main(int count, char **words) {
  (void)count;
  unsigned long long step = strtoull(words[1], 0, 10), part = strtoull(words[2], 0, 10), parts = strtoull(words[3], 0, 10);
  unsigned long long patterns = 1ull << 32;
  double worst = 0;
  float at = 0;
  for (unsigned long long first = patterns / parts * part; first < patterns / parts * (part + 1); first += FUSEC_LANES * step) {
    unsigned bits[FUSEC_LANES];
    for (int i = 0; i < FUSEC_LANES; i++) bits[i] = (unsigned)first + i;
    fusec_vf x, found;
    memcpy(&x, bits, sizeof x);
    found = fusec_NAME_vf(x);
    for (int i = 0; i < FUSEC_LANES; i++) {
      double wanted = FUNCTION((double)x[i]);
      double error = ABSOLUTE && !isnan(wanted) ? fabs(found[i] - wanted) : ulps(found[i], wanted);
      if (!(error <= worst)) { worst = error; at = x[i]; }
    }
  }
  printf("%.6g %.9g\\n", worst, at);
}
"""


def measured(binary, step, parts, pool):
  """The largest error and the argument that has it, from the parts of all patterns."""
  runs = [pool.submit(subprocess.run, [binary, str(step), str(part), str(parts)], capture_output=True, text=True, check=True) for part in range(parts)]
  answers = [tuple(map(float, run.result().stdout.split())) for run in runs]
  return max(answers)


def main():
  parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  parser.add_argument("--fusec", default=".build/release/fusec")
  parser.add_argument("--flags", default="-march=native", help="which instructions the C is compiled for")
  parser.add_argument("--step", type=int, default=1)
  parser.add_argument("--threads", type=int, default=os.cpu_count())
  parser.add_argument("--names", default=",".join(BOUNDS))
  arguments = parser.parse_args()
  failed = False
  with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(arguments.threads) as pool:
    folder = pathlib.Path(folder)
    (folder / "program.mlir").write_text(PROGRAM)
    subprocess.run([arguments.fusec, folder / "program.mlir", "-target=cpu", "-passes=kernels", f"-emit=c:{folder / 'program.c'}"], check=True)
    for name in arguments.names.split(","):
      function, bound, unit = BOUNDS[name]
      text = MAIN.replace("NAME", name).replace("FUNCTION", function).replace("ABSOLUTE", str(int(unit == "absolute")))
      (folder / f"{name}.c").write_text(f'#include "program.c"\n{text}')
      subprocess.run(["clang", "-O2", "-ffp-contract=off", "-fno-math-errno", "-w", *arguments.flags.split(), folder / f"{name}.c", "-o", folder / name, "-lm"],
                     check=True)
      error, place = measured(folder / name, arguments.step, arguments.threads, pool)
      failed |= not error <= bound
      print(f"{name:15} {error:10.4g} {unit:8} at {place:<14.9g} stated {bound:g}{'' if error <= bound else '  ABOVE'}", flush=True)
  return int(failed)


if __name__ == "__main__":
  sys.exit(main())
