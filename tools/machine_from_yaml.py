#!/usr/bin/env python3
"""Turns descriptions of accelerators that other tools read into a machine for fusec.

    tools/machine_from_yaml.py FILE.yaml [-o MACHINE.fir] [--elements i8] [--dataflow D1=K,D2=C] [--clock HERTZ]

FILE.yaml is an accelerator of Stream (with its cores beside it), one of ZigZag, or an architecture of AccelForge. Needs
PyYAML and nothing else. What a file says and a machine can't say is an error that names the key; what changes no schedule
(areas, coordinates) and what is read in one of several ways is said in comments at the top of the result.

Dimensions of an array get the loops that --dataflow says: letters of fusec (G N K C P Q R S), or of the other tools (B OX OY
FX FY), several joined with '+'. Without it they follow from the registers: where the registers of outputs are shared, a
reduction runs (C, R, S); where those of weights are, rows of outputs (N, P, Q); elsewhere output channels (K).
"""
import argparse
import ast
import difflib
import math
import os
import re
import sys

try:
    import yaml
except ImportError:
    sys.exit("machine_from_yaml.py needs PyYAML: pip install pyyaml")

LETTERS = {"B": "N", "OX": "Q", "OY": "P", "FX": "S", "FY": "R"}
ROLES = {"I1": "input", "I2": "weight", "O": "output"}
# What operators of ONNX are made of, by the names of fusec's elementwise operations.
OPERATORS = {
    "Add": ["add"], "Sub": ["sub"], "Mul": ["mul"], "Div": ["div"], "Exp": ["exp"], "Log": ["log"], "Pow": ["pow"],
    "Sqrt": ["sqrt"], "Tanh": ["tanh"], "Erf": ["erf"], "Neg": ["neg"], "Abs": ["abs"], "Relu": ["maximum"],
    "Sigmoid": ["neg", "exp", "add", "div"], "Silu": ["neg", "exp", "add", "div", "mul"],
    "Gelu": ["mul", "add", "erf"], "Softmax": ["maximum", "sub", "exp", "add", "div"],
    "Max": ["maximum"], "Min": ["minimum"], "Sum": ["add"], "ReduceMax": ["maximum"], "ReduceSum": ["add"],
    "MaxPool": ["maximum"], "GlobalMaxPool": ["maximum"], "AveragePool": ["add", "mul"],
    "GlobalAveragePool": ["add", "mul"],
}
ARRAY_OPERATORS = {"Conv", "Gemm", "MatMul", "ConvTranspose"}


class Wrong(Exception):
    """What is wrong with a file, and what would be right."""


def check_keys(where, value, known):
    """Refuses what is no dictionary of the known keys."""
    if not isinstance(value, dict):
        raise Wrong(f"{where} must be a dictionary")
    for key in value:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, 1)
            hint = f"; did you mean '{near[0]}'?" if near else f"; known are {', '.join(known)}"
            raise Wrong(f"{where} has an unknown key '{key}'{hint}")


def required(where, value, key):
    if key not in value or value[key] is None:
        raise Wrong(f"{where} lacks '{key}'")
    return value[key]


def number(where, value, least=0.0):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or math.isnan(value) or value < least:
        raise Wrong(f"{where} must be a number of at least {least:g}, but is {value!r}")
    return value


def positive(where, value):
    if number(where, value) == 0 or value > 2**50:
        raise Wrong(f"{where} must be above 0 and at most 2^50, but is {value!r}")
    return value


def text(where, value):
    if not isinstance(value, str) or not value:
        raise Wrong(f"{where} must be a name, but is {value!r}")
    return value


def items(where, value):
    if not isinstance(value, list):
        raise Wrong(f"{where} must be a list, but is {value!r}")
    return value


def names(where, value):
    """A list of names or numbers."""
    for item in items(where, value):
        if isinstance(item, bool) or not isinstance(item, (str, int)):
            raise Wrong(f"{where} must be a list of names, but has {item!r}")
    return value


def whole_bytes(where, bits):
    if bits != int(bits) or int(bits) % 8:
        raise Wrong(f"{where} must be a whole number of bytes, but is {bits:g} bits")
    return int(bits) // 8


class Machine:
    """A machine as it is written."""

    def __init__(self, name, summary):
        self.name, self.summary = name, summary
        self.clock = 1_000_000_000
        self.notes, self.memories, self.units, self.channels, self.links, self.cores = [], [], [], [], [], []

    def note(self, line):
        if line not in self.notes:
            self.notes.append(line)

    def memory(self, name, capacity, row, read, write, shared, read_energy, write_energy, holds, bypass=()):
        if any(other["sym_name"] == name for other in self.memories):
            raise Wrong(f"two memories are called '{name}'")
        entry = {"sym_name": name, "capacity_bytes": capacity, "row_bytes": max(1, int(row)), "banks": 1, "ports": 1,
                 "read_bytes_per_cycle": float(read), "write_bytes_per_cycle": float(write)}
        if shared:
            entry["shares_bandwidth"] = True
        entry["read_picojoules_per_byte"] = read_energy
        entry["write_picojoules_per_byte"] = write_energy
        entry["holds"] = [role for role in ("input", "weight", "output") if role in holds]
        if bypass:
            entry["may_bypass"] = [role for role in entry["holds"] if role in bypass]
        self.memories.append(entry)

    def link(self, source, destination, rate, energy=None, channels=()):
        entry = {"source": source, "destination": destination, "bytes_per_cycle": float(rate), "latency_cycles": 0}
        if energy:
            entry["picojoules_per_byte"] = float(energy)
        if channels:
            entry["channels"] = list(channels)
        self.links.append(entry)

    def print(self):
        lines = [f"// {note}" for note in self.notes]
        lines.append('"machine.accelerator"() ({')
        for kind, entries in (("memory", self.memories), (None, self.units), ("channel", self.channels),
                              ("link", self.links), ("core", self.cores)):
            for entry in entries:
                fields = dict(entry)
                op = fields.pop("op", kind)
                lines.append(f'  "machine.{op}"() {{{attributes(fields)}}} : () -> ()')
        lines.append('  "fuse_end.yield"() : () -> ()')
        last = {"sym_name": self.name, "summary": self.summary, "clock_hertz": int(self.clock), "instruction_set": "none"}
        lines.append(f"}}) {{{attributes(last)}}} : () -> ()")
        return "\n".join(lines) + "\n"


