/// The ops of the `gemmini` dialect: a program for a Gemmini accelerator and the core beside it.
public enum GemminiOp: UInt16, DialectOp {
  case buffer, compute, configEx, configLd, configSt, fence, flush, host, load, loop, mvin, mvout,
    preload, program, segment, store

  /// `gemmini`.
  public static var dialect: Dialect { .gemmini }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .buffer: .gemminiBuffer
    case .compute: .gemminiCompute
    case .configEx: .gemminiConfigEx
    case .configLd: .gemminiConfigLd
    case .configSt: .gemminiConfigSt
    case .fence: .gemminiFence
    case .flush: .gemminiFlush
    case .host: .gemminiHost
    case .load: .gemminiLoad
    case .loop: .gemminiLoop
    case .mvin: .gemminiMvin
    case .mvout: .gemminiMvout
    case .preload: .gemminiPreload
    case .program: .gemminiProgram
    case .segment: .gemminiSegment
    case .store: .gemminiStore
    }
  }
}
