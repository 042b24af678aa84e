import FuseIR
import Machine

/// What lies in the memories of a platform while a schedule runs: parts of tensors in places that come and go.
struct SimulatedMemories {
  /// A place of a part of a tensor.
  final class Place {
    let box: Box
    let end: Int64
    /// The elements, in the element type of the tensor.
    var elements: Tensor
    /// The sums of those that are not complete, in the type of sums; nil where nothing was added yet.
    var sums: Tensor?
    /// For each element, how many iterations went into it: all that it needs, where it is complete.
    var progress: [Int]

    init(box: Box, end: Int64, elements: Tensor) {
      self.box = box
      self.end = end
      self.elements = elements
      progress = [Int](repeating: 0, count: elements.count)
    }
  }

  private let memoryCount: Int
  /// By tensor, the kind of its elements and the iterations that each of them needs.
  private let elementTypes: [ElementType]
  private let needed: [Int]
  /// By tensor and memory, the places that are there.
  private var places: [[Place]]
  private let limit: Int
  private var bytes = 0

  init(elementTypes: [ElementType], needed: [Int], memoryCount: Int, limit: Int) {
    self.elementTypes = elementTypes
    self.needed = needed
    self.memoryCount = memoryCount
    self.limit = limit
    places = [[Place]](repeating: [], count: elementTypes.count * memoryCount)
  }

  /// A new, empty place, until `end`.
  @discardableResult
  mutating func add(
    tensor: Int, memory: Int, box: Box, end: Int64
  ) throws(ExecutionError) -> Place {
    let type = elementTypes[tensor]
    guard let elements = Tensor(zeros: TensorPart.shape(box), type) else {
      throw ExecutionError(
        "takes a place of more than \(Tensor.byteLimit) bytes", isUnsupported: true)
    }
    // Counts of iterations take eight bytes an element here.
    bytes += elements.byteCount + 8 * elements.count
    guard bytes <= limit else {
      throw ExecutionError(
        "needs more than \(limit) bytes of this machine's memory; -max-memory=<bytes> sets another "
          + "limit", isUnsupported: true)
    }
    let place = Place(box: box, end: end, elements: elements)
    places[tensor * memoryCount + memory].append(place)
    return place
  }

  /// Takes away places that ended before a time.
  mutating func drop(tensor: Int, memory: Int, before time: Int64) {
    let slot = tensor * memoryCount + memory
    for place in places[slot] where place.end < time {
      bytes -= place.elements.byteCount + 8 * place.elements.count
    }
    places[slot].removeAll { $0.end < time }
  }

  /// The places that last until `end` at least, those that last longest first.
  func places(tensor: Int, memory: Int, until end: Int64) -> [Place] {
    places[tensor * memoryCount + memory].filter { $0.end >= end }.sorted { $0.end > $1.end }
  }

  /// What is complete of a part, in places that last until `end`.
  func part(tensor: Int, memory: Int, box: Box, until end: Int64) throws(ExecutionError)
    -> TensorPart
  {
    guard var elements = Tensor(zeros: TensorPart.shape(box), elementTypes[tensor]) else {
      throw ExecutionError("reads more than \(Tensor.byteLimit) bytes at once", isUnsupported: true)
    }
    var isThere = [Bool](repeating: false, count: elements.count)
    var left = elements.count
    for place in places(tensor: tensor, memory: memory, until: end) where left > 0 {
      guard let common = TensorPart.common(place.box, box) else { continue }
      let width = elements.elementType.storageByteWidth
      let complete = needed[tensor]
      place.elements.withBytes { source in
        elements.withMutableBytes { target in
          guard let read = source.baseAddress, let write = target.baseAddress else { return }
          TensorPart.forEachRun(of: common, in: place.box, box) { first, second, count in
            for step in 0..<count
            where place.progress[first + step] == complete && !isThere[second + step] {
              isThere[second + step] = true
              left -= 1
              (write + (second + step) * width).copyMemory(
                from: read + (first + step) * width, byteCount: width)
            }
          }
        }
      }
    }
    guard left > 0 else { return TensorPart(box: box, elements: elements) }
    let first = isThere.firstIndex(of: false) ?? 0
    var missing: Box = []
    for (axis, stride) in elements.strides.enumerated() {
      let index = box[axis].lower + first / max(1, stride) % max(1, box[axis].count)
      missing.append(Interval(index, index + 1))
    }
    return TensorPart(
      box: box, elements: elements, isThere: isThere, missing: (tensor: tensor, box: missing))
  }

  /// Writes the part of a box that a place has, complete.
  func complete(_ place: Place, _ part: Tensor, _ box: Box, tensor: Int) {
    guard let common = TensorPart.common(place.box, box) else { return }
    TensorPart.copy(part, box, to: &place.elements, place.box, common)
    note(place, common, box, needed[tensor])
  }

  /// Writes sums that `progress` iterations went into.
  func write(_ place: Place, sums: Tensor, _ box: Box, progress: Int) {
    guard let common = TensorPart.common(place.box, box),
      var all = place.sums ?? Tensor(zeros: TensorPart.shape(place.box), sums.elementType)
    else { return }
    place.sums = nil
    TensorPart.copy(sums, box, to: &all, place.box, common)
    place.sums = all
    note(place, common, box, progress)
  }

  private func note(_ place: Place, _ common: Box, _ box: Box, _ progress: Int) {
    TensorPart.forEachRun(of: common, in: box, place.box) { _, second, count in
      for step in 0..<count { place.progress[second + step] = progress }
    }
  }
}