def attributes(fields):
    return ", ".join(
        key if value is True else f"{key} = {attribute(value)}" for key, value in fields.items() if value is not None)


class Type(str):
    """The name of an element type."""


def attribute(value):
    if isinstance(value, Type):
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(c if 32 <= ord(c) < 127 and c not in '"\\' else "?" for c in value) + '"'
    if isinstance(value, int):
        return f"{value} : i64"
    if isinstance(value, float):
        digits = repr(float(f"{value:.12g}"))
        if "." not in digits:
            digits = digits.replace("e", ".0e") if "e" in digits else digits + ".0"
        return f"{digits} : f64"
    if isinstance(value, dict):
        return "{" + attributes(value) + "}"
    return "[" + ", ".join(attribute(element) for element in value) + "]"


def sums_type(elements, bits):
    """The element type of sums of so many bits."""
    if elements in ("bf16", "f16", "f32"):
        return {16: elements if elements != "f32" else "f32"}.get(bits, "f32")
    return {8: "i8", 16: "i16"}.get(bits, "i32")


# ---------------------------------------------------------------------------------------------------------- ZigZag, Stream

CORE_KEYS = ["name", "type", "memories", "operational_array", "operator_types", "dataflows", "utilization",
             "max_object_fifo_depth"]
MEMORY_KEYS = ["size", "r_cost", "w_cost", "area", "latency", "mem_type", "auto_cost_extraction", "operands", "ports",
               "served_dimensions", "force_double_buffering"]
PORT_KEYS = ["name", "type", "bandwidth_min", "bandwidth_max", "allocation"]
ARRAY_KEYS = ["dimensions", "sizes", "unit_energy", "unit_area", "input_precision", "is_imc", "systolic_dimensions"]
SYSTEM_KEYS = ["name", "cores", "core_coordinates", "offchip_core_id", "unit_energy_cost", "core_connectivity",
               "core_memory_sharing"]
CONNECTION_KEYS = ["type", "cores", "bandwidth", "unit_energy_cost"]


class ZigZagMemory:
    """A memory of a core: figures of one instance, as the file has them, in bytes."""

    def __init__(self, where, name, data, dimensions, machine):
        check_keys(where, data, MEMORY_KEYS)
        if data.get("auto_cost_extraction"):
            raise Wrong(f"{where} has 'auto_cost_extraction', which asks for another tool's estimate: give 'r_cost' and 'w_cost'")
        if data.get("force_double_buffering"):
            raise Wrong(f"{where} has 'force_double_buffering', which a machine can't say: schedules choose it")
        self.name = name
        self.bits = positive(f"'size' of {where}", required(where, data, "size"))
        self.operands = []
        for operand in names(f"'operands' of {where}", required(where, data, "operands")):
            if operand not in ROLES:
                raise Wrong(f"'operands' of {where} lists '{operand}', which is none of I1, I2, O")
            self.operands.append(ROLES[operand])
        self.served = names(f"'served_dimensions' of {where}", required(where, data, "served_dimensions"))
        for dimension in self.served:
            if dimension not in dimensions:
                near = f"; the array has {', '.join(dimensions)}" if dimensions else ""
                raise Wrong(f"'served_dimensions' of {where} lists '{dimension}', which the array does not have{near}")
        latency = number(f"'latency' of {where}", required(where, data, "latency"))
        if latency > 1:
            machine.note(f"latency of {latency} cycles of {name} is left out: accesses are behind each other")
        reads = writes = both = 0.0
        width = {"read": 0, "write": 0}
        for port in items(f"'ports' of {where}", required(where, data, "ports")):
            at = f"a port of {where}"
            check_keys(at, port, PORT_KEYS)
            kind = required(at, port, "type")
            if kind not in ("read", "write", "read_write"):
                raise Wrong(f"'type' of {at} must be read, write or read_write, but is {kind!r}")
            bandwidth = positive(f"'bandwidth_max' of {at}", required(at, port, "bandwidth_max"))
            least = number(f"'bandwidth_min' of {at}", required(at, port, "bandwidth_min"))
            if least != bandwidth:
                machine.note("bandwidth_min is left out: an access moves as few bits as it needs")
            uses = set()
            for use in items(f"'allocation' of {at}", required(at, port, "allocation")):
                match = re.fullmatch(r"(I1|I2|O), *(fh|fl|th|tl)", str(use))
                if not match:
                    raise Wrong(f"'allocation' of {at} has {use!r}, which is no operand and direction such as 'I1, tl'")
                uses.add("read" if match[2][0] == "t" else "write")
            for use in uses:
                if kind != "read_write" and use != kind:
                    raise Wrong(f"{at} is for {kind}s, but its allocation has a {use}")
            for use in uses:
                width[use] = max(width[use], bandwidth)
            if uses == {"read"}:
                reads += bandwidth
            elif uses == {"write"}:
                writes += bandwidth
            elif uses:
                both += bandwidth
        self.shared = both > 0 and reads == writes == 0
        if both and not self.shared:
            machine.note(f"ports of {name} that read and write have their bandwidth in both directions at a time")
        self.read, self.write = (reads + both) / 8, (writes + both) / 8
        if self.read == 0 or self.write == 0:
            raise Wrong(f"{where} has no port that {'reads' if self.read == 0 else 'writes'}")
        self.row = max(width.values()) // 8
        self.read_energy = number(f"'r_cost' of {where}", required(where, data, "r_cost")) / width["read"] * 8
        self.write_energy = number(f"'w_cost' of {where}", required(where, data, "w_cost")) / width["write"] * 8
        if "area" in data:
            machine.note("areas are left out")


