import Glibc

/// What is said when fusec itself crashes: one line that names the phase and the reproducer, and exit code 70.
///
/// The handler runs in a process whose state is broken, perhaps without stack: it has a stack of its own, writes a text
/// that was made before, and ends the process, all by functions that are safe in signal handlers.
enum CrashReport {
  private static let capacity = 1024
  /// Two texts take turns, so that a crash while one is made finds the other whole.
  nonisolated(unsafe) private static var texts: [UnsafeMutablePointer<UInt8>] = []
  nonisolated(unsafe) private static var turn = 0
  nonisolated(unsafe) private static var text: UnsafeMutablePointer<UInt8>?
  nonisolated(unsafe) private static var count = 0

  /// From now on a crash is reported. Where the Swift runtime was asked for backtraces, it keeps the signals.
  static func install() {
    if Terminal.environment("SWIFT_BACKTRACE")?.contains("enable=yes") == true { return }
    for _ in 0..<2 { texts.append(.allocate(capacity: capacity)) }
    enter("its start")
    let size = 1 << 16
    guard let memory = malloc(size) else { return }
    var stack = stack_t(ss_sp: memory, ss_flags: 0, ss_size: size)
    sigaltstack(&stack, nil)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      PartialFiles.removeAll()
      _ = write(STDERR_FILENO, CrashReport.text, CrashReport.count)
      _exit(ExitCode.internalError.rawValue)
    }
    action.sa_flags =
      Int32(bitPattern: UInt32(SA_ONSTACK)) | Int32(bitPattern: UInt32(SA_RESETHAND))
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      sigaction(signal, &action, nil)
    }
  }

  /// Says what runs from now on: "pass 'cse'"; and where its reproducer lies.
  static func enter(_ phase: String, reproducer: String? = nil) {
    guard texts.count == 2 else { return }
    let place =
      reproducer.map { "reproducer in '\($0)'" }
      ?? "with -reproducer=<file> it leaves the program before the pass"
    let line = "\nfusec crashed in \(phase); please report this, \(place)\n"
    turn = 1 - turn
    let next = texts[turn]
    var length = 0
    for byte in line.utf8.prefix(capacity) {
      next[length] = byte
      length += 1
    }
    count = min(count, length)
    text = next
    count = length
  }
}
