"""The bytes of DRAM that m1 predicts for each layer of the networks in full size, beside those that the DMA moves."""

import sys

import measure
from tables import table, whole

TARGET = "gemmini"


def section(bench):
  found, why = measure.script(sys.executable, "dma_bytes.py",
                              [f"--fusec={bench.fusec.path}", f"--target={TARGET}", *bench.networks], bench.work / "layer_bytes.json", 900)
  lines = ["### Predicted and moved bytes, layer by layer", ""]
  if found is None:
    return lines + [f"`dma_bytes.py` failed: {why}."]
  rows = [[title, f"{each['equal']} of {each['layers']}", *map(whole, each["predicted"]), *map(whole, each["moved"]), *map(whole, each["host"])]
          for each, title in ((found[network], title) for network, title in bench.networks.items())]
  return lines + [
    f"The networks in full size with 8-bit elements and 32-bit sums, on `{TARGET}`: the bytes of DRAM that `m1` predicts for the mapping of each layer, and "
    "those that the simulator's DMA moves for its kernel. What host regions read and write is apart: no model predicts it. Biases, residuals, matrices of "
    "depthwise weights and sums that leave unfinished are among the bytes.", "",
    *table(["network", "layers equal to the byte", "predicted: read", "written", "moved: read", "written", "host: read", "written"], rows)]
