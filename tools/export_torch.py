#!/usr/bin/env python3
"""Exports a PyTorch module as MLIR text, with inputs and outputs to compare with.

    pip install torch torch-mlir      # torch-mlir's README names the index of its wheels
    python3 tools/export_torch.py my_example            # runs the example below

In your own code:

    from export_torch import export
    export("my_model", module, (argument, ...), dialect="stablehlo")

The dialect is "stablehlo" or "linalg-on-tensors"; fusec reads both. Parameters become arguments
of the entry point, in front of those of forward(), so that the text stays small.
"""

import json
import pathlib
import sys

import numpy as np
import torch
from torch_mlir import fx


class Functional(torch.nn.Module):
    """A module that takes its parameters and buffers as its first arguments."""

    def __init__(self, module):
        super().__init__()
        # In a list the module is not a submodule: its tensors don't become constants.
        self.module = [module]
        self.names = [name for name, _ in module.named_parameters()]
        self.names += [name for name, _ in module.named_buffers()]

    def forward(self, *arguments):
        state = dict(zip(self.names, arguments))
        return torch.func.functional_call(self.module[0], state, arguments[len(state):])


def export(folder, module, arguments, dialect="linalg-on-tensors", rtol=2e-5, atol=2e-6):
    """Writes the text of `module` for `arguments`, and what it computes from them."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    module.eval()
    functional = Functional(module)
    state = [tensor.detach() for tensor in (*module.parameters(), *module.buffers())]
    inputs = [*state, *arguments]
    program = fx.export_and_import(
        functional, *inputs, output_type=dialect, func_name="main")
    (folder / "module.mlir").write_text(str(program))
    (folder / "module.generic.mlir").write_text(
        program.operation.get_asm(print_generic_op_form=True) + "\n")

    with torch.no_grad():
        outputs = functional(*inputs)
    outputs = [outputs] if isinstance(outputs, torch.Tensor) else list(outputs)
    arrays = {"input": inputs, "output": outputs}
    for name, tensors in arrays.items():
        for index, tensor in enumerate(tensors):
            np.save(folder / f"{name}{index}.npy", tensor.numpy())
    shapes = lambda tensors: [
        {"shape": list(t.shape), "dtype": str(t.numpy().dtype)} for t in tensors]
    description = {
        "name": folder.name, "entry": "main", "rtol": rtol, "atol": atol,
        "inputs": shapes(inputs), "outputs": shapes(outputs)}
    (folder / "io.json").write_text(json.dumps(description, indent=2) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    torch.manual_seed(0)
    layers = torch.nn.Sequential(
        torch.nn.Linear(12, 16), torch.nn.ReLU(), torch.nn.Linear(16, 5), torch.nn.Softmax(dim=-1))
    export(sys.argv[1], layers, (torch.randn(4, 12),))
    print(f"wrote {sys.argv[1]}/module.mlir, its inputs and its outputs")