class ZigZagCore:
    """A core of Stream, or all of an accelerator of ZigZag but its array's loops."""

    def __init__(self, where, data, options, machine):
        check_keys(where, data, CORE_KEYS)
        self.where = where
        self.name = text(f"'name' of {where}", required(where, data, "name"))
        kind = str(data.get("type", "zigzag.compute"))
        namespace, _, self.kind = kind.rpartition(".")
        if namespace not in ("", "zigzag") or self.kind not in ("compute", "memory", "offchip"):
            raise Wrong(f"'type' of {where} is '{kind}'; known are zigzag.compute, zigzag.memory and zigzag.offchip")
        for key in ("utilization", "max_object_fifo_depth"):
            if key in data:
                raise Wrong(f"{where} has '{key}', which a machine can't say")
        array = required(where, data, "operational_array")
        at = f"'operational_array' of {where}"
        check_keys(at, array, ARRAY_KEYS)
        if array.get("is_imc"):
            raise Wrong(f"{at} is one of in-memory computing ('is_imc'), which no machine describes")
        if array.get("systolic_dimensions"):
            raise Wrong(f"{at} has 'systolic_dimensions', which a machine can't say")
        if "unit_area" in array:
            machine.note("areas are left out")
        self.dimensions = [str(name) for name in names(f"'dimensions' of {at}", required(at, array, "dimensions"))]
        self.sizes = items(f"'sizes' of {at}", required(at, array, "sizes"))
        if len(self.dimensions) != len(self.sizes):
            raise Wrong(f"{at} has {len(self.dimensions)} dimensions, but {len(self.sizes)} sizes")
        for size in self.sizes:
            if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= 65536:
                raise Wrong(f"'sizes' of {at} must be whole numbers from 0 to 65536, but has {size!r}")
        self.energy = float(number(f"'unit_energy' of {at}", array["unit_energy"])) if "unit_energy" in array else None
        precision = array.get("input_precision")
        self.elements = options.elements
        if precision:
            names(f"'input_precision' of {at}", precision)
            if len(set(precision)) > 1 or precision[0] not in (8, 16, 32):
                raise Wrong(f"'input_precision' of {at} is {precision}; known are 8, 16 and 32 bits for both")
            if options.elements == "i8":
                self.elements = {8: "i8", 16: "i16", 32: "i32"}[precision[0]]
        self.memories = []
        for name, memory in check_memories(where, data).items():
            self.memories.append(ZigZagMemory(f"memory '{name}' of {where}", name, memory, self.dimensions, machine))
        self.operators = None
        if "operator_types" in data:
            self.operators = names(f"'operator_types' of {where}", data["operator_types"])
        self.loops = dict(options.dataflow)
        for dimension, runs in (data.get("dataflows") or {}).items():
            if dimension not in self.dimensions:
                raise Wrong(f"'dataflows' of {where} has '{dimension}', which the array does not have")
            self.loops.setdefault(dimension, [letter(str(run).split(",")[0].strip()) for run in runs])
        if self.kind == "compute" and 0 in self.sizes:
            raise Wrong(f"{where} computes, but has a dimension of size 0")

    @property
    def places(self):
        return math.prod(self.sizes)

    def count(self, memory):
        """How many instances of the memory there are."""
        return math.prod(s for d, s in zip(self.dimensions, self.sizes) if d not in memory.served)

    @property
    def tops(self):
        """The outermost memories, each once."""
        last = {role: memory for memory in self.memories for role in memory.operands}
        return [memory for memory in self.memories if memory in last.values()]

    def side_loops(self, dimension):
        """The loops that run along a dimension of the array."""
        if dimension in self.loops:
            return self.loops[dimension]
        def innermost(role):
            return next((m for m in self.memories if role in m.operands), None)
        outputs, weights = innermost("output"), innermost("weight")
        for memory, loops in ((outputs, ["C", "R", "S"]), (weights, ["N", "P", "Q"])):
            if memory is not None and dimension in memory.served:
                if self.count(memory) == 1 and len(self.dimensions) > 1:
                    raise Wrong(
                        f"{self.where} does not tell what runs along {dimension}, since '{memory.name}' is shared along all "
                        f"dimensions: say --dataflow {dimension}=K (or C, N, ...)")
                return loops
        return ["K"]

    def sides(self, machine):
        """Rows and columns of the array, each the loops and the steps."""
        sides = []
        for dimension, size in zip(self.dimensions, self.sizes):
            loops = self.side_loops(dimension)
            for side in sides:
                if side[0] == loops:
                    side[1] *= size
                    machine.note(f"{dimension} of '{self.name}' is folded into the other dimension with the same loops")
                    break
            else:
                sides.append([loops, size])
        while len(sides) > 2:
            # Reductions and rows of outputs share the rows.
            spare = [side for side in sides if side[0] != ["K"]]
            if len(spare) < 2:
                raise Wrong(f"{self.where} has more than two kinds of loops: an array has rows and columns")
            spare[0][0] = spare[0][0] + spare[1][0]
            spare[0][1] *= spare[1][1]
            sides.remove(spare[1])
            machine.note(f"dimensions of '{self.name}' with the loops {' '.join(spare[0][0])} share its rows, in any split")
        if len(sides) == 1:
            sides.append([["K"], 1] if "K" not in sides[0][0] else [["C"], 1])
        if "K" in sides[0][0] and "K" not in sides[1][0]:
            sides.reverse()
        return sides

    def sum_bits(self):
        """The width of a sum: that of a register of outputs, if it holds one."""
        first = next((m for m in self.memories if "output" in m.operands), None)
        if first is not None and first not in self.tops and first.bits in (8, 16, 32):
            return first.bits
        return 32

    def array(self, name, machine):
        rows, columns = self.sides(machine)
        elements = Type(self.elements)
        return {"op": "array", "sym_name": name, "rows": rows[1], "columns": columns[1], "input": elements,
                "weight": elements, "accumulator": Type(sums_type(self.elements, self.sum_bits())),
                "multiply_add": "separate", "multiply_adds_per_cycle": 1, "picojoules_per_multiply_add": self.energy,
                "row_loops": rows[0], "column_loops": columns[0]}

    def unit(self, name, memory, machine):
        """What computes: an array, or a vector unit where the operators are those of one."""
        if self.operators is None:
            return self.array(name, machine)
        known = set()
        for operator in self.operators:
            if operator in ARRAY_OPERATORS:
                if any(other not in ARRAY_OPERATORS for other in self.operators):
                    raise Wrong(f"'operator_types' of {self.where} has both products ('{operator}') and elementwise operators")
                return self.array(name, machine)
            if operator not in OPERATORS:
                near = difflib.get_close_matches(str(operator), list(OPERATORS) + sorted(ARRAY_OPERATORS), 1)
                hint = f"; did you mean '{near[0]}'?" if near else ""
                raise Wrong(f"'operator_types' of {self.where} has an unknown operator '{operator}'{hint}")
            known.update(OPERATORS[operator])
        return {"op": "vector", "sym_name": name, "lanes": self.places, "operations_per_cycle": float(self.places),
                "picojoules_per_operation": self.energy, "memory": memory, "operators": {op: {} for op in sorted(known)}}

    def write(self, machine, name, home):
        """Adds the core; `home` is its memory where it shares one that stands already."""
        tops = self.tops
        if not tops:
            raise Wrong(f"{self.where} has no memory")
        top = max(tops, key=lambda memory: memory.bits)
        if home is None:
            home = f"{top.name}_{name}"
            if len(tops) > 1:
                machine.note(f"a core computes on one memory: '{top.name}' of '{self.name}' holds all tensors, with the "
                             "bandwidth of " + " and ".join(m.name for m in tops))
            machine.memory(home, whole_bytes(f"size of '{top.name}'", top.bits), top.row, sum(m.read for m in tops),
                           sum(m.write for m in tops), top.shared, top.read_energy, top.write_energy, ROLES.values())
        if self.kind != "compute":
            return home
        inside = []
        for memory in reversed([m for m in self.memories if m not in tops]):
            count = self.count(memory)
            inner = f"{memory.name}_{name}"
            inside.append(inner)
            machine.memory(inner, whole_bytes(f"all of '{memory.name}'", memory.bits * count), memory.row,
                           memory.read * count, memory.write * count, memory.shared, memory.read_energy,
                           memory.write_energy, memory.operands)
        unit = f"unit_{name}"
        machine.units.append(self.unit(unit, home, machine))
        machine.cores.append({"sym_name": f"core_{name}", "memories": [home] + inside, "units": [unit]})
        return home


