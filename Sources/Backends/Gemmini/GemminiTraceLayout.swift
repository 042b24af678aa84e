import FuseIR
import Machine

/// The files of a trace folder: which segment goes where, and what each map and image holds.
struct GemminiTraceLayout {
  /// One segment's files.
  struct Segment {
    let name: String
    let program: GemminiCursorProgram
    let instructions: Int
    let trace: String
    let map: String
    let reads: [GemminiBuffer]
    let writes: [GemminiBuffer]
  }

  let program: GemminiCheckedProgram
  let segments: [Segment]

  init(_ program: GemminiCheckedProgram, _ module: borrowing Module) {
    self.program = program
    var segments: [Segment] = []
    let isCut = program.steps.count > 1
    for step in program.steps {
      guard case .segment(let name, let compiled, let count, let reads, let writes) = step else {
        continue
      }
      let stem = isCut ? "program.\(segments.count)" : "program"
      segments.append(
        Segment(
          name: name, program: compiled, instructions: count, trace: "\(stem).trace",
          map: "\(stem).map",
          reads: reads, writes: writes))
    }
    self.segments = segments
  }

  // MARK: Maps

  /// The text of the segment's map.
  func map(_ index: Int, _ module: borrowing Module, _ context: EmissionContext) -> String {
    let segment = segments[index]
    // Whole pages: models of the machine map no less.
    let bytes = (max(1, program.program.bytes) + 4095) / 4096 * 4096
    var text = "mem \(Self.hexadecimal(program.program.base)) \(bytes)\n"
    for buffer in segment.reads {
      guard let file = image(of: buffer, in: index, module, context) else { continue }
      text += "load \(Self.hexadecimal(buffer.address)) \(file)\n"
    }
    for buffer in segment.writes {
      let name = dumpName(buffer, index, module)
      text += "dump \(Self.hexadecimal(buffer.address)) \(buffer.byteCount) \(name)\n"
    }
    return text
  }

  private func dumpName(_ buffer: GemminiBuffer, _ index: Int, _ module: borrowing Module) -> String
  {
    "\(segments[index].name).\(module.string(buffer.name))"
  }

  /// The image that the map loads for a buffer: one for all segments where nothing in the program writes it, the
  /// segment's own where something does; nil where its bytes are unknown.
  private func image(
    of buffer: GemminiBuffer, in index: Int, _ module: borrowing Module, _ context: EmissionContext
  ) -> String? {
    let name = module.string(buffer.name)
    switch buffer.role {
    case .constant: return "images/\(name).bin"
    case .input: return context.inputs == nil ? nil : "images/\(name).bin"
    case .temporary, .output:
      guard let images = context.images, images.segments.indices.contains(index),
        images.segments[index].before.contains(where: { $0.name == name })
      else { return nil }
      return "images/\(segments[index].name).\(name).bin"
    }
  }

  // MARK: Images

  /// Writes the images that maps load.
  func writeImages(
    _ module: borrowing Module, _ context: EmissionContext, to output: any EmissionOutput
  ) throws(EmissionFailure) {
    for buffer in program.program.buffers {
      let name = module.string(buffer.name)
      let tensor: Tensor?
      switch buffer.role {
      case .constant: tensor = buffer.value.flatMap { Tensor($0, in: module) }
      case .input:
        tensor = context.inputs.flatMap { inputs in
          buffer.index.flatMap { inputs.indices.contains($0) ? inputs[$0] : nil }
        }
      case .temporary, .output: continue
      }
      guard let tensor else { continue }
      try output.begin(file: "images/\(name).bin")
      try output.write(tensor.withBytes { Array($0) })
    }
    guard let images = context.images else { return }
    for (index, segment) in segments.enumerated() where images.segments.indices.contains(index) {
      for buffer in segment.reads where buffer.role == .temporary || buffer.role == .output {
        let name = module.string(buffer.name)
        guard let image = images.segments[index].before.first(where: { $0.name == name }) else {
          continue
        }
        try output.begin(file: "images/\(segment.name).\(name).bin")
        try output.write(image.bytes)
      }
    }
  }

  /// Writes what the simulator found in the buffers that the segment writes.
  func writeExpectations(
    _ index: Int, _ context: EmissionContext, to output: any EmissionOutput
  ) throws(EmissionFailure) {
    guard let images = context.images, images.segments.indices.contains(index) else { return }
    for buffer in images.segments[index].after {
      try output.begin(file: "expect/\(segments[index].name).\(buffer.name)")
      try output.write(buffer.bytes)
    }
  }

  // MARK: The manifest

  /// The text of `manifest.json`.
  func manifest(_ module: borrowing Module) -> String {
    var steps: [String] = []
    var segmentIndex = 0
    for step in program.steps {
      switch step {
      case .segment:
        let segment = segments[segmentIndex]
        segmentIndex += 1
        steps.append(
          "    {\"kind\": \"segment\", \"name\": \(Self.quoted(segment.name)), "
            + "\"trace\": \(Self.quoted(segment.trace)), \"map\": \(Self.quoted(segment.map)), "
            + "\"instructions\": \(segment.instructions), "
            + "\"reads\": \(names(segment.reads, module)), \"writes\": \(names(segment.writes, module))}"
        )
      case .host(let name, let op):
        var reads: [String] = []
        var writes: [String] = []
        var kinds: [String] = []
        for inner in module.body(of: op).map({ module.ops(of: $0) }) ?? [] {
          let buffer = module.attribute("buffer", of: inner).flatMap { module.symbolValue($0) }
            .map { module.string($0) }
          switch GemminiOp(module.opcode(of: inner)) {
          case .load: if let buffer, !reads.contains(buffer) { reads.append(buffer) }
          case .store: if let buffer, !writes.contains(buffer) { writes.append(buffer) }
          default:
            let kind = module.name(of: inner)
            if kind != "fuse_end.yield", !kinds.contains(kind) { kinds.append(kind) }
          }
        }
        steps.append(
          "    {\"kind\": \"host\", \"name\": \(Self.quoted(name)), \"reads\": \(Self.list(reads)), "
            + "\"writes\": \(Self.list(writes)), \"ops\": \(Self.list(kinds))}")
      }
    }
    let buffers = program.program.buffers.map { buffer in
      let index = buffer.index.map { ", \"index\": \($0)" } ?? ""
      return "    {\"name\": \(Self.quoted(module.string(buffer.name))), "
        + "\"role\": \"\(buffer.role.rawValue)\"\(index), "
        + "\"address\": \(Self.quoted(Self.hexadecimal(buffer.address))), \"bytes\": \(buffer.byteCount), "
        + "\"type\": \(Self.quoted(module.text(of: buffer.type)))}"
    }
    return """
      {
        "machine": \(Self.quoted(program.program.machine)),
        "base": \(Self.quoted(Self.hexadecimal(program.program.base))),
        "bytes": \(program.program.bytes),\(program.program.isHardwareOnly ? "\n  \"hardware_only\": true," : "")
        "steps": [
      \(steps.joined(separator: ",\n"))
        ],
        "buffers": [
      \(buffers.joined(separator: ",\n"))
        ]
      }

      """
  }

  private func names(_ buffers: [GemminiBuffer], _ module: borrowing Module) -> String {
    var texts: [String] = []
    for buffer in buffers { texts.append(module.string(buffer.name)) }
    return Self.list(texts)
  }

  private static func list(_ texts: [String]) -> String {
    "[\(texts.map(quoted).joined(separator: ", "))]"
  }

  private static func hexadecimal(_ address: Int64) -> String { "0x" + String(address, radix: 16) }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
