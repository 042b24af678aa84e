/// The platforms of "Optimizing Layer-Fused Scheduling of Transformer Networks on Multi-accelerator Platforms" (Colleman, Symons, Jung,
/// Verhelst; ISQED 2024), from the hardware files of the first author's fork of Stream (`inputs/examples/hardware`, May 2023).
///
/// All have elements of 8 bits and 1 pJ a multiply-add. Registers: 64 bytes for inputs and for weights behind a port of 512 bits, 128 bytes for
/// outputs behind ports of 1024 bits, in each processing element that has data of its own: along a side whose loop a tensor does not
/// depend on, they share one. L1: one SRAM for weights, one for inputs and outputs; L2: one SRAM with two ports in each direction. The
/// files give the cores of a platform one and the same memory hierarchy, so they share L2. No file gives an energy for registers, L1 or
/// L2 (their estimates are switched off), so none is here. DRAM: 64 bits a cycle, reads and writes together, 1000 pJ per 64 bits (`offchip.py` of
/// that time). Vector unit: 64 lanes, 0.1 pJ an operation (`simd.py`); there it has a memory without limit beside the cores,
/// and softmax costs nothing and moves nothing; here it works on L2. Sums are 32 bits wide. The clock is ours.
struct PaperPlatform {
  /// A side of an array and the loop that runs along it: B, C or K.
  typealias Side = (loops: String, steps: Int)

  var name: String
  var summary: String
  /// How many cores there are.
  var cores: Int
  /// Rows and columns of an array; several loops share a side where an array of three dimensions is folded into two.
  var rows: Side
  var columns: Side
  /// Bytes of a register for inputs or weights, and for outputs.
  var registerBytes = (64, 128)
  /// L1 of a core: kilobytes of each of its two memories, and bytes a cycle of a port.
  var l1: (kilobytes: Int, portBytes: Double)
  /// L2: kilobytes, and bytes a cycle of a port.
  var l2: (kilobytes: Int, portBytes: Double)

  /// The machine.
  var accelerator: Accelerator {
    var memories = [
      Memory(
        name: "dram", capacityBytes: nil, rowBytes: 8, readBytesPerCycle: 8, writeBytesPerCycle: 8,
        sharesBandwidth: true, readPicojoulesPerByte: 1000.0 / 8,
        writePicojoulesPerByte: 1000.0 / 8),
      sram("l2", l2.kilobytes, 2 * l2.portBytes, TensorRole.allCases),
    ]
    var described: [Core] = []
    for core in 0..<cores {
      let inside = [
        sram("l1-weights\(core)", l1.kilobytes, l1.portBytes, [.weight]),
        sram("l1-features\(core)", l1.kilobytes, l1.portBytes, [.input, .output]),
        registers("outputs\(core)", .output, registerBytes.1, ports: 2),
        registers("inputs\(core)", .input, registerBytes.0, ports: 1),
        registers("weights\(core)", .weight, registerBytes.0, ports: 1),
      ]
      memories += inside
      described.append(
        Core(
          name: "core\(core)", memories: ["l2"] + inside.map(\.name), units: ["array\(core)"]))
    }
    described.append(Core(name: "vector-core", memories: ["l2"], units: ["vector"]))
    return Accelerator(
      name: name, summary: summary, clockHertz: 1_000_000_000, instructionSet: .none,
      memories: memories, arrays: (0..<cores).map { array("array\($0)") },
      vectorUnits: [
        VectorUnit(
          name: "vector", lanes: 64, operationsPerCycle: 64, picojoulesPerOperation: 0.1,
          memory: "l2")
      ],
      links: [
        Link(from: "dram", to: "l2", bytesPerCycle: 8),
        Link(from: "l2", to: "dram", bytesPerCycle: 8),
      ],
      cores: described)
  }

  private func array(_ name: String) -> ComputeArray {
    ComputeArray(
      name: name, rows: rows.steps, columns: columns.steps, input: .int8, weight: .int8,
      accumulator: .int32, picojoulesPerMultiplyAdd: 1, rowLoops: Self.dimensions(rows.loops),
      columnLoops: Self.dimensions(columns.loops))
  }

