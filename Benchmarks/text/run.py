#!/usr/bin/env python3
"""Measures how fast programs are read, verified, simplified and written, beside mlir-opt and xDSL.

    Benchmarks/text/run.py [--static FUSEC] [--encoder MODEL.mlir] [--inputs FOLDER] [--dry]

Builds nothing: it takes .build/release/fusec, and a static build of it (`swift build -c release --product fusec
--scratch-path .build/static -Xswiftc -static-executable`) where there is one. All tools take turns in one run; each
figure is the median of five. Time is CPU time, user and system, of one thread. The table goes to Benchmarks/RESULTS.md.
"""

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RESULTS = os.path.join(ROOT, "Benchmarks", "RESULTS.md")
GENERATOR = os.path.join(os.path.dirname(os.path.abspath(__file__)), "generate.py")
# What canonicalize does with integers and mlir-opt 22 does not.
EXTRA_PATTERNS = "RepeatedOr,ReassociateBitwiseConstants"
HEADING = "## Text: parse, verify, simplify, print"


class Run:
    """CPU seconds, peak memory in MiB and exit status of one process whose output is dropped."""

    def __init__(self, command):
        with open(os.devnull, "w") as null:
            process = subprocess.Popen(command, stdout=null, stderr=null)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = usage.ru_utime + usage.ru_stime
        self.mebibytes = usage.ru_maxrss / 1024
        self.failed = process.returncode != 0


class Figure:
    """The medians of several runs."""

    def __init__(self, runs):
        self.failed = any(run.failed for run in runs)
        self.seconds = statistics.median(run.seconds for run in runs)
        self.mebibytes = statistics.median(run.mebibytes for run in runs)


def measure(commands, repetitions):
    """A figure for each command; the commands take turns. None stands for a tool that is absent."""
    runs = {name: [] for name, command in commands.items() if command}
    for _ in range(repetitions):
        for name in runs:
            runs[name].append(Run(commands[name]))
    return {name: Figure(runs[name]) if name in runs else None for name in commands}


def count_ops(command):
    """The `arith` ops of the output of a command, one on a line."""
    if not command:
        return None
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        return sum('"arith.' in line for line in process.stdout)


def generate(path, *arguments):
    """Writes a program. A process of its own does, since the peak memory of this one is counted as that of its children."""
    with open(path, "w", encoding="utf-8") as file:
        subprocess.run([sys.executable, GENERATOR, *map(str, arguments)], stdout=file, check=True)


def version(tool, flag="--version"):
    if not tool:
        return "absent"
    output = subprocess.run([tool, flag], capture_output=True, text=True, check=False)
    match = re.search(r"\d+\.\d+(\.\d+)?", output.stdout + output.stderr)
    return match.group(0) if match else "of unknown version"


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        match = re.search(r"model name\s*: (.*)", file.read())
    return match.group(1).strip() if match else platform.processor()


def cell(figure, ops, tool):
    """`0.123 s, 1,626 kops/s, 54 MiB`."""
    if figure is None:
        return "not run" if tool else "absent"
    if figure.failed:
        return "failed"
    if not ops:
        return f"{figure.seconds * 1000:.1f} ms, {figure.mebibytes:.0f} MiB"
    return f"{figure.seconds:.3f} s, {ops / figure.seconds / 1000:,.0f} kops/s, {figure.mebibytes:.0f} MiB"