def check_memories(where, data):
    memories = required(where, data, "memories")
    if not isinstance(memories, dict):
        raise Wrong(f"'memories' of {where} must be a dictionary")
    return memories


def letter(name):
    """The letter of a loop, from fusec's or another tool's name."""
    found = LETTERS.get(name, name)
    if found not in "GNKCPQRS" or len(found) != 1:
        raise Wrong(f"'{name}' is no loop; known are G N K C P Q R S, and B OX OY FX FY as other tools call them")
    return found


def identifier(value):
    return re.sub(r"[^A-Za-z0-9_-]", "-", str(value))


def from_stream(path, data, options):
    check_keys("the file", data, SYSTEM_KEYS)
    machine = Machine(identifier(text("'name'", required("the file", data, "name"))), f"From {os.path.basename(path)}.")
    files = required("the file", data, "cores")
    if not isinstance(files, dict) or not files:
        raise Wrong("'cores' must be a dictionary of numbers and files")
    if "core_coordinates" in data:
        machine.note("core_coordinates are left out")
    cores = {}
    for number_, entry in files.items():
        if isinstance(entry, str):
            core = load(core_file(path, entry))
        else:
            core = entry
        cores[number_] = ZigZagCore(f"core {number_}", core, options, machine)
    outside = required("the file", data, "offchip_core_id")
    if outside not in cores:
        raise Wrong(f"'offchip_core_id' is {outside}, but the cores are {', '.join(map(str, cores))}")
    dram = cores[outside]
    if len(dram.memories) != 1:
        raise Wrong(f"core {outside} is off chip and must have one memory, but has {len(dram.memories)}")
    memory = dram.memories[0]
    machine.note("the outermost memory has no limit here")
    machine.memory("dram", None, memory.row, memory.read, memory.write, memory.shared, memory.read_energy,
                   memory.write_energy, ROLES.values())
    shared = {}
    for group in data.get("core_memory_sharing") or []:
        members = [int(part) for part in str(group).split(",")] if isinstance(group, str) else list(group)
        for member in members:
            if member not in cores:
                raise Wrong(f"'core_memory_sharing' names core {member}, which does not exist")
            shared[member] = members[0]
    homes = {outside: "dram"}
    for number_, core in cores.items():
        if number_ != outside:
            first = shared.get(number_, number_)
            if first != number_ and first not in homes:
                raise Wrong(f"'core_memory_sharing' lists core {first} before core {number_}, but it comes later")
            homes[number_] = core.write(machine, str(number_), homes.get(first) if first != number_ else None)
    connect(data, homes, machine)
    return machine


