# Runs the test inputs under stock lit and FileCheck:
#
#     lit -v test-inputs
#
# Tests/FileCheckTests reads the two lists below from this file, so both runners see the same tests.

import os
import shutil
import subprocess

import lit.formats

config.name = "fusec"
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = os.path.dirname(__file__)

# The files that are tests: each of them has RUN lines.
config.suffixes = [".mlir", ".fir", ".test", ".gv"]

# Folders, wherever they lie, that hold data and no tests.
config.excludes = ["Inputs", "conformance", "models", "numeric", "reference"]

repository = os.path.dirname(config.test_source_root)
config.test_exec_root = os.path.join(repository, ".build", "lit-output")


def find(name, *candidates):
    """Substitutes the path of the first candidate that is installed for the command's name."""
    for candidate in candidates:
        path = shutil.which(candidate)
        if path:
            config.substitutions.append((r"(?<![-\w/.=])%s(?![-\w/.=])" % name, path))
            config.available_features.add(name)
            return
    if name in ("FileCheck", "fusec"):
        lit_config.fatal("'%s' is not installed" % name)


find("fusec", os.environ.get("FUSEC", os.path.join(repository, ".build", "release", "fusec")))
for tool in ("FileCheck", "not", "count", "split-file", "mlir-opt"):
    find(tool, tool + "-22", tool)
find("clang", "clang")


def links(*options):
    """Whether clang links a program that calls cblas_sgemm with the options."""
    clang = shutil.which("clang")
    source = "void cblas_sgemm(void); int main(void) { cblas_sgemm(); return 0; }"
    return clang is not None and subprocess.run(
        [clang, "-x", "c", "-", "-o", os.devnull, *options], input=source, text=True, capture_output=True).returncode == 0


if any(links("-l" + name) for name in ("openblas", "cblas", "blas", "mkl_rt")):
    config.available_features.add("cblas")
find("riscv64-gcc", "riscv64-unknown-elf-gcc")
config.available_features.add("linux")

config.environment["SWIFT_BACKTRACE"] = "enable=no"
for name in ("HOME", "TMPDIR", "LD_LIBRARY_PATH", "LIBRARY_PATH"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
