extension OpDefinition {
  /// `machine.fabric`: a fabric of blocks that run `sam` graphs, each a token a cycle.
  ///
  /// A queue between two blocks holds `queue_depth` tokens where the graph does not say how many; without it, queues have no
  /// bound. On a `strict` fabric an accumulator gives one entry a cycle and a writer spends a cycle on a stop; on others a
  /// stored fiber leaves in one cycle and repeated stops are free. Each block that reads or writes has a port to memory, behind
  /// which accesses are pipelined: data come `memory_latency` cycles after their request, a port moves `bytes_per_cycle`, and
  /// an access that leaves the open row of `row_bytes` costs the port `row_miss_cycles`. `bytes_per_cycle` of 0: memory is free.
  static let machineFabric = OpDefinition(
    "machine.fabric", summary: "A fabric of blocks that run stream graphs.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("sym_name", .string), .optional("queue_depth", .integer(width: 64)),
      .optional("strict", .unit), .required("memory_latency", .integer(width: 64)),
      .required("bytes_per_cycle", .integer(width: 64)),
      .required("row_bytes", .integer(width: 64)),
      .required("row_miss_cycles", .integer(width: 64)),
    ],
    verify: { module, op, report in
      if let depth = module.integer("queue_depth", of: op), !(1...1 << 24).contains(depth) {
        report.report(op, "'queue_depth' must be from 1 to \(1 << 24), but is \(depth)")
      }
      for name in ["memory_latency", "bytes_per_cycle", "row_bytes", "row_miss_cycles"] {
        if let value = module.integer(name, of: op), !(0...1 << 31).contains(value) {
          report.report(op, "'\(name)' must be from 0 to \(1 << 31), but is \(value)")
        }
      }
    })
}
