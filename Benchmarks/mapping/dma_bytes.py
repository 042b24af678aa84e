#!/usr/bin/env python3
"""The bytes of DRAM that cost model m1 predicts for each layer, beside those that the simulator's DMA moves.

Writes each network with 8-bit elements and 32-bit sums (or in f32), chooses mappings, lowers them, runs the program on the Gemmini
simulator, and compares layer by layer. What host regions read and write is apart: no model predicts it.

    dma_bytes.py --fusec .build/release/fusec
    dma_bytes.py --small resnet18          one network with every dimension shrunk, each layer printed
    dma_bytes.py --small --groups=search   with fused groups, whose tensors stay on chip
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

NETWORKS = ["gpt3_block", "vgg19", "vgg16", "mobilenet_v1", "resnet18"]
SEARCH = "select-mapping{search=exact groups=%s buffers=2 pipeline=true extras=diagonal}"


def compare(fusec, network, target="gemmini", small=False, element="i8", groups="none"):
    """For each layer its name and the bytes (read, written) predicted and moved; those that host regions moved."""
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        here = os.path.dirname(os.path.abspath(__file__))
        run([sys.executable, os.path.join(here, "networks.py"), network, f"--element={element}", "-o", path("net.mlir")]
            + ["--small"] * small)
        run([fusec, path("net.mlir"), f"-target={target}",
             f"-passes=inline-groups,import,gemmini-split-epilogues,{SEARCH % groups}",
             f"-emit=mlir:{path('mapped.mlir')}", f"-emit=cost-json:{path('predicted.json')}", "-print-debuginfo"])
        remarks = run([fusec, path("mapped.mlir"), f"-target={target}", "-passes=lower-to-gemmini", "-run=main", "-on=gemmini",
                       "-seed=1", f"-outputs={folder}", f"-emit=cost-json:{path('moved.json')}",
                       "-remarks=lower-to-gemmini"]
                      # Sums of many layers' numbers cancel: an f32 result has few digits left.
                      + ["-rtol=1e-3"] * (element == "f32")).stderr
        predicted, moved = (json.load(open(path(name))) for name in ("predicted.json", "moved.json"))
    kernels = {}
    for op in moved["ops"]:
        if op["name"] == "gemmini.kernel":
            kernels[op["location"]] = (op["dram_read_bytes"], op["dram_written_bytes"])
    layers = [(op["name"], (op["dram_read_bytes"], op["dram_written_bytes"]), kernels.pop(op["location"], (0, 0)))
              for op in predicted["ops"]]
    host = tuple(moved["counters"][f"host_{way}_bytes"] for way in ("read", "written"))
    return layers, kernels, host, remarks.count("its mapping is not followed") + remarks.count("goes through DRAM")


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return done


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", nargs="*", default=NETWORKS)
    parser.add_argument("--fusec", default=".build/release/fusec")
    parser.add_argument("--target", default="gemmini")
    parser.add_argument("--element", default="i8", help="i8, or f32 with --target=gemmini-fp32-16")
    parser.add_argument("--small", action="store_true", help="every dimension shrunk")
    parser.add_argument("--groups", default="none", help="fused groups: 'search', 'none' or names of layers")
    parser.add_argument("--json", help="file for the figures")
    arguments = parser.parse_args()
    different, found = 0, {}
    for network in arguments.networks or NETWORKS:
        layers, others, host, ignored = compare(arguments.fusec, network, arguments.target, arguments.small, arguments.element, arguments.groups)
        equal = sum(predicted == moved for _, predicted, moved in layers)
        different += len(layers) - equal + len(others)
        total = lambda place: tuple(sum(layer[place][way] for layer in layers) for way in (0, 1))
        found[network] = dict(layers=len(layers), equal=equal, predicted=total(1), moved=total(2), host=host, others=len(others),
                              ignored=ignored)
        print(f"{network}: {equal} of {len(layers)} layers equal; predicted read {total(1)[0]:,} written {total(1)[1]:,},"
              f" moved read {total(2)[0]:,} written {total(2)[1]:,}; host read {host[0]:,.0f} written {host[1]:,.0f}", flush=True)
        for name, predicted, moved in layers:
            if predicted != moved or (arguments.small and len(arguments.networks) == 1):
                print(f"  {name}: predicted {predicted}, moved {moved}")
        for location, moved in others.items():
            print(f"  {location}, no layer: moved {moved}")
        if ignored:
            print(f"  {ignored} mappings or plans are not followed")
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(found, file, indent=1)
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
