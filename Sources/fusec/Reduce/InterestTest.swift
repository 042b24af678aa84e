import Glibc

/// The command of `-reduce`: it is run by the shell with the name of a file as last argument, and succeeds where the program
/// in the file is interesting.
struct InterestTest {
  let command: String
  /// A folder for the files.
  let folder: String
  /// When a run that has not ended counts as failed, by the monotonic clock.
  let deadline: Double

  /// How a run of the command ended.
  enum Outcome: Equatable {
    case exited(Int32)
    case killed(signal: Int32)
    /// The time was up.
    case late
    /// It could not be started.
    case absent
  }

  /// The index of the first text that is interesting. The command runs for all of them at the same time; those behind the
  /// first interesting one are stopped.
  func first(of texts: [[UInt8]]) throws(FileError) -> Int? {
    var processes: [pid_t] = []
    defer { for process in processes { stop(process) } }
    for (index, text) in texts.enumerated() { processes.append(try start(text, slot: index)) }
    var next = 0
    while next < texts.count {
      let outcome = wait(for: processes[0])
      processes.removeFirst()
      if outcome == .exited(0) { return next }
      next += 1
    }
    return nil
  }

  /// How the command ends for a text.
  func outcome(of text: [UInt8]) throws(FileError) -> Outcome {
    wait(for: try start(text, slot: 0))
  }

  /// The seconds of the monotonic clock.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  // MARK: Processes

  /// Starts the command on a text; 0 where that failed.
  private func start(_ text: [UInt8], slot: Int) throws(FileError) -> pid_t {
    let path = "\(folder)/candidate\(slot).mlir"
    try FileSystem.write(text, to: path)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    // A group of its own, so that all that the shell starts can be stopped with it.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    let words = ["sh", "-c", "\(command) \"$1\"", "sh", path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    var process = pid_t()
    guard posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, environ) == 0 else {
      return 0
    }
    return process
  }

  private func wait(for process: pid_t) -> Outcome {
    guard process > 0 else { return .absent }
    var status: Int32 = 0
    var pause: UInt32 = 200
    while true {
      let result = waitpid(process, &status, WNOHANG)
      if result == process { break }
      if result < 0, errno != EINTR { return .absent }
      if Self.now() > deadline || PartialFiles.isInterrupted {
        stop(process)
        return .late
      }
      usleep(pause)
      pause = min(pause * 2, 5_000)
    }
    return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: status & 0x7F)
  }

  private func stop(_ process: pid_t) {
    guard process > 0 else { return }
    kill(-process, SIGKILL)
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }
}
