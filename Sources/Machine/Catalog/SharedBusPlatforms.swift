extension Accelerator {
  /// Stream's three heterogeneous cores on a bus (`hda_bus.yaml`, `accelerator1`, `accelerator2`, `accelerator3` and `offchip` of lab 3 on the branch
  /// `tutorial` of KULeuven-MICAS/stream, July 2025).
  ///
  /// Cores A and B have 32 × 32 units, core C 64 × 4 × 4 (here 64 columns and 16 rows, in any split), 0.04 pJ a multiply-add. Registers: weights and inputs one of 8
  /// bits, 0.095 pJ an access (those for weights of core A hold 16,384 bits), sums one of 32 bits with two ports in each direction, 0.021 pJ. They are shared along the sides that the file
  /// says, from which follows what runs there: reductions along the rows of A and C, rows of outputs along those of B; output
  /// channels along the columns. SRAM: 64 KiB for inputs and outputs, 512 bits a cycle and port, two ports in each direction, 19.6 pJ a read and 22.5 pJ a write of 512 bits;
  /// beside it 16 KiB for weights, 256 bits a cycle in each direction, 10.5 and 12.8 pJ per 256 bits.
  ///
  /// A core computes on one memory here: it has the 64 KiB, in which weights count too, so that schedules are a little tighter than
  /// the file asks, its energies, and the bandwidth of both. One bus of 32 bits a cycle joins the cores and DRAM (the file has two over the
  /// same cores, of which the peer's graph keeps the one with DRAM), without energy. DRAM: 64 bits a cycle, 100 pJ a read and 150 pJ a
  /// write of 64 bits. There is no unit for elementwise operations. The clock is ours.
  static let hda3: Accelerator = {
    let cores: [(name: String, rows: Int, columns: Int, loops: LayerDimensions)] = [
      ("a", 32, 32, LayerDimensions([.inputChannel, .kernelRow, .kernelColumn])),
      ("b", 32, 32, LayerDimensions([.batch, .outputRow, .outputColumn])),
      ("c", 16, 64, LayerDimensions([.inputChannel, .kernelRow, .kernelColumn])),
    ]
    func registers(_ name: String, _ role: TensorRole, _ count: Int, _ bytes: Int) -> Memory {
      let access = role == .output ? 0.021 / 4 : 0.095
      let width = role == .output ? 4 : 1
      let rate = Double(count * width * (role == .output ? 2 : 1))
      return Memory(
        name: name, capacityBytes: count * bytes, rowBytes: width, readBytesPerCycle: rate,
        writeBytesPerCycle: rate,
        readPicojoulesPerByte: access, writePicojoulesPerByte: access, holds: [role])
    }
    var memories = [
      Memory(
        name: "dram", capacityBytes: nil, rowBytes: 8, readBytesPerCycle: 8, writeBytesPerCycle: 8,
        sharesBandwidth: true, readPicojoulesPerByte: 100.0 / 8, writePicojoulesPerByte: 150.0 / 8)
    ]
    for core in cores {
      let all = core.rows * core.columns
      memories.append(
        Memory(
          name: "sram-\(core.name)", capacityBytes: 64 << 10, rowBytes: 64,
          readBytesPerCycle: 2 * 64 + 32, writeBytesPerCycle: 2 * 64 + 32,
          readPicojoulesPerByte: 19.6 / 64, writePicojoulesPerByte: 22.5 / 64))
      switch core.name {
      case "a":
        memories += [
          registers("sums-a", .output, core.columns, 4),
          registers("inputs-a", .input, core.rows, 1),
          registers("weights-a", .weight, all, 16384 / 8),
        ]
      case "b":
        memories += [
          registers("sums-b", .output, all, 4), registers("inputs-b", .input, core.rows, 1),
          registers("weights-b", .weight, core.columns, 1),
        ]
      default:
        memories += [
          registers("sums-c", .output, core.columns, 4), registers("inputs-c", .input, all, 1),
          registers("weights-c", .weight, all, 1),
        ]
      }
    }
    let ends = ["dram"] + cores.map { "sram-\($0.name)" }
    return Accelerator(
      name: "hda3", summary: "Stream's three heterogeneous cores on a bus of 32 bits a cycle.",
      clockHertz: 1_000_000_000, instructionSet: .none, memories: memories,
      arrays: cores.map {
        ComputeArray(
          name: "array-\($0.name)", rows: $0.rows, columns: $0.columns, input: .int8,
          weight: .int8, accumulator: .int32, picojoulesPerMultiplyAdd: 0.04, rowLoops: $0.loops)
      },
      links: ends.flatMap { source in
        ends.filter { $0 != source }.map {
          Link(from: source, to: $0, bytesPerCycle: 4, channels: ["bus"])
        }
      },
      cores: cores.map { core in
        Core(
          name: "core-\(core.name)",
          memories: ["sram", "sums", "inputs", "weights"].map { "\($0)-\(core.name)" },
          units: ["array-\(core.name)"])
      },
      channels: [Channel(name: "bus", bytesPerCycle: 4)])
  }()

  /// TPU v4i as AccelForge describes it (`examples/arches/tpu_v4i.yaml` of accelforge 1.0.467).
  ///
  /// Main memory: 614 GB/s, reads and writes together, 7.03 pJ a bit. Global buffer: 128 MiB, 2048 GB/s read and 1024 GB/s written, 1.88
  /// and 2.36 pJ a bit. Four units, each with a local buffer of 4 MiB for inputs and outputs, 0.249 and 0.293 pJ a bit, of any bandwidth
  /// (here what all of the array could ask for), 128 × 128 multiply-adds at 1.05 GHz, 0.084 pJ each, a weight in each processing element, free to access, and a unit of
  /// 128 operations a cycle, free as well. Elements have 8 bits, as in the workloads that it comes with; partial sums too.
  static let tpuV4i: Accelerator = {
    let clock = 1.05
    let numbers = 0..<4
    return Accelerator(
      name: "tpu-v4i",
      summary: "TPU v4i as AccelForge describes it: four 128x128 arrays on 128 MiB.",
      clockHertz: 1_050_000_000, instructionSet: .none,
      memories: [
        Memory(
          name: "dram", capacityBytes: nil, rowBytes: 64, readBytesPerCycle: 614 / clock,
          writeBytesPerCycle: 614 / clock, sharesBandwidth: true, readPicojoulesPerByte: 7.03 * 8,
          writePicojoulesPerByte: 7.03 * 8),
        Memory(
          name: "global", capacityBytes: 128 << 20, rowBytes: 128, readBytesPerCycle: 2048 / clock,
          writeBytesPerCycle: 1024 / clock, readPicojoulesPerByte: 1.88 * 8,
          writePicojoulesPerByte: 2.36 * 8, mayBypass: TensorRole.allCases),
      ]
        + numbers.flatMap { number in
          [
            Memory(
              name: "local\(number)", capacityBytes: 4 << 20, rowBytes: 128,
              readBytesPerCycle: 3 * 128 * 128, writeBytesPerCycle: 3 * 128 * 128,
              readPicojoulesPerByte: 0.249 * 8, writePicojoulesPerByte: 0.293 * 8,
              holds: [.input, .output]),
            Memory(
              name: "weights\(number)", capacityBytes: 128 * 128, rowBytes: 128,
              readBytesPerCycle: 128 * 128, writeBytesPerCycle: 128 * 128,
              readPicojoulesPerByte: 0, writePicojoulesPerByte: 0, holds: [.weight]),
          ]
        },
      arrays: numbers.map {
        ComputeArray(
          name: "array\($0)", rows: 128, columns: 128, input: .int8, weight: .int8,
          accumulator: .int8, picojoulesPerMultiplyAdd: 0.084,
          rowLoops: LayerDimensions([.inputChannel, .kernelRow, .kernelColumn]))
      },
      vectorUnits: numbers.map {
        VectorUnit(
          name: "scalar\($0)", lanes: 128, operationsPerCycle: 128, picojoulesPerOperation: 0,
          memory: "local\($0)")
      },
      links: [
        Link(from: "dram", to: "global", bytesPerCycle: 614 / clock),
        Link(from: "global", to: "dram", bytesPerCycle: 614 / clock),
      ],
      cores: numbers.map {
        Core(
          name: "core\($0)", memories: ["global", "local\($0)", "weights\($0)"],
          units: ["array\($0)", "scalar\($0)"])
      })
  }()
}
