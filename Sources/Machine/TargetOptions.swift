/// Why a machine does not take an option, or cannot be used as asked.
public struct MachineError: Error, Equatable, Sendable {
  /// What is wrong and what would be right, in one line.
  public var message: String

  /// Creates the error.
  public init(_ message: String) {
    self.message = message
  }
}

/// An option that a target takes in braces, as in `-target=gemmini-fp32{fma=fused}`.
public struct TargetOption: Equatable, Sendable {
  /// The option's name.
  public var name: String
  /// The values it takes.
  public var values: String
  /// What it changes.
  public var summary: String
}

extension Accelerator {
  /// The options that the machine takes, in alphabetical order.
  public var options: [TargetOption] {
    guard instructionSet == .gemmini else { return [] }
    return [
      TargetOption(
        name: "dram-latency", values: "0 to 100000",
        summary: "Cycles from a DRAM request until its first byte."),
      TargetOption(
        name: "fma", values: "separate, fused",
        summary: "Whether a multiply-add rounds the product, or only the sum (f32 arrays)."),
    ]
  }

  /// The machine with `option` set to `value`.
  ///
  /// - Throws: `MachineError` where the machine has no such option or it takes no such value.
  public func applying(option: String, value: String) throws(MachineError) -> Accelerator {
    guard options.contains(where: { $0.name == option }) else {
      let known = options.map(\.name).joined(separator: ", ")
      throw MachineError(
        "target '\(name)' has no option '\(option)'"
          + (known.isEmpty ? "" : "; it takes: \(known)"))
    }
    return option == "fma"
      ? try settingMultiplyAdd(value) : try settingDRAMLatency(value)
  }

  private func settingMultiplyAdd(_ value: String) throws(MachineError) -> Accelerator {
    guard let multiplyAdd = MultiplyAdd(rawValue: value) else {
      throw MachineError("option 'fma' takes 'separate' or 'fused', not '\(value)'")
    }
    guard arrays.contains(where: \.accumulator.isFloat) else {
      throw MachineError("option 'fma' needs a floating-point array; '\(name)' has integers")
    }
    var machine = self
    for index in machine.arrays.indices where machine.arrays[index].accumulator.isFloat {
      machine.arrays[index].multiplyAdd = multiplyAdd
    }
    return machine
  }

  private func settingDRAMLatency(_ value: String) throws(MachineError) -> Accelerator {
    guard let cycles = Int(value), (0...100_000).contains(cycles) else {
      throw MachineError("option 'dram-latency' takes 0 to 100000 cycles, not '\(value)'")
    }
    var machine = self
    for index in machine.links.indices {
      let link = machine.links[index]
      if link.source == "dram" || link.destination == "dram" {
        machine.links[index].latencyCycles = cycles
      }
    }
    return machine
  }
}
