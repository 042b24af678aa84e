#!/usr/bin/env python3
"""Exports a JAX function as StableHLO text, with inputs and outputs to compare with.

    pip install jax
    python3 tools/export_jax.py my_example            # runs the example below, into ./my_example

In your own code:

    from export_jax import export
    export("my_model", function, (argument, ...))

which writes module.mlir (and module.generic.mlir, the same in generic form), inputN.npy,
outputN.npy and io.json (entry point, shapes, tolerances). Arguments may be any nest of arrays
(a model's parameters, for one): the leaves become the module's arguments, in JAX's order.
fusec then checks its own work against JAX:

    fusec my_model/module.mlir -passes=import -run=main -inputs=my_model -expect=my_model
"""

import json
import pathlib
import sys

import jax
import jax.numpy as jnp
import numpy as np


def export(folder, function, arguments, rtol=2e-5, atol=2e-6):
    """Writes the module of `function` for `arguments`, and what it computes from them."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # Without this, JAX drops arguments that the function does not use.
    compiled = jax.jit(function, keep_unused=True)
    module = compiled.lower(*arguments).compiler_ir("stablehlo")
    (folder / "module.mlir").write_text(str(module))
    generic = module.operation.get_asm(print_generic_op_form=True)
    (folder / "module.generic.mlir").write_text(generic + "\n")

    inputs = [np.asarray(leaf) for leaf in jax.tree.leaves(arguments)]
    with jax.default_matmul_precision("highest"):
        outputs = [np.asarray(leaf) for leaf in jax.tree.leaves(compiled(*arguments))]
    for name, arrays in (("input", inputs), ("output", outputs)):
        for index, array in enumerate(arrays):
            np.save(folder / f"{name}{index}.npy", array)
    shapes = lambda arrays: [{"shape": list(a.shape), "dtype": str(a.dtype)} for a in arrays]
    description = {
        "name": folder.name, "entry": "main", "rtol": rtol, "atol": atol,
        "inputs": shapes(inputs), "outputs": shapes(outputs)}
    (folder / "io.json").write_text(json.dumps(description, indent=2) + "\n")


def example():
    """A layer with softmax: a model's parameters are a dictionary, as usual in JAX."""
    def model(parameters, x):
        hidden = jax.nn.relu(x @ parameters["weight"] + parameters["bias"])
        return jax.nn.softmax(hidden)

    keys = jax.random.split(jax.random.key(0), 3)
    parameters = {
        "weight": jax.random.normal(keys[0], (12, 16), jnp.float32) / 4,
        "bias": jax.random.normal(keys[1], (16,), jnp.float32)}
    return model, (parameters, jax.random.normal(keys[2], (4, 12), jnp.float32))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    export(sys.argv[1], *example())
    print(f"wrote {sys.argv[1]}/module.mlir, its inputs and its outputs")
