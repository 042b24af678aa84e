import CLibFuzzer
import Glibc

/// `fuzz <target> [libFuzzer's options] [corpus folders]`, or `fuzz <target> draws <count> <file of file names> <file>` for
/// so many inputs that do not depend on what they cover; one that ends the process is written into the last file.
@main struct Main {
  /// The target that inputs go to; set once, before libFuzzer starts.
  nonisolated(unsafe) static var target = FuzzTarget.text

  /// Tells processes that libFuzzer starts with its own options which target they have.
  private static let variable = "FUSEC_FUZZ_TARGET"

  static func main() {
    var first = 2
    var name = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : ""
    if FuzzTarget(rawValue: name) == nil, let inherited = getenv(variable) {
      name = String(cString: inherited)
      first = 1
    }
    guard let target = FuzzTarget(rawValue: name) else {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
      complain("usage: fuzz <\(names)> [libFuzzer's options] [corpus folders]")
      exit(2)
    }
    self.target = target
    let given = CommandLine.arguments
    if given.count == 6, given[2] == "draws", let count = Int(given[3]) {
      guard var draws = Draws(target, filesNamedIn: given[4]) else {
        complain("\(given[4]) names no files that can be read")
        exit(2)
      }
      draws.run(count, keepingWhatEndsItIn: given[5])
      exit(0)
    }
    setenv(variable, name, 1)
    var count = CommandLine.argc - Int32(first - 1)
    let shifted = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: Int(count) + 1)
    shifted[0] = CommandLine.unsafeArgv[0]
    for index in first...Int(CommandLine.argc) {
      shifted[index - first + 1] = CommandLine.unsafeArgv[index]
    }
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = shifted
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { data, size in
        Main.target.run([UInt8](UnsafeBufferPointer(start: data, count: size)))
        return 0
      })
  }
}

/// Writes a line to standard error.
func complain(_ message: String) {
  var line = message + "\n"
  line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// Reports that a property does not hold for the input; libFuzzer then keeps the input.
func finding(_ message: String) -> Never {
  complain("finding: \(message)")
  abort()
}

/// Called by libFuzzer to change an input.
@c(LLVMFuzzerCustomMutator)
public func mutate(
  _ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ maximum: Int, _ seed: UInt32
) -> Int {
  guard Main.target.isStructured, size > 0, seed % 8 != 0 else {
    return LLVMFuzzerMutate(data, size, maximum)
  }
  var mutator = TextMutator(
    Array(UnsafeBufferPointer(start: data, count: size)), seed: UInt64(seed))
  return put(mutator.mutated(), in: data, maximum)
}

/// Called by libFuzzer to make an input of two.
@c(LLVMFuzzerCustomCrossOver)
public func crossOver(
  _ first: UnsafePointer<UInt8>, _ firstSize: Int, _ second: UnsafePointer<UInt8>,
  _ secondSize: Int, _ output: UnsafeMutablePointer<UInt8>, _ maximum: Int, _ seed: UInt32
) -> Int {
  let donor = Array(UnsafeBufferPointer(start: second, count: secondSize))
  var mutator = TextMutator(
    Array(UnsafeBufferPointer(start: first, count: firstSize)), seed: UInt64(seed))
  return put(mutator.spliced(with: donor), in: output, maximum)
}

/// Copies as much as fits, and returns how much that is.
private func put(
  _ bytes: [UInt8], in buffer: UnsafeMutablePointer<UInt8>, _ maximum: Int
) -> Int {
  let count = min(bytes.count, maximum)
  for index in 0..<count { buffer[index] = bytes[index] }
  return count
}
