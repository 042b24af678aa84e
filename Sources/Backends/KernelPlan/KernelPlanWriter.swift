import FuseIR
import Machine

/// Writes the kernels of a module as JSON.
struct KernelPlanWriter {
  private(set) var json = JSONWriter()

  /// Writes all functions with kernels.
  mutating func write(_ module: borrowing Module, _ machine: Accelerator) {
    json.object { root in
      root.member("target", string: machine.name)
      root.member("functions") { value in
        value.array { array in
          for function in module.functions {
            guard let program = KernelProgram(function, on: machine, in: module) else { continue }
            array.element { $0.function(program, module) }
          }
        }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func function(_ program: KernelProgram, _ module: borrowing Module) {
    object { object in
      object.member("function", string: module.string("sym_name", of: program.function) ?? "")
      object.member("kernel_count", integer: program.kernels.count)
      object.member("offchip_bytes", number: program.offChipBytes)
      object.member("lower_bound_bytes", number: program.lowerBoundBytes)
      object.member("seconds", number: program.seconds)
      object.member("choice") { $0.choice(program.function, module) }
      object.member("kernels") { value in
        value.array { array in
          for kernel in program.kernels { array.element { $0.kernel(kernel, module) } }
        }
      }
      object.member("outside") { value in
        value.array { array in
          for op in program.outside { array.element { $0.op(op, module) } }
        }
      }
    }
  }

  /// What `plan-kernels` says about its choice, null where it made none.
  private mutating func choice(_ function: OpID, _ module: borrowing Module) {
    guard let plan = module.attribute("fuse.kernel_plan", of: function) else {
      null()
      return
    }
    func entry(_ name: String, _ module: borrowing Module) -> AttributeID? {
      module.find(name).flatMap { module.entry($0, in: plan) }
    }
    object { object in
      for name in ["solver", "objective"] {
        object.member(name, string: entry(name, module).flatMap { module.stringValue($0) })
      }
      object.member("gap", number: entry("gap", module).flatMap { Self.real($0, module) })
    }
  }

  private mutating func kernel(_ kernel: KernelFigures, _ module: borrowing Module) {
    let isLowered = module.opcode(of: kernel.op).is(KernelOp.launch)
    object { object in
      object.member("name", string: kernel.name.isEmpty ? nil : kernel.name)
      object.member("location", string: Self.location(kernel.op, module))
      object.member("state", string: isLowered ? "lowered" : "planned")
      object.member("bytes") { value in
        value.object { bytes in
          bytes.member("read", number: kernel.readBytes)
          bytes.member("written", number: kernel.writtenBytes)
          bytes.member("lower_bound") { value in
            value.line { bound in
              bound.member("read", number: kernel.leastReadBytes)
              bound.member("written", number: kernel.leastWrittenBytes)
            }
          }
        }
      }
      object.member("seconds", number: kernel.seconds)
      object.member("scratch_bytes", integer: kernel.scratchBytes)
      object.member("launch") { value in
        guard isLowered else {
          value.null()
          return
        }
        value.line { launch in
          for name in ["blocks", "threads", "lanes"] {
            launch.member(name, integer: module.integer(name, of: kernel.op).map { Int($0) })
          }
        }
      }
      object.member("fused_from") { value in
        value.array { array in
          for op in Self.sources(kernel.op, module) { array.element { $0.op(op, module) } }
        }
      }
      object.member("rows") { value in
        guard isLowered, let body = module.body(of: kernel.op) else {
          value.null()
          return
        }
        value.array { array in
          for op in module.ops(of: body) {
            guard let rows = KernelRows(op, in: module) else { continue }
            array.element { $0.rows(rows, module) }
          }
        }
      }
    }
  }

  private mutating func rows(_ rows: KernelRows, _ module: borrowing Module) {
    let stages = KernelStages(rows.op, in: module)
    object { object in
      object.member("rows", integers: rows.rows)
      object.member("row_tile", integer: rows.rowTile)
      object.member("partials", integer: rows.partials)
      object.member("reads") { $0.reads(rows, stages, module) }
      object.member("writes") { $0.writes(rows, stages, module) }
      object.member("stages") { value in
        value.array { array in
          for stage in stages.stages { array.element { $0.stage(stage, module) } }
        }
      }
      object.member("edges") { $0.edges(stages, module) }
      object.member("scratch") { $0.scratch(stages, module) }
    }
  }

  private mutating func reads(
    _ rows: KernelRows, _ stages: KernelStages, _ module: borrowing Module
  ) {
    let tiles = module.body(of: rows.op).map {
      Array(module.arguments(of: $0).dropFirst(rows.rows.count))
    }
    array { array in
      for (index, map) in rows.reads.enumerated() {
        let readers = tiles.map { stages.readers(of: $0[index], in: module) } ?? []
        array.element { value in
          value.line { read in
            let type = module.type(of: module.operand(index, of: rows.op))
            read.member("type", string: module.text(of: type))
            read.member("map", string: Self.text(map, module))
            read.member("stages", integers: readers)
          }
        }
      }
    }
  }

  private mutating func writes(
    _ rows: KernelRows, _ stages: KernelStages, _ module: borrowing Module
  ) {
    array { array in
      for (index, map) in rows.writes.enumerated() {
        array.element { value in
          value.line { write in
            let type = module.type(of: module.result(index, of: rows.op))
            write.member("type", string: module.text(of: type))
            write.member("map", string: Self.text(map, module))
            write.member("combine", string: rows.combine[index].rawValue)
            write.member(
              "in_place_of", integer: rows.inPlace[index] >= 0 ? rows.inPlace[index] : nil)
            write.member("streaming", truth: rows.streaming[index])
          }
        }
      }
    }
  }

  private mutating func stage(_ stage: KernelStages.Stage, _ module: borrowing Module) {
    object { object in
      object.member("epoch", integer: stage.epoch)
      object.member("loops", integers: stage.loops)
      let kinds = StructuredOp(stage.op, in: module)?.iteratorTypes(in: module) ?? []
      object.member("reductions", integers: kinds.indices.filter { kinds[$0] == .reduction })
      object.member("ops") { value in
        value.array { array in
          for op in Self.sources(stage.op, module) { array.element { $0.op(op, module) } }
        }
      }
      object.member("results") { value in
        value.array { array in
          for (index, result) in module.results(of: stage.op).enumerated() {
            array.element { value in
              value.line { object in
                object.member("type", string: module.text(of: module.type(of: result)))
                let place = index < stage.places.count ? stage.places[index] : nil
                object.member("scheme", string: place?.scheme.rawValue)
              }
            }
          }
        }
      }
    }
  }

  /// Which stage reads what of which, and how it gets there.
  private mutating func edges(_ stages: KernelStages, _ module: borrowing Module) {
    array { array in
      for (number, stage) in stages.stages.enumerated() {
        for (index, result) in module.results(of: stage.op).enumerated() {
          for reader in stages.readers(of: result, in: module) {
            array.element { value in
              value.line { edge in
                edge.member("from", integer: number)
                edge.member("result", integer: index)
                edge.member("to", integer: reader)
                let place = index < stage.places.count ? stage.places[index] : nil
                edge.member("scheme", string: place?.scheme.rawValue)
              }
            }
          }
        }
      }
    }
  }

  /// Which bytes of scratch hold which result, from epoch to epoch.
  private mutating func scratch(_ stages: KernelStages, _ module: borrowing Module) {
    array { array in
      for (number, stage) in stages.stages.enumerated() {
        for (index, place) in stage.places.enumerated() where place.scheme == .block {
          let epochs = stages.epochs(ofResult: index, of: number, in: module)
          array.element { value in
            value.line { slot in
              slot.member("offset", integer: place.offset)
              slot.member("bytes", integer: place.bytes)
              slot.member("stage", integer: number)
              slot.member("result", integer: index)
              slot.member("epochs", integers: [epochs.lowerBound, epochs.upperBound])
            }
          }
        }
      }
    }
  }

  // MARK: Ops

  private mutating func op(_ op: OpID, _ module: borrowing Module) {
    line { object in
      object.member("op", string: module.name(of: op))
      object.member("location", string: Self.location(op, module))
    }
  }

  /// The ops on elements that a kernel or stage is made of, or the structured op itself where it has none.
  private static func sources(_ op: OpID, _ module: borrowing Module) -> [OpID] {
    var found: [OpID] = []
    for structured in module.opsPreOrder(in: op) {
      guard let view = StructuredOp(structured, in: module), view.kind != .fill else { continue }
      var own: [OpID] = []
      for inner in view.body(in: module).map({ module.ops(of: $0) }) ?? [] {
        let traits = module.traits(of: inner)
        if !traits.contains(.constant), !traits.contains(.terminator) { own.append(inner) }
      }
      found += own.isEmpty ? [structured] : own
    }
    return found
  }

  private static func real(_ attribute: AttributeID, _ module: borrowing Module) -> Double? {
    guard case .float(let bits, .f64) = module.attribute(attribute) else { return nil }
    return Double(bitPattern: bits)
  }

  private static func text(_ map: AffineMap, _ module: borrowing Module) -> String {
    let dimensions = (0..<map.dimensionCount).map { "d\($0)" }.joined(separator: ", ")
    var results: [String] = []
    for result in map.results { results.append(module.text(of: result)) }
    return "(\(dimensions)) -> (\(results.joined(separator: ", ")))"
  }

  private static func location(_ op: OpID, _ module: borrowing Module) -> String? {
    guard case .named(let file, let line, let column) = module.place(of: op) else { return nil }
    return "\(file):\(line):\(column)"
  }
}
