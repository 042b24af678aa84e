import FuseIR
import Machine
import Passes

/// `-evaluate`: answers requests on standard input, a line each, until it ends.
struct Evaluation {
  /// What the value of the option says: `m1,sides,pipeline,row-statistics,function=main`.
  struct Settings {
    var model = CostModelKind.m1
    var options = CostOptions()
    var reading = LayerReading()
    var function: String?
    /// Whether plans of multi-core schedules are judged, and not mappings.
    var judgesPlacements = false
    /// Whether the parts of a softmax take time and energy there.
    var chargesSoftmax = true

    init(parsing text: String) throws(UsageError) {
      for word in text.split(separator: ",") {
        switch word {
        case "sides": options.limitsSides = true
        case "directions": options.addsDirections = true
        case "pipeline": options.pipelineTerms = true
        case "placements": judgesPlacements = true
        case "softmax=free": chargesSoftmax = false
        case "softmax=counted": chargesSoftmax = true
        default:
          let name = word.hasPrefix("model=") ? word.dropFirst(6) : word
          if let kind = CostModelKind(rawValue: String(name)) {
            model = kind
            reading.model = kind
          } else if reading.take(word) {
            continue
          } else if word.hasPrefix("function=") {
            function = String(word.dropFirst(9))
          } else {
            throw UsageError(
              message:
                "option '-evaluate' takes m0 or m1, sides, directions, pipeline, machine-widths, "
                + "partial-sums=<bits>, row-statistics and function=<name>, or placements, "
                + "softmax=free and function=<name>, not '\(word)'")
          }
        }
      }
    }
  }

  private let model: NetworkCostModel
  private let description: String
  private var reader: PlanReader
  private var request = PlanReader.Request()

  /// Reads the layers of the function; nil where it has none or the model is none, which has then been reported.
  init?(
    _ settings: Settings, _ module: borrowing Module, on machine: Accelerator,
    _ diagnostics: DiagnosticEngine
  ) {
    guard let (function, layered) = Self.function(settings, module, machine, diagnostics) else {
      return nil
    }
    do throws(CostModelError) {
      model = try NetworkCostModel(
        settings.model, network: layered.network, machine: machine, options: settings.options)
    } catch {
      diagnostics.error("-evaluate: \(error.message)")
      return nil
    }
    description = NetworkDescription(model, function: function).json
    reader = PlanReader(machine, layerCount: layered.network.layers.count)
  }

  private static func function(
    _ settings: Settings, _ module: borrowing Module, _ machine: Accelerator,
    _ diagnostics: DiagnosticEngine
  ) -> (name: String, LayeredFunction)? {
    for function in module.functions {
      guard let name = module.string("sym_name", of: function),
        settings.function == nil || settings.function == name,
        let body = module.body(of: function)
      else { continue }
      let layered = LayeredFunction(body, of: module, on: machine, reading: settings.reading)
      if !layered.network.layers.isEmpty { return (name, layered) }
      if settings.function != nil {
        diagnostics.error("-evaluate: @\(name) has no layers; bring it to import form first")
        return nil
      }
    }
    if let name = settings.function {
      diagnostics.error("-evaluate: there is no function @\(name)")
    } else {
      diagnostics.error(
        "-evaluate: no function has layers; bring the program to import form: -passes=import")
    }
    return nil
  }

  // MARK: The stream

  /// Answers all of standard input.
  mutating func run() throws(FileError) {
    try RequestLines.answerAll { line, answers throws(FileError) in
      guard let line else {
        return fail("the line is longer than \(RequestLines.longest >> 20) MB", &answers)
      }
      answer(line, &answers)
    }
  }

  // MARK: Answers

  private mutating func answer(_ line: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8]) {
    var cursor = JSONCursor(line)
    if cursor.isAtEnd() { return }
    do throws(JSONCursor.Failure) {
      try reader.read(line, into: &request)
    } catch {
      return fail("byte \(error.place): \(error.message)", &output)
    }
    if request.wantsDescription {
      output.append(contentsOf: description.utf8)
      output.append(0x0A)
      return
    }
    do throws(IllegalPlan) {
      if request.wantsDetails {
        output.append(contentsOf: NetworkDescription.json(try model.cost(of: plan()), model).utf8)
      } else {
        write(try totals(), &output)
      }
      output.append(0x0A)
    } catch {
      output.append(contentsOf: "{\"feasible\":false,\"error\":".utf8)
      output.append(contentsOf: RemarkLine.quoted(error.message).utf8)
      output.append(contentsOf: "}\n".utf8)
    }
  }

  private func plan() -> NetworkPlan {
    NetworkPlan(
      mappings: request.places.enumerated().compactMap { reader.mapping($0, at: $1) },
      groups: request.groups)
  }

  private mutating func totals() throws(IllegalPlan) -> CostTotals {
    guard request.groups.isEmpty else { return try model.totals(of: plan()) }
    var sum = CostTotals()
    for (layer, place) in request.places.enumerated() {
      let each = try reader.totals(layer, at: place, model)
      sum.picojoules += each.picojoules
      sum.cycles += each.cycles
    }
    return sum
  }

  private func write(_ totals: CostTotals, _ output: inout [UInt8]) {
    output.append(contentsOf: "{\"edp_uj_cycles\":".utf8)
    output.append(contentsOf: totals.microjouleCycles.description.utf8)
    output.append(contentsOf: ",\"energy_pj\":".utf8)
    output.append(contentsOf: totals.picojoules.description.utf8)
    output.append(contentsOf: ",\"cycles\":".utf8)
    output.append(contentsOf: totals.cycles.description.utf8)
    output.append(contentsOf: ",\"feasible\":true}".utf8)
  }

  private func fail(_ message: String, _ output: inout [UInt8]) {
    output.append(contentsOf: "{\"error\":\(RemarkLine.quoted(message))}\n".utf8)
  }
}
