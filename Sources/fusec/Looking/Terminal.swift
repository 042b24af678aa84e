import Glibc

/// What is known about the terminal.
enum Terminal {
  /// Whether the file is a terminal that understands the usual controls.
  static func isTerminal(_ descriptor: Int32) -> Bool {
    guard isatty(descriptor) == 1 else { return false }
    return environment("TERM") != "dumb"
  }

  /// Whether colours go to standard error.
  static func usesColours(_ choice: Options.Choice) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto:
      // https://no-color.org: any value but an empty one asks for none.
      return isTerminal(STDERR_FILENO) && (environment("NO_COLOR") ?? "").isEmpty
    }
  }

  /// The columns of standard error.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// A variable of the environment.
  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