  private func sram(
    _ name: String, _ kilobytes: Int, _ bytesPerCycle: Double, _ holds: [TensorRole]
  ) -> Memory {
    Memory(
      name: name, capacityBytes: kilobytes << 10, rowBytes: Int(max(1, bytesPerCycle)),
      readBytesPerCycle: bytesPerCycle, writeBytesPerCycle: bytesPerCycle, holds: holds)
  }

  /// The registers of an array for one tensor: as many as there are places that differ in it.
  private func registers(
    _ name: String, _ role: TensorRole, _ bytes: Int, ports: Int
  ) -> Memory {
    let count = [rows, columns].reduce(1) { count, side in
      role.dimensions.isDisjoint(with: Self.dimensions(side.loops)) ? count : count * side.steps
    }
    return Memory(
      name: name, capacityBytes: count * bytes, rowBytes: bytes,
      readBytesPerCycle: Double(ports * count * bytes),
      writeBytesPerCycle: Double(ports * count * bytes), holds: [role])
  }

  /// The loops that the paper calls B (rows of a product), C (its reduction) and K (its columns).
  private static func dimensions(_ loops: String) -> LayerDimensions {
    LayerDimensions(
      loops.compactMap { loop in
        switch loop {
        case "B": .batch
        case "C": .inputChannel
        case "K": .outputChannel
        default: nil
        }
      })
  }

  /// The platforms of one core with 4096 multiply-adds: L1 128 KiB and 1024 bits a port, L2 2 MiB and 1024 bits a port
  /// (`architecture_definition.py`). In three dimensions 16 × 16 × 16 (`architecture_definition3D.py`); B and C share the rows here, in any split.
  static let big: [Accelerator] =
    [
      ("bc", "B", 64, "C", 64), ("bk", "B", 64, "K", 64), ("kc", "C", 64, "K", 64),
      ("bck", "BC", 256, "K", 16),
    ].map { dataflow, rows, rowSteps, columns, columnSteps in
      PaperPlatform(
        name: "colleman-big-\(dataflow)",
        summary: "The paper's big single core, 4096 multiply-adds, dataflow \(dataflow).",
        cores: 1, rows: (rows, rowSteps), columns: (columns, columnSteps), l1: (128, 128),
        l2: (2048, 128)
      ).accelerator
    }

  /// The variant with big bandwidths: L1 512 KiB and 4096 bits a port, L2 2 MiB and 256 bits a port, registers of 1 and 4 bytes
  /// (`architecture_definition_bigBWs.py`).
  static let wide: [Accelerator] = [("bc", "B", "C"), ("bk", "B", "K"), ("kc", "C", "K")].map {
    dataflow, rows, columns in
    PaperPlatform(
      name: "colleman-wide-\(dataflow)",
      summary: "The paper's big single core with big bandwidths, dataflow \(dataflow).", cores: 1,
      rows: (rows, 64), columns: (columns, 64), registerBytes: (1, 4), l1: (512, 512),
      l2: (2048, 32)
    ).accelerator
  }

  /// One core of 8 × 8: L1 128 KiB and 1024 bits a port, L2 2 MiB and 256 bits a port (`small_architecture_definition.py`).
  static let small: [Accelerator] = dataflows.map { dataflow, rows, columns in
    PaperPlatform(
      name: "colleman-small-\(dataflow)",
      summary: "The paper's small single core, 8x8, dataflow \(dataflow).", cores: 1,
      rows: (rows, 8), columns: (columns, 8), l1: (128, 128), l2: (2048, 32)
    ).accelerator
  }

  /// Four cores of 4 × 4: L1 64 KiB and 512 bits a port each, L2 2 MiB and 256 bits a port (`quad_architecture_definition.py`).
  static let quad: [Accelerator] = dataflows.map { dataflow, rows, columns in
    PaperPlatform(
      name: "colleman-quad-\(dataflow)",
      summary: "The paper's quad core, four of 4x4, dataflow \(dataflow).", cores: 4,
      rows: (rows, 4), columns: (columns, 4), l1: (64, 64), l2: (2048, 32)
    ).accelerator
  }

