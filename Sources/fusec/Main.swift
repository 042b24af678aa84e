import Glibc

/// The program: reads the command line, hands it to the driver, and exits with the driver's code.
@main
enum Main {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      exit(Driver(try Options(parsing: arguments)).run().rawValue)
    } catch {
      FileSystem.writeError("fusec: error: \(error.message)\n")
      exit(ExitCode.usage.rawValue)
    }
  }
}

/// What the exit status of the process says.
enum ExitCode: Int32 {
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
}