def core_file(path, entry):
    """Where the file of a core is: beside the accelerator's, in its folder of cores, or at that path from a folder above."""
    folder = os.path.dirname(os.path.abspath(path))
    places = [os.path.join(folder, entry), os.path.join(folder, "cores", entry)]
    while os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
        places.append(os.path.join(folder, entry))
    return next((place for place in places if os.path.isfile(place)), places[0])


def connect(data, homes, machine):
    """Links and buses: a link of its own goes before a bus, a later bus before an earlier one."""
    default = number("'unit_energy_cost'", data.get("unit_energy_cost", 0))
    pairs = {}
    buses = 0
    for connection in items("'core_connectivity'", required("the file", data, "core_connectivity")):
        at = "an entry of 'core_connectivity'"
        check_keys(at, connection, CONNECTION_KEYS)
        kind = connection.get("type", "link")
        if kind not in ("link", "bus"):
            raise Wrong(f"'type' of {at} must be link or bus, but is {kind!r}")
        rate = positive(f"'bandwidth' of {at}", required(at, connection, "bandwidth")) / 8
        energy = number(f"'unit_energy_cost' of {at}", connection.get("unit_energy_cost", default)) * 8
        ends = names(f"'cores' of {at}", required(at, connection, "cores"))
        for end in ends:
            if end not in homes:
                raise Wrong(f"'cores' of {at} names core {end}, which does not exist")
        if kind == "link" and len(ends) != 2:
            raise Wrong(f"'cores' of {at} must be two for a link, but are {len(ends)}")
        channel = None
        if kind == "bus":
            channel = f"bus{buses}"
            buses += 1
            machine.channels.append({"sym_name": channel, "bytes_per_cycle": rate})
        for one in ends:
            for other in ends:
                pair = (homes[one], homes[other])
                if pair[0] == pair[1]:
                    continue
                if pair in pairs and (channel is None) != (pairs[pair][2] is None):
                    machine.note("cores with a link of their own do not use the bus")
                    if channel is not None:
                        continue
                elif pair in pairs and channel is not None and pairs[pair][2] != channel:
                    machine.note("of two buses between the same cores the later one is used, as in Stream's graph")
                pairs[pair] = (rate, energy, channel)
    for (source, destination), (rate, energy, channel) in pairs.items():
        machine.link(source, destination, rate, energy, [channel] if channel else [])
    used = {name for link in machine.links for name in link.get("channels", [])}
    machine.channels = [channel for channel in machine.channels if channel["sym_name"] in used]


def from_zigzag(path, data, options):
    machine = Machine(identifier(required("the file", data, "name")), f"From {os.path.basename(path)}.")
    core = ZigZagCore("the accelerator", data, options, machine)
    tops = core.tops
    if len(tops) != 1:
        raise Wrong("the accelerator needs one outermost memory for all operands")
    dram = tops[0]
    machine.note("the outermost memory has no limit here")
    machine.memory(dram.name, None, dram.row, dram.read, dram.write, dram.shared, dram.read_energy, dram.write_energy,
                   ROLES.values())
    # The operands that no memory on chip has got yet.
    feeding = set(ROLES.values())
    for memory in reversed([m for m in core.memories if m is not dram]):
        count = core.count(memory)
        machine.memory(memory.name, whole_bytes(f"all of '{memory.name}'", memory.bits * count), memory.row,
                       memory.read * count, memory.write * count, memory.shared, memory.read_energy, memory.write_energy,
                       memory.operands)
        if not feeding.isdisjoint(memory.operands):
            machine.link(dram.name, memory.name, min(dram.read, memory.write * count))
            machine.link(memory.name, dram.name, min(dram.write, memory.read * count))
            feeding.difference_update(memory.operands)
    machine.units.append(core.array("array", machine))
    return machine


