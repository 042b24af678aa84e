import Glibc
import Synchronization

/// A line on the terminal that says what runs, once a run takes more than two seconds.
///
/// It is written by a thread of its own, only where standard error is a terminal, and erased before anything else is
/// written and at the end.
enum ProgressLine {
  private struct State {
    var phase = ""
    var detail = ""
    var started = 0.0
    var phaseStarted = 0.0
    var isActive = false
    var isShown = false
    /// Nothing is drawn before this moment: somebody writes.
    var quietUntil = 0.0
  }

  private static let state = Mutex(State())
  private static let eraseLine = "\r\u{1B}[K"

  /// Starts the clock; does nothing unless standard error is a terminal that can erase a line.
  static func start() {
    guard Terminal.isTerminal(STDERR_FILENO) else { return }
    state.withLock {
      $0.started = now()
      $0.phaseStarted = $0.started
      $0.isActive = true
    }
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { _ in
        while ProgressLine.draw() { usleep(100_000) }
        return nil
      }, nil)
    if status == 0 { pthread_detach(thread) }
  }

  /// Whether somebody looks.
  static var isActive: Bool { state.withLock { $0.isActive } }

  /// Says how far what runs is.
  static func detail(_ text: String) { state.withLock { $0.detail = text } }

  /// Says what runs from now on.
  static func enter(_ phase: String) {
    state.withLock {
      guard $0.isActive else { return }
      $0.phase = phase
      $0.detail = ""
      $0.phaseStarted = now()
    }
  }

  /// Erases the line, since something else is about to be written.
  static func erase() {
    state.withLock {
      guard $0.isActive else { return }
      if $0.isShown { write(eraseLine) }
      $0.isShown = false
      $0.quietUntil = now() + 0.3
    }
  }

  /// Erases the line for good.
  static func stop() {
    state.withLock {
      if $0.isShown { write(eraseLine) }
      $0.isShown = false
      $0.isActive = false
    }
  }

  /// Draws the line where it is time to; false once there is nothing more to draw.
  private static func draw() -> Bool {
    state.withLock {
      let time = now()
      guard $0.isActive else { return false }
      guard time - $0.started >= 2, time >= $0.quietUntil, !$0.phase.isEmpty else { return true }
      var text = "[\(seconds(time - $0.started)) s] \($0.phase)"
      if $0.phaseStarted - $0.started >= 1 { text += ", \(seconds(time - $0.phaseStarted)) s" }
      if !$0.detail.isEmpty { text += ": \($0.detail)" }
      let width = Terminal.width
      write("\(eraseLine)\(text.count < width ? text : String(text.prefix(max(0, width - 1))))")
      $0.isShown = true
      return true
    }
  }

  private static func seconds(_ time: Double) -> String {
    let tenths = Int(time * 10)
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
