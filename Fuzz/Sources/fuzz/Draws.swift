import FuseIR
import Glibc

/// A fixed number of inputs of a target, drawn without looking at what they cover: the same from one seed whatever the
/// compiler made of the sources, so that what one machine finds every other one finds.
struct Draws {
  private let target: FuzzTarget
  private let seeds: [[UInt8]]
  private var random = SeededGenerator(seed: 1)

  /// The most bytes of an input.
  private static let limit = 4000

  /// Reads the files whose names stand in a file, one in a line.
  init?(_ target: FuzzTarget, filesNamedIn list: String) {
    guard let names = Self.read(list) else { return nil }
    var seeds: [[UInt8]] = []
    for name in names.split(separator: UInt8(ascii: "\n")) {
      guard let bytes = Self.read(String(decoding: name, as: UTF8.self)) else { return nil }
      if bytes.count <= Self.limit { seeds.append(bytes) }
    }
    guard !seeds.isEmpty else { return nil }
    self.target = target
    self.seeds = seeds
  }

  /// Checks the files, and then changes of them. An input that ends the process is written into a file.
  mutating func run(_ count: Int, keepingWhatEndsItIn file: String) {
    Self.keepWhatEndsTheProcess(in: file)
    for seed in seeds { check(seed) }
    for _ in 0..<count { check(draw()) }
    print("\(target.rawValue): \(seeds.count) files and \(count) changes of them")
  }

  private func check(_ input: [UInt8]) {
    input.withUnsafeBytes {
      Self.current = $0
      target.run(input)
    }
  }

  /// The input that is being checked, and the file for it; signals end the process, so that nothing else can hold them.
  nonisolated(unsafe) private static var current = UnsafeRawBufferPointer(start: nil, count: 0)
  nonisolated(unsafe) private static var file: Int32 = -1

  private static func keepWhatEndsTheProcess(in file: String) {
    self.file = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    // The stack may be what ran out.
    let size = 1 << 16
    var stack = stack_t(ss_sp: malloc(size), ss_flags: 0, ss_size: size)
    sigaltstack(&stack, nil)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      _ = write(Draws.file, Draws.current.baseAddress, Draws.current.count)
      _exit(128 + signal)
    }
    action.sa_flags = SA_ONSTACK
    for signal in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE] {
      sigaction(signal, &action, nil)
    }
  }

  private mutating func draw() -> [UInt8] {
    let input = seeds[random.below(seeds.count)]
    guard target.isStructured else { return changedBytes(input) }
    var mutator = TextMutator(input, seed: random.next())
    let changed =
      random.below(4) == 0
      ? mutator.spliced(with: seeds[random.below(seeds.count)]) : mutator.mutated()
    return Array(changed.prefix(Self.limit))
  }

  /// One to four changes of single bytes, of pieces, and of pieces of other inputs.
  private mutating func changedBytes(_ input: [UInt8]) -> [UInt8] {
    var bytes = input
    for _ in 0...random.below(4) {
      let place = random.below(bytes.count + 1)
      let end = min(bytes.count, place + 1 + random.below(16))
      switch random.below(6) {
      case 0: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: random.below(bytes.count + 1))
      case 3 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 4 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
      default:
        let donor = seeds[random.below(seeds.count)]
        let from = random.below(donor.count + 1)
        let to = min(donor.count, from + 1 + random.below(64))
        bytes.replaceSubrange(place..<end, with: donor[from..<to])
      }
    }
    return Array(bytes.prefix(Self.limit))
  }

  private static func read(_ name: String) -> [UInt8]? {
    guard let handle = fopen(name, "r") else { return nil }
    defer { fclose(handle) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, handle)
      if count == 0 { return bytes }
      bytes += buffer[0..<count]
    }
  }
}