def ratio(figures):
    ours, theirs = figures.get("fusec"), figures.get("mlir-opt")
    if ours is None or theirs is None or ours.failed or theirs.failed:
        return "-"
    return f"{theirs.seconds / ours.seconds:.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ops", type=int, default=200_000)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--fusec", default=os.path.join(ROOT, ".build", "release", "fusec"))
    parser.add_argument("--static", default=os.path.join(ROOT, ".build", "static", "release", "fusec"))
    parser.add_argument("--mlir-opt", default=shutil.which("mlir-opt-22") or shutil.which("mlir-opt"))
    parser.add_argument("--xdsl-opt", default=shutil.which("xdsl-opt"))
    parser.add_argument(
        "--encoder", help="a StableHLO model of a BERT encoder, for the row of the import",
        default=os.path.join(ROOT, "test-inputs", "models", "bert_base_encoder_s128.mlir"))
    parser.add_argument("--inputs", help="a folder with tensor, arith, custom, arith1 .mlir to be used instead")
    parser.add_argument("--dry", action="store_true", help="print the table and leave RESULTS.md as it is")
    options = parser.parse_args()
    if not os.access(options.fusec, os.X_OK):
        sys.exit(f"no '{options.fusec}': run 'swift build -c release' first")
    static = options.static if os.access(options.static, os.X_OK) else None
    mlir, xdsl = options.mlir_opt, options.xdsl_opt
    rows, counts = [], []

    with tempfile.TemporaryDirectory() as folder:
        inputs = {}
        for name, kind, functions in [
            ("tensor", "tensor", 200), ("arith", "arith", 200), ("custom", "custom", 200),
            ("arith1", "arith", 1),
        ]:
            given = os.path.join(options.inputs, f"{name}.mlir") if options.inputs else None
            inputs[name] = given or os.path.join(folder, f"{name}.mlir")
            if not given:
                generate(inputs[name], kind, options.ops, "--functions", functions)

        def mlir_opt(path, *more):
            return mlir and [
                mlir, "--allow-unregistered-dialect", "--mlir-disable-threading",
                "--mlir-print-op-generic", *more, path]

        def row(title, figures, ops):
            tools = {"fusec": static if "static" in title else options.fusec, "mlir-opt": mlir, "xDSL": xdsl}
            cells = [cell(figures[name], ops, tool) for name, tool in tools.items()]
            rows.append(f"| {title} | {' | '.join(cells)} | {ratio(figures)} |")
            print(rows[-1], flush=True)

        # xDSL is a hundred times slower and makes every splat as large as its type: it gets a twentieth, of arith only.
        small = os.path.join(folder, "small.mlir")
        generate(small, "arith", options.ops // 20, "--functions", 10)
        xdsl_seconds = {}
        for title, passes in [("print", None), ("simplify", "canonicalize,cse")]:
            command = xdsl and [xdsl, "--print-op-generic", small] + (["-p", passes] if passes else [])
            figure = measure({"xDSL": command}, min(options.repetitions, 3))["xDSL"]
            if figure and not figure.failed:
                figure.seconds *= 20
            xdsl_seconds[title] = figure

        for name, title in [
            ("tensor", "tensor, generic form"), ("arith", "arith, generic form"),
            ("custom", "arith, custom form"), ("arith1", "arith, one function"),
        ]:
            figures = measure(
                {"fusec": [options.fusec, inputs[name], "-print-generic"],
                 "mlir-opt": mlir_opt(inputs[name])}, options.repetitions)
            figures["xDSL"] = xdsl_seconds["print"] if name == "arith" else None
            row(title, figures, options.ops)
        for name, title in [("arith", "200 functions"), ("arith1", "one function")]:
            ours = [options.fusec, inputs[name], "-print-generic", "-passes=canonicalize,cse"]
            theirs = mlir_opt(inputs[name], "--canonicalize", "--cse")
            figures = measure({"fusec": ours, "mlir-opt": theirs}, options.repetitions)
            figures["xDSL"] = xdsl_seconds["simplify"] if name == "arith" else None
            row(f"canonicalize, cse: arith, {title}", figures, options.ops)
            alike = ours[:-1] + ["-passes=canonicalize{disable-patterns=%s},cse" % EXTRA_PATTERNS]
            before, after, plain, reference = (
                count_ops([options.fusec, inputs[name], "-print-generic"]), count_ops(ours),
                count_ops(alike), count_ops(theirs))
            counts.append(
                f"{title}: {before:,} arith ops become {after:,}; {plain:,} without the patterns that mlir-opt lacks"
                + (f" (mlir-opt: {reference:,})" if reference is not None else ""))
        if os.path.exists(options.encoder):
            for title, tool in [("dynamic", options.fusec), ("static", static)]:
                figures = measure(
                    {"fusec": tool and [tool, options.encoder, "-passes=import"], "mlir-opt": None,
                     "xDSL": None}, 4 * options.repetitions)
                row(f"`import` of a BERT encoder, {title}", figures, 0)
        empty = os.path.join(folder, "empty.mlir")
        with open(empty, "w", encoding="utf-8") as file:
            file.write("module {}\n")
        for title, tool in [("start, dynamic", options.fusec), ("start, static", static)]:
            figures = measure(
                {"fusec": tool and [tool, empty], "mlir-opt": mlir_opt(empty),
                 "xDSL": xdsl and [xdsl, empty]}, 4 * options.repetitions)
            row(title, figures, 0)

    text = f"""{HEADING}

`Benchmarks/text/run.py`, which states what is measured: CPU time (user and system) of one thread and peak memory, medians
of {options.repetitions} runs ({4 * options.repetitions} where milliseconds are given) in which the tools take turns, {options.ops:,} ops. The first rows parse, verify and print in generic form
(`-print-generic`, `--mlir-print-op-generic --mlir-disable-threading`). The last column is mlir-opt's time over fusec's.
xDSL's figures are twenty times those of a twentieth of the ops (medians of 3), its memory that of the twentieth.
Measured on {processor()}, {os.cpu_count()} cores shared with other work; {platform.system()} {platform.release().split('-')[0]},
mlir-opt {version(mlir)}, xDSL {version(xdsl)}.

| what | fusec | mlir-opt | xDSL | ratio |
|---|---|---|---|---|
""" + "\n".join(rows) + "\n\n" + "; ".join(counts) + ".\n"
    if options.dry:
        return
    with open(RESULTS, encoding="utf-8") as file:
        results = file.read()
    before, found, after = results.partition(HEADING)
    following = re.search(r"^## ", after, re.M) if found else None
    rest = after[following.start():] if following else ""
    with open(RESULTS, "w", encoding="utf-8") as file:
        file.write(before.rstrip() + "\n\n" + text + ("\n" + rest if rest else ""))


if __name__ == "__main__":
    main()
