// The ops of our dialects, for mlir-opt --irdl-file. Made from the definitions in Sources/FuseIR/Dialects:
//     BLESS=1 swift test --filter IRDLFileTests
// IRDL has no optional attributes: those that an op need not have are left out.
irdl.dialect @fuse {
  irdl.attribute @edge {
    %operand = irdl.base "#builtin.integer"
    %verdict = irdl.base "#builtin.string"
    %views = irdl.base "#builtin.integer"
    %map = irdl.any
    %reasons = irdl.base "#builtin.array"
    irdl.parameters(operand: %operand, verdict: %verdict, views: %views, map: %map, reasons: %reasons)
  }
  irdl.attribute @mapping {
    %parts = irdl.base "#builtin.array"
    irdl.parameters(parts: %parts)
  }
  irdl.operation @group {
    %operands0 = irdl.any
    irdl.operands(operands0: variadic %operands0)
    %results0 = irdl.any
    irdl.results(results0: variadic %results0)
    %region0 = irdl.region with size 1
    irdl.regions(region0: %region0)
  }
}
irdl.dialect @gemmini {
  irdl.operation @buffer {
    %sym_name = irdl.base "#builtin.string"
    %address = irdl.base "#builtin.integer"
    %type = irdl.base "#builtin.type"
    %role = irdl.base "#builtin.string"
    irdl.attributes {
      "sym_name" = %sym_name,
      "address" = %address,
      "type" = %type,
      "role" = %role
    }
  }
  irdl.operation @compute {
    %a = irdl.base "#builtin.affine_map"
    %rows = irdl.base "#builtin.affine_map"
    %columns = irdl.base "#builtin.affine_map"
    irdl.attributes {
      "a" = %a,
      "rows" = %rows,
      "columns" = %columns
    }
    %operands0 = irdl.any
    irdl.operands(operands0: variadic %operands0)
  }
  irdl.operation @config_ex {
  }
  irdl.operation @config_ld {
    %stride = irdl.base "#builtin.integer"
    %block_stride = irdl.base "#builtin.integer"
    irdl.attributes {
      "stride" = %stride,
      "block_stride" = %block_stride
    }
  }
  irdl.operation @config_st {
    %stride = irdl.base "#builtin.integer"
    irdl.attributes {
      "stride" = %stride
    }
  }
  irdl.operation @fence {
  }
  irdl.operation @flush {
  }
  irdl.operation @host {
    %sym_name = irdl.base "#builtin.string"
    irdl.attributes {
      "sym_name" = %sym_name
    }
    %region0 = irdl.region with size 1
    irdl.regions(region0: %region0)
  }
  irdl.operation @load {
    %buffer = irdl.base "#builtin.symbol_ref"
    irdl.attributes {
      "buffer" = %buffer
    }
    %results0 = irdl.any
    irdl.results(results0: %results0)
  }
  irdl.operation @loop {
    %count = irdl.any
    irdl.attributes {
      "count" = %count
    }
    %operands0 = irdl.any
    irdl.operands(operands0: variadic %operands0)
    %region0 = irdl.region with size 1
    irdl.regions(region0: %region0)
  }
  irdl.operation @mvin {
    %memory = irdl.base "#builtin.string"
    %local = irdl.base "#builtin.affine_map"
    %rows = irdl.base "#builtin.affine_map"
    %columns = irdl.base "#builtin.affine_map"
    irdl.attributes {
      "memory" = %memory,
      "local" = %local,
      "rows" = %rows,
      "columns" = %columns
    }
    %operands0 = irdl.any
    irdl.operands(operands0: variadic %operands0)
  }
  irdl.operation @mvout {
    %buffer = irdl.base "#builtin.symbol_ref"
    %offset = irdl.base "#builtin.affine_map"
    %memory = irdl.base "#builtin.string"
    %local = irdl.base "#builtin.affine_map"
    %rows = irdl.base "#builtin.affine_map"
    %columns = irdl.base "#builtin.affine_map"
    irdl.attributes {
      "buffer" = %buffer,
      "offset" = %offset,
      "memory" = %memory,
      "local" = %local,
      "rows" = %rows,
      "columns" = %columns
    }
    %operands0 = irdl.any
    irdl.operands(operands0: variadic %operands0)
  }
  irdl.operation @preload {
    %operands0 = irdl.any
    irdl.operands(operands0: variadic %operands0)
  }
  irdl.operation @program {
    %machine = irdl.base "#builtin.string"
    %base = irdl.base "#builtin.integer"
    %bytes = irdl.base "#builtin.integer"
    irdl.attributes {
      "machine" = %machine,
      "base" = %base,
      "bytes" = %bytes
    }
    %operands0 = irdl.any
    irdl.operands(operands0: variadic %operands0)
    %results0 = irdl.any
    irdl.results(results0: variadic %results0)
    %region0 = irdl.region with size 1
    irdl.regions(region0: %region0)
  }
  irdl.operation @segment {
    %sym_name = irdl.base "#builtin.string"
    %reads = irdl.base "#builtin.array"
    %writes = irdl.base "#builtin.array"
    irdl.attributes {
      "sym_name" = %sym_name,
      "reads" = %reads,
      "writes" = %writes
    }
    %region0 = irdl.region with size 1
    irdl.regions(region0: %region0)
  }
  irdl.operation @store {
    %buffer = irdl.base "#builtin.symbol_ref"
    irdl.attributes {
      "buffer" = %buffer
    }
    %operands0 = irdl.any
    irdl.operands(operands0: %operands0)
  }
}
irdl.dialect @kernel {
  irdl.attribute @place {
    %scheme = irdl.base "#builtin.string"
    %offset = irdl.base "#builtin.integer"
    %bytes = irdl.base "#builtin.integer"
    irdl.parameters(scheme: %scheme, offset: %offset, bytes: %bytes)
  }
  irdl.operation @barrier {
  }
  irdl.operation @launch {
    %sym_name = irdl.base "#builtin.string"
    %blocks = irdl.base "#builtin.integer"
    %threads = irdl.base "#builtin.integer"
    %lanes = irdl.base "#builtin.integer"
    %scratch_bytes = irdl.base "#builtin.integer"
    irdl.attributes {
      "sym_name" = %sym_name,
      "blocks" = %blocks,
      "threads" = %threads,
      "lanes" = %lanes,
      "scratch_bytes" = %scratch_bytes
    }
    %operands0 = irdl.any
    irdl.operands(operands0: variadic %operands0)
    %results0 = irdl.any
    irdl.results(results0: variadic %results0)
    %region0 = irdl.region with size 1
    irdl.regions(region0: %region0)
  }
  irdl.operation @rows {
    %rows = irdl.any
    %row_tile = irdl.base "#builtin.integer"
    %reads = irdl.base "#builtin.array"
    %writes = irdl.base "#builtin.array"
    irdl.attributes {
      "rows" = %rows,
      "row_tile" = %row_tile,
      "reads" = %reads,
      "writes" = %writes
    }
    %operands0 = irdl.any
    irdl.operands(operands0: variadic %operands0)
    %results0 = irdl.any
    %results1 = irdl.any
    irdl.results(results0: %results0, results1: variadic %results1)
    %region0 = irdl.region with size 1
    irdl.regions(region0: %region0)
  }
}
irdl.dialect @machine {
  irdl.operation @accelerator {
    %sym_name = irdl.base "#builtin.string"
    %clock_hertz = irdl.base "#builtin.integer"
    %instruction_set = irdl.base "#builtin.string"
    irdl.attributes {
      "sym_name" = %sym_name,
      "clock_hertz" = %clock_hertz,
      "instruction_set" = %instruction_set
    }
    %region0 = irdl.region with size 1
    irdl.regions(region0: %region0)
  }
  irdl.operation @array {
    %sym_name = irdl.base "#builtin.string"
    %rows = irdl.base "#builtin.integer"
    %columns = irdl.base "#builtin.integer"
    %input = irdl.base "#builtin.type"
    %weight = irdl.base "#builtin.type"
    %accumulator = irdl.base "#builtin.type"
    %multiply_add = irdl.base "#builtin.string"
    %multiply_adds_per_cycle = irdl.base "#builtin.integer"
    irdl.attributes {
      "sym_name" = %sym_name,
      "rows" = %rows,
      "columns" = %columns,
      "input" = %input,
      "weight" = %weight,
      "accumulator" = %accumulator,
      "multiply_add" = %multiply_add,
      "multiply_adds_per_cycle" = %multiply_adds_per_cycle
    }
  }
  irdl.operation @channel {
    %sym_name = irdl.base "#builtin.string"
    %bytes_per_cycle = irdl.base "#builtin.float"
    irdl.attributes {
      "sym_name" = %sym_name,
      "bytes_per_cycle" = %bytes_per_cycle
    }
  }
  irdl.operation @core {
    %sym_name = irdl.base "#builtin.string"
    %memories = irdl.base "#builtin.array"
    %units = irdl.base "#builtin.array"
    irdl.attributes {
      "sym_name" = %sym_name,
      "memories" = %memories,
      "units" = %units
    }
  }
  irdl.operation @fabric {
    %sym_name = irdl.base "#builtin.string"
    %memory_latency = irdl.base "#builtin.integer"
    %bytes_per_cycle = irdl.base "#builtin.integer"
    %row_bytes = irdl.base "#builtin.integer"
    %row_miss_cycles = irdl.base "#builtin.integer"
    irdl.attributes {
      "sym_name" = %sym_name,
      "memory_latency" = %memory_latency,
      "bytes_per_cycle" = %bytes_per_cycle,
      "row_bytes" = %row_bytes,
      "row_miss_cycles" = %row_miss_cycles
    }
  }
  irdl.operation @link {
    %source = irdl.base "#builtin.string"
    %destination = irdl.base "#builtin.string"
    %bytes_per_cycle = irdl.base "#builtin.float"
    %latency_cycles = irdl.base "#builtin.integer"
    irdl.attributes {
      "source" = %source,
      "destination" = %destination,
      "bytes_per_cycle" = %bytes_per_cycle,
      "latency_cycles" = %latency_cycles
    }
  }
  irdl.operation @memory {
    %sym_name = irdl.base "#builtin.string"
    %row_bytes = irdl.base "#builtin.integer"
    %banks = irdl.base "#builtin.integer"
    %ports = irdl.base "#builtin.integer"
    %read_bytes_per_cycle = irdl.base "#builtin.float"
    %write_bytes_per_cycle = irdl.base "#builtin.float"
    %holds = irdl.base "#builtin.array"
    irdl.attributes {
      "sym_name" = %sym_name,
      "row_bytes" = %row_bytes,
      "banks" = %banks,
      "ports" = %ports,
      "read_bytes_per_cycle" = %read_bytes_per_cycle,
      "write_bytes_per_cycle" = %write_bytes_per_cycle,
      "holds" = %holds
    }
  }
  irdl.operation @processor {
    %sym_name = irdl.base "#builtin.string"
    %cores = irdl.base "#builtin.integer"
    %lanes = irdl.base "#builtin.integer"
    %resident_tiles = irdl.base "#builtin.integer"
    %launch_cycles = irdl.base "#builtin.float"
    %barrier_cycles = irdl.base "#builtin.float"
    %scratch = irdl.base "#builtin.string"
    %scratch_bytes = irdl.base "#builtin.integer"
    %maximum_arguments = irdl.base "#builtin.integer"
    %simple_cycles = irdl.base "#builtin.float"
    %division_cycles = irdl.base "#builtin.float"
    %root_cycles = irdl.base "#builtin.float"
    %transcendental_cycles = irdl.base "#builtin.float"
    irdl.attributes {
      "sym_name" = %sym_name,
      "cores" = %cores,
      "lanes" = %lanes,
      "resident_tiles" = %resident_tiles,
      "launch_cycles" = %launch_cycles,
      "barrier_cycles" = %barrier_cycles,
      "scratch" = %scratch,
      "scratch_bytes" = %scratch_bytes,
      "maximum_arguments" = %maximum_arguments,
      "simple_cycles" = %simple_cycles,
      "division_cycles" = %division_cycles,
      "root_cycles" = %root_cycles,
      "transcendental_cycles" = %transcendental_cycles
    }
  }
  irdl.operation @queue {
    %sym_name = irdl.base "#builtin.string"
    %reservation_entries = irdl.base "#builtin.integer"
    %depth = irdl.base "#builtin.integer"
    irdl.attributes {
      "sym_name" = %sym_name,
      "reservation_entries" = %reservation_entries,
      "depth" = %depth
    }
  }
  irdl.operation @vector {
    %sym_name = irdl.base "#builtin.string"
    %lanes = irdl.base "#builtin.integer"
    %operations_per_cycle = irdl.base "#builtin.float"
    %memory = irdl.base "#builtin.string"
    irdl.attributes {
      "sym_name" = %sym_name,
      "lanes" = %lanes,
      "operations_per_cycle" = %operations_per_cycle,
      "memory" = %memory
    }
  }
}
irdl.dialect @sched {
  irdl.operation @hold {
    %tensor = irdl.base "#builtin.integer"
    %lower = irdl.any
    %upper = irdl.any
    %memory = irdl.base "#builtin.string"
    %bytes = irdl.base "#builtin.integer"
    %start = irdl.base "#builtin.integer"
    %end = irdl.base "#builtin.integer"
    irdl.attributes {
      "tensor" = %tensor,
      "lower" = %lower,
      "upper" = %upper,
      "memory" = %memory,
      "bytes" = %bytes,
      "start" = %start,
      "end" = %end
    }
  }
  irdl.operation @move {
    %tensor = irdl.base "#builtin.integer"
    %lower = irdl.any
    %upper = irdl.any
    %source = irdl.base "#builtin.string"
    %destination = irdl.base "#builtin.string"
    %start = irdl.base "#builtin.integer"
    %end = irdl.base "#builtin.integer"
    irdl.attributes {
      "tensor" = %tensor,
      "lower" = %lower,
      "upper" = %upper,
      "source" = %source,
      "destination" = %destination,
      "start" = %start,
      "end" = %end
    }
  }
  irdl.operation @node {
    %layer = irdl.base "#builtin.integer"
    %lower = irdl.any
    %upper = irdl.any
    %core = irdl.base "#builtin.string"
    %unit = irdl.base "#builtin.string"
    %start = irdl.base "#builtin.integer"
    %end = irdl.base "#builtin.integer"
    irdl.attributes {
      "layer" = %layer,
      "lower" = %lower,
      "upper" = %upper,
      "core" = %core,
      "unit" = %unit,
      "start" = %start,
      "end" = %end
    }
  }
  irdl.operation @program {
    %machine = irdl.base "#builtin.string"
    %cycles = irdl.base "#builtin.integer"
    irdl.attributes {
      "machine" = %machine,
      "cycles" = %cycles
    }
    %operands0 = irdl.any
    irdl.operands(operands0: variadic %operands0)
    %results0 = irdl.any
    irdl.results(results0: variadic %results0)
    %region0 = irdl.region with size 1
    %region1 = irdl.region with size 1
    irdl.regions(region0: %region0, region1: %region1)
  }
}
