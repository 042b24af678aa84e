import Glibc

/// The program: reads the command line, starts the session, and exits with its code.
@main
enum Main {
  static func main() {
    FileSystem.openStandardStreams()
    // A reader that has gone, and a limit on the size of files, are errors of writing.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    PartialFiles.removeOnSignals()
    CrashReport.install()
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      let code = Session(try Options(parsing: arguments)).run()
      // What a search had is written; the code says that it was not let go on.
      exit(code == .done && PartialFiles.endedSearch ? 128 + SIGINT : code.rawValue)
    } catch {
      FileSystem.writeError("fusec: error: \(error.message)\n")
      exit(ExitCode.usage.rawValue)
    }
  }
}

/// What the exit status of the process says.
enum ExitCode: Int32, Comparable {
  /// Everything asked for is done.
  case done = 0
  /// Input text or data is wrong, a file can't be read or written, or a result differs.
  case wrongInput = 1
  /// The command line is wrong.
  case usage = 2
  /// A pass, backend or executor refuses a valid program.
  case refused = 3
  /// A bug of ours.
  case internalError = 70

  /// Orders codes by how much they say: a bug of ours outweighs a refusal, and that a wrong input.
  static func < (a: ExitCode, b: ExitCode) -> Bool { a.rawValue < b.rawValue }
}