# -------------------------------------------------------------------------------------------------------------- AccelForge

NODE_KEYS = {
    "Memory": ["name", "size", "leak_power", "area", "actions", "tensors", "spatial", "total_latency"],
    "Compute": ["name", "leak_power", "area", "actions", "enabled", "total_latency", "spatial"],
    "Container": ["name", "spatial"],
}
SEPARATE_PORTS = "max(a.n_calls / a.throughput for a in actions)"
SHARED_PORTS = "sum(a.n_calls / a.throughput for a in actions)"


class Node(dict):
    """A node of an architecture, with its tag."""


class Loader(yaml.SafeLoader):
    """Reads the nodes of AccelForge, and refuses keys that come twice."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise Wrong(f"line {node.start_mark.line + 1}: the key '{key}' comes twice")
        return super().construct_mapping(node, deep)


def tagged(loader, suffix, node):
    value = Node(loader.construct_mapping(node, deep=True))
    value.tag = suffix
    return value


Loader.add_multi_constructor("!", tagged)


def load(path):
    try:
        with open(path, encoding="utf-8") as file:
            source = file.read()
    except OSError as error:
        raise Wrong(f"cannot read '{path}': {error.strerror}") from None
    if "{%" in source or "{{" in source:
        raise Wrong(f"{path} is a template: give every '{{{{...}}}}' its value first")
    try:
        return yaml.load(source, Loader)
    except yaml.YAMLError as error:
        raise Wrong(f"{path} is no YAML: {' '.join(str(error).split())}") from None


def evaluate(where, value, bits):
    """The value of an expression of numbers; a register holds a weight of `bits`."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value and abs(value) < 2**1000:
        return float(value)

    def walk(node):
        if isinstance(node, ast.Expression):
            return walk(node.body)
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return float(node.value)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
            return -walk(node.operand) if isinstance(node.op, ast.USub) else walk(node.operand)
        if isinstance(node, ast.BinOp):
            left, right = walk(node.left), walk(node.right)
            if isinstance(node.op, ast.Add):
                return left + right
            if isinstance(node.op, ast.Sub):
                return left - right
            if isinstance(node.op, ast.Mult):
                return left * right
            if isinstance(node.op, ast.Div) and right:
                return left / right
            if isinstance(node.op, ast.Pow) and abs(right) <= 64 and abs(left) <= 1e9:
                return float(left**right)
        if isinstance(node, ast.Name) and node.id == "inf":
            return math.inf
        if isinstance(node, ast.Attribute) and node.attr == "bits_per_value" and isinstance(node.value, ast.Name):
            return float(bits)
        if isinstance(node, ast.IfExp) and isinstance(node.test, ast.Name):
            return walk(node.body)
        raise Wrong(f"{where} is {value!r}, which is no expression of numbers")

    try:
        result = walk(ast.parse(str(value).strip(), mode="eval"))
        if result == result:
            return result
        raise ValueError
    except (SyntaxError, OverflowError, RecursionError, ValueError):
        raise Wrong(f"{where} is {value!r}, which is no expression of numbers") from None


def tensor_set(where, value, kept):
    """The roles of a set of tensors; those between layers may lie anywhere."""
    every = {"input", "weight", "output"}

    def walk(node):
        if isinstance(node, ast.Expression):
            return walk(node.body)
        if isinstance(node, ast.BinOp):
            left, right = walk(node.left), walk(node.right)
            if isinstance(node.op, ast.BitOr):
                return left | right
            if isinstance(node.op, ast.BitAnd):
                return left & right
            if isinstance(node.op, ast.Sub):
                return left - right
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
            return every - walk(node.operand)
        if isinstance(node, ast.Attribute) and node.attr == "tensors":
            return walk(node.value)
        if isinstance(node, ast.Name):
            if node.id in every:
                return {node.id}
            if node.id in kept:
                return kept[node.id]
            if node.id in ("All", "Nothing", "Intermediates"):
                return set(every) if node.id == "All" else set()
        raise Wrong(f"{where} is {value!r}; known are input, weight, output, All, Nothing, Intermediates and memories "
                    "before this one, with | & - ~")

    try:
        return walk(ast.parse(str(value).strip(), mode="eval"))
    except (SyntaxError, RecursionError, ValueError):
        raise Wrong(f"{where} is {value!r}, which is no set of tensors") from None


