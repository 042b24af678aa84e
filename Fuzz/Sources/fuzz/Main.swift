import CLibFuzzer
import Glibc

/// `fuzz <target> [libFuzzer's options] [corpus folders]`.
@main struct Main {
  /// The target that inputs go to; set once, before libFuzzer starts.
  nonisolated(unsafe) static var target = FuzzTarget.text

  static func main() {
    let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
    guard CommandLine.arguments.count > 1, let target = FuzzTarget(rawValue: CommandLine.arguments[1])
    else {
      complain("usage: fuzz <\(names)> [libFuzzer's options] [corpus folders]")
      exit(2)
    }
    self.target = target
    // libFuzzer starts itself again by the name in front: it must keep the target's name behind it.
    var count = CommandLine.argc - 1
    let shifted = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: Int(count) + 1)
    shifted[0] = CommandLine.unsafeArgv[0]
    for index in 1...max(1, Int(count)) where index <= Int(count) {
      shifted[index] = CommandLine.unsafeArgv[index + 1]
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
