/// Why no cost model can be made of a network on a machine.
public enum CostModelError: Error, Equatable, Sendable {
  /// The machine has no memory at all.
  case noMemory(machine: String)
  /// The machine has several cores, but a mapping is one of a single core.
  case severalCores(machine: String)
  /// The machine has no array, but the network has contractions.
  case noArray(machine: String)
  /// The machine has no vector unit, but the layer is computed element by element.
  case noVectorUnit(machine: String, layer: String)
  /// A side of the array, or what it starts per cycle, is not positive.
  case emptyArray(String)
  /// A memory has a capacity below one byte.
  case noCapacity(memory: String)
  /// A memory moves no bytes, or a number that is none.
  case noBandwidth(memory: String)
  /// FADiff's equations need a memory that the machine lacks.
  case missingLevel(machine: String, level: String)
  /// A loop has an extent below 1 or above 2^48.
  case size(layer: String, dimension: LayerDimension, size: Int)
  /// A window of a convolution has no extent, or a stride, a dilation or a padding that is none.
  case window(layer: String)
  /// The width of an element is not positive, or above 4096 bits.
  case width(layer: String, bits: Int)
  /// An edge names a layer or an operand that is not there, or does not lead from a layer to a later one.
  case edge(Int)

  /// What is wrong, in words.
  public var message: String {
    switch self {
    case .noMemory(let machine): "machine '\(machine)' has no memory"
    case .severalCores(let machine):
      "machine '\(machine)' has several cores, and a mapping is one of a single core: schedule it with the pipeline 'multicore', or choose another machine"
    case .noArray(let machine): "machine '\(machine)' has no array for contractions"
    case .noVectorUnit(let machine, let layer):
      "layer '\(layer)' needs a vector unit, which machine '\(machine)' does not have"
    case .emptyArray(let name): "array '\(name)' has no multiply-adds: its sides must be at least 1"
    case .noCapacity(let memory): "memory '\(memory)' has a capacity of no bytes"
    case .noBandwidth(let memory): "memory '\(memory)' needs a bandwidth above zero"
    case .missingLevel(let machine, let level):
      "model 'm0' is defined for machines with dram, scratchpad, accumulator and registers; '\(machine)' has no memory "
        + level
    case .size(let layer, let dimension, let size):
      "loop \(dimension.letter) of layer '\(layer)' has extent \(size), which is not between 1 and 2^48"
    case .window(let layer):
      "the window of layer '\(layer)' needs a stride, a dilation and an extent between 1 and 2^48, a padding between 0 and 2^48 and a kernel of at most 65536"
    case .width(let layer, let bits):
      "layer '\(layer)' has elements of \(bits) bits; widths are between 1 and 4096"
    case .edge(let index):
      "edge \(index) of the network does not lead from a layer to an operand of a later one"
    }
  }
}