  /// Four cores of 32 × 32: L1 64 KiB and 512 bits a port each, L2 1 MiB and 512 bits a port (`bigquad_architecture_definition.py`).
  static let bigQuad: [Accelerator] = [("bc", "B", "C"), ("bk", "B", "K"), ("kc", "C", "K")].map {
    dataflow, rows, columns in
    PaperPlatform(
      name: "colleman-bigquad-\(dataflow)",
      summary: "The paper's big quad core, four of 32x32, dataflow \(dataflow).", cores: 4,
      rows: (rows, 32), columns: (columns, 32), l1: (64, 64), l2: (1024, 64)
    ).accelerator
  }

  /// All of them.
  static let all = big + bigQuad + quad + small + wide

  private static let dataflows = [
    ("b", "B", "B"), ("bc", "B", "C"), ("bk", "B", "K"), ("c", "C", "C"), ("k", "K", "K"),
    ("kc", "C", "K"),
  ]
}

extension Accelerator {
  /// The paper's model of GAP8, on which it is validated: eight cores that do a multiply-add a cycle (`validation_b.py`).
  ///
  /// Each core: 8 KiB of L1 for all tensors, two ports, read 32 bits and written 512 a cycle each, and registers of 64, 64 and 128 bytes. The cores share
  /// 1 MiB of L2 (twice 512 KiB in the file), read 8 bits a cycle and port, written 512, with two ports in each direction. Between L2
  /// and DRAM 16 bits a cycle in each direction, 1000 pJ an access of 16 bits (`offchip_dual_port.py`; the 64 bits of the definition file
  /// belong to a set-up that this platform does not use). 1 pJ a multiply-add; no other energies are given. The file has no unit for elementwise
  /// operations, which cost nothing there; here each core does one a cycle.
  static let collemanGAP8: Accelerator = {
    let numbers = 0..<8
    func registers(_ name: String, _ role: TensorRole, _ bytes: Int) -> Memory {
      Memory(
        name: name, capacityBytes: bytes, rowBytes: bytes, readBytesPerCycle: Double(bytes),
        writeBytesPerCycle: 64, holds: [role])
    }
    return Accelerator(
      name: "colleman-gap8", summary: "The paper's model of GAP8: eight cores of one multiply-add.",
      clockHertz: 1_000_000_000, instructionSet: .none,
      memories: [
        Memory(
          name: "dram", capacityBytes: nil, rowBytes: 2, readBytesPerCycle: 2,
          writeBytesPerCycle: 2, readPicojoulesPerByte: 1000.0 / 2,
          writePicojoulesPerByte: 1000.0 / 2),
        Memory(
          name: "l2", capacityBytes: 1 << 20, rowBytes: 1, readBytesPerCycle: 2,
          writeBytesPerCycle: 128),
      ]
        + numbers.flatMap { core in
          [
            Memory(
              name: "l1-\(core)", capacityBytes: 8 << 10, rowBytes: 4, readBytesPerCycle: 8,
              writeBytesPerCycle: 128),
            registers("outputs\(core)", .output, 128), registers("inputs\(core)", .input, 64),
            registers("weights\(core)", .weight, 64),
          ]
        },
      arrays: numbers.map {
        ComputeArray(
          name: "mac\($0)", rows: 1, columns: 1, input: .int8, weight: .int8, accumulator: .int32,
          picojoulesPerMultiplyAdd: 1, rowLoops: LayerDimensions(.batch), columnLoops: [])
      },
      vectorUnits: numbers.map {
        VectorUnit(name: "alu\($0)", lanes: 1, operationsPerCycle: 1, memory: "l2")
      },
      links: [
        Link(from: "dram", to: "l2", bytesPerCycle: 2),
        Link(from: "l2", to: "dram", bytesPerCycle: 2),
      ],
      cores: numbers.map {
        Core(
          name: "core\($0)",
          memories: ["l2", "l1-\($0)", "outputs\($0)", "inputs\($0)", "weights\($0)"],
          units: ["mac\($0)", "alu\($0)"])
      })
  }()
}