class ForgeNode:
    """A node with what its keys mean."""

    def __init__(self, data, options, machine):
        tag = getattr(data, "tag", None)
        if tag not in NODE_KEYS:
            raise Wrong(f"a node is a '!{tag}'; known are !Memory, !Compute and !Container")
        self.tag = tag
        where = f"node '{data.get('name')}'"
        check_keys(where, data, NODE_KEYS[tag])
        self.where, self.data = where, data
        self.name = identifier(text(f"'name' of {where}", required(where, data, "name")))
        if evaluate(f"'leak_power' of {where}", data.get("leak_power", 0), 8):
            raise Wrong(f"{where} has 'leak_power', which a machine can't say: it must be 0")
        if "area" in data:
            machine.note("areas are left out")
        self.actions = {}
        for action in items(f"'actions' of {where}", data.get("actions", [])):
            at = f"an action of {where}"
            check_keys(at, action, ["name", "energy", "throughput"])
            name = required(at, action, "name")
            if name not in (("compute",) if tag == "Compute" else ("read", "write")):
                raise Wrong(f"{where} has an unknown action '{name}'")
            energy = evaluate(f"'energy' of {at}", required(at, action, "energy"), options.bits)
            rate = evaluate(f"'throughput' of {at}", required(at, action, "throughput"), options.bits)
            if not 0 <= energy < math.inf or not rate > 0:
                raise Wrong(f"{at} needs an energy of at least 0 and a throughput above 0")
            self.actions[name] = (energy * 1e12, rate)
        for name in ("compute",) if tag == "Compute" else ("read", "write") if tag == "Memory" else ():
            if name not in self.actions:
                raise Wrong(f"{where} lacks the action '{name}'")
        latency = str(data.get("total_latency", SHARED_PORTS))
        if latency not in (SHARED_PORTS, SEPARATE_PORTS):
            raise Wrong(f"'total_latency' of {where} is {latency!r}; known are the sum and the maximum over actions of "
                        "n_calls / throughput")
        self.shared = latency == SHARED_PORTS
        self.copies, self.sides = 1, []
        for fan in items(f"'spatial' of {where}", data.get("spatial", [])):
            at = f"an entry of 'spatial' of {where}"
            check_keys(at, fan, ["name", "fanout", "reuse", "may_reuse", "min_usage"])
            size = evaluate(f"'fanout' of {at}", required(at, fan, "fanout"), options.bits)
            if size != int(size) or not 1 <= size <= 65536:
                raise Wrong(f"'fanout' of {at} must be a whole number from 1 to 65536, but is {size:g}")
            if "min_usage" in fan:
                machine.note("min_usage is left out: mappings choose how much of a side they use")
            reuse = str(fan.get("reuse", fan.get("may_reuse", "")))
            if reuse == "Nothing":
                self.copies *= int(size)
            elif reuse in ("input", "output", "weight"):
                self.sides.append(({"input": ["K"], "output": ["C", "R", "S"], "weight": ["N", "P", "Q"]}[reuse], int(size)))
            else:
                raise Wrong(f"{at} reuses '{reuse}'; known are input, weight, output and Nothing")


def from_accelforge(path, data, options):
    check_keys("the file", data, ["arch"])
    arch = required("the file", data, "arch")
    check_keys("'arch'", arch, ["nodes"])
    name = identifier(os.path.splitext(os.path.basename(path))[0])
    machine = Machine(name, f"From {os.path.basename(path)}.")
    nodes = [ForgeNode(node, options, machine) for node in items("'nodes'", required("'arch'", arch, "nodes"))]
    computes = [node for node in nodes if node.tag == "Compute"]
    memories = [node for node in nodes if node.tag == "Memory"]
    if len(memories) < 2 or not computes:
        raise Wrong("the architecture needs two memories and a compute node at least")
    arrays = [node for node in computes if operands(node) == 3]
    if len(arrays) != 1:
        raise Wrong(f"the architecture has {len(arrays)} compute nodes for products (with 'enabled: len(All) == 3', or without); "
                    "known is one")
    machine.clock = options.clock or arrays[0].actions["compute"][1]
    if not 1 <= machine.clock <= 1e12:
        raise Wrong("the clock is the throughput of the compute node for products, which must be from 1 to 1e12: give --clock")
    cores = math.prod(node.copies for node in nodes)
    if cores > 256:
        raise Wrong(f"the architecture has {cores} cores (fanouts that reuse nothing); a machine has at most 256")
    write_forge(machine, nodes, memories, arrays[0], cores, options)
    return machine


def operands(node):
    """How many tensors the operations of a compute node have."""
    enabled = str(node.data.get("enabled", "len(All) == 3"))
    match = re.fullmatch(r"len\(All\) *== *([23])", enabled)
    if not match:
        raise Wrong(f"'enabled' of {node.where} is {enabled!r}; known are 'len(All) == 3' for products and 'len(All) == 2'")
    return int(match[1])


