import Backends
import FuseIR

/// The outputs that were asked for, each with its backend and its place.
struct Emissions {
  private struct Emission {
    let backend: any Backend
    var type: any Backend.Type { Swift.type(of: backend) }
    /// A file or folder; nil for standard output.
    let path: String?
    let isFolder: Bool
  }

  private let emissions: [Emission]

  /// True iff an output goes to standard output.
  var useStandardOutput: Bool { emissions.contains { $0.path == nil } }

  /// True iff a format asks for the bytes of buffers around each segment.
  var wantImages: Bool { emissions.contains { $0.type.usesImages } }

  /// True iff a format writes the arguments of a function.
  var wantArguments: Bool { emissions.contains { $0.type.usesArguments } }

  /// True iff a format shows what the program was before the passes.
  var wantHistory: Bool { emissions.contains { $0.type.usesHistory } }

  /// True iff a format writes the figures of a run or of a cost model.
  var wantFigures: Bool { emissions.contains { $0.type.name == CostJSONBackend.name } }

  /// True iff a format shows when blocks of stream graphs worked.
  var wantStreams: Bool { emissions.contains { $0.type.name == StreamTimelineBackend.name } }

  /// True iff a format writes the mappings that the program carries.
  var wantMappings: Bool { emissions.contains { $0.type.usesMappings } }

  /// Looks formats up and settles where each goes.
  init(_ options: Options, _ diagnostics: DiagnosticEngine) throws(Driver.Stop) {
    func usage(_ message: String) -> Driver.Stop {
      diagnostics.error(message)
      return Driver.Stop(code: .usage)
    }
    var requests = options.emissions
    if requests.isEmpty && options.run == nil {
      requests = [EmissionRequest(format: "mlir", destination: nil)]
    }
    var emissions: [Emission] = []
    for request in requests {
      let format: NameWithOptions
      do throws(UsageError) { format = try NameWithOptions(request.format, kind: "format") } catch {
        throw usage(error.message)
      }
      guard let type = allBackends.first(where: { $0.name == format.name }) else {
        let hint = NearestName.hint(for: format.name, among: allBackends.map { $0.name })
        throw usage("unknown format '\(format.name)'\(hint); -emit=help lists the formats")
      }
      let backend: any Backend
      do throws(UsageError) { backend = try format.backend(type, "format '\(type.name)'") } catch {
        throw usage(error.message)
      }
      let place = request.destination ?? options.output ?? "-"
      if place.isEmpty { throw usage("-emit=\(request.format): the place after ':' is empty") }
      if place == "-" {
        guard type.shape.contains(.stream) else {
          throw usage("'\(type.name)' writes a folder: say -emit=\(type.name):<dir>")
        }
        emissions.append(Emission(backend: backend, path: nil, isFolder: false))
      } else {
        let isFolder = type.shape.contains(.folder)
        emissions.append(Emission(backend: backend, path: place, isFolder: isFolder))
      }
    }
    if emissions.filter({ $0.path == nil }).count > 1 {
      throw usage(
        "only one output can go to standard output; give the others a place: -emit=x:file")
    }
    self.emissions = emissions
  }

  /// The run that the formats need although none was asked for: with -inputs, traces carry images of the buffers.
  func impliedExecution(_ options: Options) -> ExecutionRequest? {
    guard wantImages, options.inputs != nil else { return nil }
    return ExecutionRequest(function: "main", executor: .gemmini)
  }

  /// Validates all, then writes all; nothing appears unless every one succeeds. Where the input has several parts, their
  /// texts are joined in one output that the caller opened.
  func write(
    _ module: borrowing Module, joining joined: PendingOutput?, _ context: EmissionContext
  ) throws(Driver.Stop) {
    for emission in emissions {
      guard emission.backend.validate(module, in: context) else {
        throw Driver.Stop(code: .refused)
      }
    }
    var outputs: [PendingOutput] = []
    do {
      for emission in emissions {
        let output: PendingOutput
        if let joined {
          try emission.backend.emit(module, to: joined, in: context)
          continue
        } else if let path = emission.path {
          output = emission.isFolder ? try .folder(path) : try .file(path)
        } else {
          output = .standardOutput()
        }
        outputs.append(output)
        var context = context
        context.isStream = !emission.isFolder
        try emission.backend.emit(module, to: output, in: context)
      }
      for output in outputs { try output.commit() }
    } catch let error as FileError {
      context.diagnostics.error(error.message)
      throw Driver.Stop(code: .wrongInput)
    } catch EmissionFailure.output(let message) {
      context.diagnostics.error(message)
      throw Driver.Stop(code: .wrongInput)
    } catch {
      throw Driver.Stop(code: .refused)
    }
  }
}
