import Foundation

/// How a process ended.
enum ProcessEnd: Equatable {
  case exited(Int32)
  case signalled(Int32)
  case timedOut(seconds: Int)
  case failedToStart(String)

  /// Whether it left with 0.
  var isSuccess: Bool { self == .exited(0) }
}

/// Runs programs.
struct Subprocess {
  /// The program's path and its arguments, without the name.
  let path: String
  let arguments: [String]
  let environment: [String: String]
  let directory: String
  /// Open files for standard input, output and error.
  let streams: (input: Int32, output: Int32, error: Int32)

  /// Runs to the end, or kills the process and its children after `timeout` seconds.
  func run(timeout: Int) -> ProcessEnd {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, streams.input, 0)
    posix_spawn_file_actions_adddup2(&actions, streams.output, 1)
    posix_spawn_file_actions_adddup2(&actions, streams.error, 2)
    guard let changeDirectory = Self.changeDirectory, changeDirectory(&actions, directory) == 0
    else { return .failedToStart("can't start programs in the folder '\(directory)'") }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    posix_spawnattr_setpgroup(&attributes, 0)
    // Test threads block signals, and children would inherit that.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)

    var process = pid_t()
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let status = withCStrings([path] + arguments) { arguments in
      withCStrings(variables) { variables in
        posix_spawn(&process, path, &actions, &attributes, arguments, variables)
      }
    }
    if status != 0 {
      return .failedToStart("\(path): \(String(cString: strerror(status)))")
    }
    return wait(for: process, timeout: timeout)
  }

  private typealias ChangeDirectory =
    @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> Int32

  /// Glibc's function to set the folder of a child, which its Swift module does not declare.
  private static let changeDirectory: ChangeDirectory? = {
    guard let symbol = dlsym(nil, "posix_spawn_file_actions_addchdir_np") else { return nil }
    return unsafeBitCast(symbol, to: ChangeDirectory.self)
  }()

  private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        preconditionFailure("invariant: a list of strings ends in a nil pointer")
      }
      return body(base)
    }
  }

  private func wait(for process: pid_t, timeout: Int) -> ProcessEnd {
    let watch = Watchdog(process: process)
    let alarm = DispatchWorkItem { watch.kill() }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(timeout), execute: alarm)
    // The end is noticed without reaping, so that the watchdog never kills a number in reuse.
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    let timedOut = watch.stop()
    alarm.cancel()
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    if timedOut { return .timedOut(seconds: timeout) }
    return status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .signalled(status & 0x7F)
  }
}

/// Kills a process group once, unless its leader has ended.
private final class Watchdog: @unchecked Sendable {
  private let process: pid_t
  private let lock = NSLock()
  private var hasEnded = false
  private var hasKilled = false

  init(process: pid_t) {
    self.process = process
  }

  func kill() {
    lock.withLock {
      guard !hasEnded else { return }
      hasKilled = true
      _ = Glibc.kill(-process, SIGKILL)
    }
  }

  /// Ends the watch, and tells whether it had killed the process.
  func stop() -> Bool {
    lock.withLock {
      hasEnded = true
      return hasKilled
    }
  }
}

/// A file without a name, for a stream of a process.
struct ScratchFile {
  let descriptor: Int32

  /// Opens a new file that holds `content`, at its start.
  init(_ content: [UInt8] = [], in directory: String) throws {
    let path = "\(directory)/.\(UUID().uuidString)"
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ScriptError("can't create '\(path)'") }
    unlink(path)
    var written = 0
    while written < content.count {
      let count = content.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress.map { $0 + written }, content.count - written)
      }
      guard count > 0 else { throw ScriptError("can't write '\(path)'") }
      written += count
    }
    lseek(descriptor, 0, SEEK_SET)
  }

  /// All that was written; closes the file.
  func readAndClose() -> [UInt8] {
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let address = buffer.baseAddress.map { $0 + count }
        let read = pread(descriptor, address, size - count, off_t(count))
        guard read > 0 else { break }
        count += read
      }
    }
  }
}