def write_forge(machine, nodes, memories, array, cores, options):
    elements = Type(options.elements)
    kept, outer = {}, memories[0]
    split = [False]
    names = [[] for _ in range(cores)]
    home = None
    places, sides, fed = 1, [], None
    for node in nodes:
        at_core = node.copies > 1
        split.append(split[-1] or at_core)
        for loops, size in node.sides:
            sides.append((loops, size))
        places = math.prod(size for _, size in sides)
        if node.tag == "Memory":
            home = write_forge_memory(machine, node, node is outer, cores, split[-1], places, kept, names, home, options)
            fed = node.name
        elif node.tag == "Compute" and operands(node) == 2:
            for core in range(cores):
                energy, rate = node.actions["compute"]
                lanes = rate / machine.clock * places
                if lanes != int(lanes) or lanes < 1:
                    raise Wrong(f"'throughput' of {node.where} is not a whole number of operations a cycle")
                machine.units.append({
                    "op": "vector", "sym_name": f"{node.name}{core}", "lanes": int(lanes), "operations_per_cycle": lanes,
                    "picojoules_per_operation": energy, "memory": memory_name(machine, fed, core)})
    rows = [side for side in sides if side[0] != ["K"]]
    columns = [side for side in sides if side[0] == ["K"]]
    if len(rows) > 1 or len(columns) > 1:
        raise Wrong("the architecture has more than two sides of an array: one that reuses inputs, and one that reuses "
                    "outputs or weights")
    row, column = (rows or [(["C", "R", "S"], 1)])[0], (columns or [(["K"], 1)])[0]
    for core in range(cores):
        machine.units.append({
            "op": "array", "sym_name": f"{array.name}{core}", "rows": row[1], "columns": column[1], "input": elements,
            "weight": elements, "accumulator": elements, "multiply_add": "separate", "multiply_adds_per_cycle": 1,
            "picojoules_per_multiply_add": array.actions["compute"][0], "row_loops": row[0], "column_loops": column[0]})
        units = [unit["sym_name"] for unit in machine.units if unit["sym_name"].endswith(str(core))
                 and re.fullmatch(r"\D*", unit["sym_name"][:-len(str(core))][-1:])]
        machine.cores.append({"sym_name": f"core{core}", "memories": names[core], "units": units})
    homes = sorted({own[0] for own in names})
    for memory in homes:
        figures = {entry["sym_name"]: entry for entry in machine.memories}
        machine.link(outer.name, memory,
                     min(figures[outer.name]["read_bytes_per_cycle"], figures[memory]["write_bytes_per_cycle"]))
        machine.link(memory, outer.name,
                     min(figures[outer.name]["write_bytes_per_cycle"], figures[memory]["read_bytes_per_cycle"]))
    machine.note("elements and partial sums have the type that --elements gives")


def memory_name(machine, name, core):
    return name if any(entry["sym_name"] == name for entry in machine.memories) else f"{name}{core}"


def write_forge_memory(machine, node, outermost, cores, split, places, kept, names, home, options):
    """Adds a memory: one, or one for each core where the cores are split. Gives the memory that cores compute on."""
    tensors = node.data.get("tensors", {})
    check_keys(f"'tensors' of {node.where}", tensors, ["keep", "may_keep"])
    keep = tensor_set(f"'keep' of {node.where}", tensors.get("keep", "Nothing"), kept)
    may = tensor_set(f"'may_keep' of {node.where}", tensors.get("may_keep", "Nothing"), kept)
    kept[node.data["name"]] = keep
    holds = {"input", "weight", "output"} if outermost else keep | may
    if not holds:
        raise Wrong(f"{node.where} keeps no tensor")
    size = evaluate(f"'size' of {node.where}", required(node.where, node.data, "size"), options.bits)
    capacity = None
    if size != math.inf:
        capacity = whole_bytes(f"'size' of {node.where}", positive(f"'size' of {node.where}", size) * places)
    elif not outermost:
        raise Wrong(f"'size' of {node.where} is inf, which only the outermost memory may be")
    rates = []
    for action in ("read", "write"):
        rate = node.actions[action][1] / 8 / machine.clock * places
        if rate == math.inf:
            machine.note("a throughput of inf is 2^30 bytes a cycle")
            rate = 2.0**30
        rates.append(rate)
    energies = [node.actions[action][0] * 8 for action in ("read", "write")]
    for core in range(cores if split else 1):
        name = f"{node.name}{core}" if split else node.name
        machine.memory(name, capacity, 1, rates[0], rates[1], node.shared, energies[0], energies[1], holds,
                       () if outermost else may - keep)
        if not outermost:
            for own in range(cores) if not split else [core]:
                names[own].append(name)
    return home


# --------------------------------------------------------------------------------------------------------------------- main


def parse_dataflow(value):
    loops = {}
    for part in filter(None, value.split(",")):
        dimension, _, names = part.partition("=")
        if not re.fullmatch(r"D\d", dimension) or not names:
            raise Wrong(f"--dataflow takes D1=K,D2=C and the like, not '{part}'")
        loops[dimension] = [letter(name) for name in names.split("+")]
    return loops


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("-o", dest="output", default="-")
    parser.add_argument("--elements", default="i8", choices=["i8", "i16", "bf16", "f16", "f32"])
    parser.add_argument("--dataflow", default="")
    parser.add_argument("--clock", type=float)
    options = parser.parse_args()
    options.bits = {"i8": 8, "i16": 16, "bf16": 16, "f16": 16, "f32": 32}[options.elements]
    try:
        options.dataflow = parse_dataflow(options.dataflow)
        data = load(options.file)
        if not isinstance(data, dict):
            raise Wrong("the file holds no dictionary")
        if "arch" in data:
            machine = from_accelforge(options.file, data, options)
        elif "cores" in data:
            machine = from_stream(options.file, data, options)
        elif "operational_array" in data:
            machine = from_zigzag(options.file, data, options)
        else:
            known = ["arch", "cores", "operational_array"]
            raise Wrong(f"the file is of no known kind: it has none of the keys {', '.join(known)}")
        if options.clock and "arch" not in data:
            machine.clock = positive("--clock", options.clock)
        result = machine.print()
    except Wrong as error:
        sys.exit(f"{options.file}: error: {error}")
    except RecursionError:
        sys.exit(f"{options.file}: error: the file is nested too deeply")
    if options.output == "-":
        sys.stdout.write(result)
    else:
        with open(options.output, "w", encoding="utf-8") as file:
            file.write(result)


if __name__ == "__main__":
    main()
