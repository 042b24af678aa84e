import Backends
import FuseIR
import Machine
import Passes

/// The pages about passes, formats and machines.
struct RegistryPages {
  private let passComments: SourceComments
  private let backendComments: SourceComments
  private let machineComments: SourceComments

  /// Pages from the sources in `repository`.
  init(repository: String) {
    passComments = SourceComments(folder: "\(repository)/Sources/Passes")
    backendComments = SourceComments(folder: "\(repository)/Sources/Backends")
    machineComments = SourceComments(folder: "\(repository)/Sources/Machine/Catalog")
  }

  /// The passes and the named pipelines.
  func passes() -> String {
    var page = Markdown(title: "Passes")
    page.paragraph("`-passes=a,b{option=value flag},c` runs passes in order.")
    page.table(
      ["pass", "what it does"], allPasses.map { ["[`\($0.name)`](#\($0.name))", $0.summary] })
    for pass in allPasses { write(pass, to: &page) }
    page.heading(2, "Named pipelines")
    page.paragraph("The name of a pipeline may stand where a pass may stand.")
    for pipeline in namedPipelines {
      page.heading(3, "`\(pipeline.name)`")
      page.paragraph(pipeline.summary)
      page.code(pipeline.text)
    }
    return page.text
  }

  private func write<P: Pass>(_ pass: P.Type, to page: inout Markdown) {
    page.heading(2, "`\(P.name)`")
    page.paragraph(P.summary)
    page.paragraph(passComments.comment(ofType: String(describing: pass)))
    switch P.anchor {
    case .module: page.paragraph("Runs on the whole program.")
    case .function: page.paragraph("Runs on each function.")
    case .any:
      page.paragraph("Runs on the whole program, or on each function inside `func.func(...)`.")
    }
    let defaults = P()
    page.table(
      ["option", "default", "takes", "what it does"],
      P.options.map { option in
        ["`\(option.name)`", "`\(option.text(defaults))`", option.expectation, option.summary]
      })
  }

  /// The output formats.
  func formats() -> String {
    var page = Markdown(title: "Output formats")
    page.paragraph(
      "`-emit=<format>` writes to standard output or to the file of `-o`; `-emit=<format>:<place>` writes there."
    )
    page.table(
      ["format", "what it writes"],
      allBackends.map { ["[`\($0.name)`](#\($0.name))", $0.summary] })
    for backend in allBackends {
      page.heading(2, "`\(backend.name)`")
      page.paragraph("Writes \(backend.summary).")
      page.paragraph(backendComments.comment(ofType: String(describing: backend)))
      page.paragraph(
        backend.shape == .folder
          ? "Writes a folder: `-emit=\(backend.name):<dir>`."
          : backend.shape == .stream
            ? "Writes one stream: `-emit=\(backend.name)` or `-emit=\(backend.name):<file>`."
            : "Writes a folder, `-emit=\(backend.name):<dir>`, or one stream, `-emit=\(backend.name):-`."
      )
    }
    return page.text
  }

  /// The built-in machines.
  func machines() -> String {
    var page = Markdown(title: "Machines")
    page.paragraph(
      "`-target=<machine>` compiles for a machine, `-target='<machine>{option=value}'` for a variant of it, and `-target=<file.fir>` for one of your own."
    )
    page.table(
      ["machine", "what it is"],
      MachineCatalog.all.map { ["[`\($0.name)`](#\($0.name))", $0.summary] })
    for machine in MachineCatalog.all {
      page.heading(2, "`\(machine.name)`")
      page.paragraph(machine.summary)
      page.paragraph(comment(of: machine.name))
      page.table(
        [
          "memory", "capacity, bytes", "banks", "read, bytes/cycle", "written, bytes/cycle",
          "holds",
        ],
        machine.memories.map { memory in
          [
            "`\(memory.name)`", memory.capacityBytes.map(String.init) ?? "no limit",
            "\(memory.banks)", "\(memory.readBytesPerCycle)", "\(memory.writeBytesPerCycle)",
            memory.holds.map(\.rawValue).joined(separator: ", "),
          ]
        })
      page.table(
        ["array", "rows", "columns", "input", "weight", "sums", "multiply-adds per cycle"],
        machine.arrays.map { array in
          [
            "`\(array.name)`", "\(array.rows)", "\(array.columns)", array.input.rawValue,
            array.weight.rawValue, array.accumulator.rawValue, "\(array.peakMultiplyAddsPerCycle)",
          ]
        })
      page.table(
        ["option", "values", "what it does"],
        machine.options.map { ["`\($0.name)`", $0.values, $0.summary] })
      page.paragraph("As a description file:")
      page.code(machine.descriptionText, "mlir")
    }
    return page.text
  }

  /// The comment of the constant that makes the machine.
  private func comment(of machine: String) -> [String] {
    for file in machineComments.files {
      for (index, line) in file.lines.enumerated() where line.contains("\"\(machine)\"") {
        let owner = file.declarations.last { $0.line <= index && $0.keyword == "let" }
        if let owner, !owner.comment.isEmpty { return owner.comment }
      }
    }
    return []
  }
}
