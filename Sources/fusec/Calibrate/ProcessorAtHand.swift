import Glibc

/// What the system says about the processor that fusec runs on.
struct ProcessorAtHand {
  /// The cores that are on.
  let cores: Int
  /// Bytes of the first level of data cache; 0 where nothing is known.
  private(set) var firstLevelBytes = 0
  /// Bytes of the second level; 0 where there is none, or nothing is known.
  private(set) var secondLevelBytes = 0
  /// Bytes of the third level; 0 where there is none, or nothing is known.
  private(set) var thirdLevelBytes = 0

  /// Asks the system.
  init() {
    cores = min(max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), 4096)
    for index in 0..<8 {
      let folder = "/sys/devices/system/cpu/cpu0/cache/index\(index)"
      guard let level = Self.line("\(folder)/level"), let kind = Self.line("\(folder)/type"),
        kind != "Instruction", let size = Self.line("\(folder)/size"),
        let bytes = CommandLineOption.byteCount(size)
      else { continue }
      switch level {
      case "1": firstLevelBytes = bytes
      case "2": secondLevelBytes = bytes
      case "3": thirdLevelBytes = bytes
      default: break
      }
    }
    func ask(_ name: Int, _ known: Int) -> Int {
      known > 0 ? known : max(0, Int(sysconf(Int32(name))))
    }
    firstLevelBytes = ask(Int(_SC_LEVEL1_DCACHE_SIZE), firstLevelBytes)
    secondLevelBytes = ask(Int(_SC_LEVEL2_CACHE_SIZE), secondLevelBytes)
    thirdLevelBytes = ask(Int(_SC_LEVEL3_CACHE_SIZE), thirdLevelBytes)
  }

  /// The first line of a small file.
  private static func line(_ path: String) -> String? {
    guard let bytes = try? FileSystem.read(path, limit: 4096) else { return nil }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
