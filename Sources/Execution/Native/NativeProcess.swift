import Glibc

/// Starting other programs.
enum NativeProcess {
  /// How a program ended.
  struct End {
    /// The exit status, nil where a signal ended it.
    let status: Int32?
    /// The signal that ended it.
    let signal: Int32?
  }

  /// Runs a program to its end, with its output in the files `stdout` and `stderr` of the folder. The program is killed when
  /// it takes longer than `seconds`, or once `isInterrupted` is true.
  static func run(
    _ program: String, _ arguments: [String], in folder: borrowing TemporaryFolder,
    seconds: Double, _ isInterrupted: () -> Bool
  ) throws(NativeError) -> End {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, "\(folder.path)/stdout", flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "\(folder.path)/stderr", flags, 0o600)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child = pid_t()
    let code = posix_spawn(&child, program, &actions, nil, words, environ)
    guard code == 0 else {
      throw .system("cannot start '\(program)': \(String(cString: strerror(code)))")
    }
    return try wait(for: child, seconds: seconds, isInterrupted)
  }

  private static func wait(
    for child: pid_t, seconds: Double, _ isInterrupted: () -> Bool
  ) throws(NativeError) -> End {
    let start = monotonicSeconds()
    var status: Int32 = 0
    var pause: useconds_t = 200
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child { break }
      if ended < 0, errno != EINTR {
        throw .system("cannot wait for a process: \(systemMessage())")
      }
      if monotonicSeconds() - start > seconds {
        kill(child, SIGKILL)
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        throw .timeLimit(seconds: seconds)
      }
      if isInterrupted() {
        end(child)
        throw .interrupted
      }
      usleep(pause)
      pause = min(pause * 2, 10_000)
    }
    // The low seven bits are the signal, and the next byte the exit status.
    let signal = status & 0x7f
    return signal == 0
      ? End(status: (status >> 8) & 0xff, signal: nil) : End(status: nil, signal: signal)
  }

  /// Asks the process to end, so that a compiler can remove what it has in work, and makes it after a second.
  private static func end(_ child: pid_t) {
    let start = monotonicSeconds()
    var status: Int32 = 0
    kill(child, SIGTERM)
    while monotonicSeconds() - start < 1 {
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child || (ended < 0 && errno != EINTR) { return }
      usleep(1_000)
    }
    kill(child, SIGKILL)
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
  }

  private static func monotonicSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// The path of the first of the named programs that is in a folder of `PATH`.
  static func find(_ names: [String]) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    for name in names {
      for folder in path.split(separator: ":") {
        let candidate = "\(folder)/\(name)"
        if access(candidate, X_OK) == 0 { return candidate }
      }
    }
    return nil
  }
}
