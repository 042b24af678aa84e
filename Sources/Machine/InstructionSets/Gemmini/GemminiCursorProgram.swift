import FuseIR

/// Why a segment cannot be turned into instructions.
public struct GemminiCursorError: Error, Sendable {
  /// The op at fault.
  public let op: OpID
  /// What is wrong with it, in one line.
  public let message: String

  /// An error about `op`.
  public init(op: OpID, message: String) {
    self.op = op
    self.message = message
  }
}

/// A `gemmini.segment` in a form that unrolls fast: a flat list of steps in which every affine expression is a sum over
/// loop variables, kept up to date by the loops that change it.
///
/// An expression lives in a *slot*. When a loop variable moves, every slot that contains it moves by its coefficient.
/// `mod` and `floordiv` are *derived* variables: functions of one slot, recomputed when a loop variable in that slot
/// moves, and themselves terms of other slots. Reading a field then costs one load.
public struct GemminiCursorProgram: Sendable {
  /// A run of entries in one of the tables.
  struct Span: Sendable {
    var start: Int32
    var count: Int32

    static let empty = Span(start: 0, count: 0)

    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
    var isEmpty: Bool { count == 0 }
  }

  /// One step of the flat program.
  enum Step: Sendable {
    /// Starts the loop; goes to `exit` where it has no iteration. `minima` are slots whose least is the count.
    case enter(loop: Int32, minima: Span, exit: Int32)
    /// Ends an iteration of the loop; `body` is the first step of the next.
    case repeated(loop: Int32, body: Int32)
    /// An instruction that is always the same.
    case constant(index: Int32)
    /// An instruction with variable fields.
    case template(index: Int32)
    /// The end.
    case end
  }

  /// One operand word of an instruction with variable fields.
  struct Word: Sendable {
    /// The bits that never change.
    var bits: UInt64 = 0
    /// The slot whose value is added, -1 for none; a row where the word is an operand, otherwise a DRAM address.
    var address: Int32 = -1
    /// The largest value that the slot may have.
    var limit: Int64 = 0
    /// Slots whose least is the number of rows, where it varies.
    var rows = Span.empty
    /// Slots whose least is the number of columns, where it varies.
    var columns = Span.empty
    /// When the accumulate bit is set besides `bits`.
    var accumulate = Span.empty
    /// True iff the address is garbage where the template's `keep` holds.
    var isGarbageWhenKept = false
  }

  /// An instruction with variable fields.
  struct Template: Sendable {
    var op: OpID
    var funct: UInt8
    /// The function code where `keep` holds.
    var keptFunct: UInt8
    /// When the instruction is issued, besides its sizes being 1 or more; all conditions must hold.
    var when = Span.empty
    /// When the array keeps its stationary operand; empty means never.
    var keep = Span.empty
    var first = Word()
    var second = Word()
  }

  /// A condition on a slot: at least 0, or exactly 0.
  struct Condition: Sendable {
    var slot: Int32
    var isEquality: Bool
  }

  /// How far a slot moves when a variable moves by one.
  struct Movement: Sendable {
    var slot: Int32
    var coefficient: Int64
  }

  /// A variable that is a function of a slot.
  struct Derived: Sendable {
    enum Function: Hashable, Sendable {
      case modulo, floorQuotient

      /// The function at `x`, rounding toward negative infinity.
      @inline(__always) func callAsFunction(_ x: Int64, _ divisor: Int64) -> Int64 {
        let remainder = x % divisor
        switch self {
        case .modulo: return remainder < 0 ? remainder + divisor : remainder
        case .floorQuotient: return remainder < 0 ? x / divisor - 1 : x / divisor
        }
      }
    }

    var function: Function
    var slot: Int32
    var divisor: Int64
    var variable: Int32
  }

  /// The bit of an operand word that makes writes to the accumulator add.
  static let accumulateBit: UInt64 = 1 << 30

  /// The segment.
  public let segment: OpID
  var steps: ContiguousArray<Step> = []
  var constants: ContiguousArray<(op: OpID, instruction: GemminiInstruction)> = []
  var templates: ContiguousArray<Template> = []
  /// Slots, in runs whose least counts.
  var minima: ContiguousArray<Int32> = []
  var conditions: ContiguousArray<Condition> = []
  /// What the slots hold while all loop variables are 0.
  var initialSlots: ContiguousArray<Int64> = []
  /// What the variables hold while all loop variables are 0.
  var initialVariables: ContiguousArray<Int64> = []
  /// The slots that each variable moves.
  var movements: ContiguousArray<Movement> = []
  var movementsOfVariable: ContiguousArray<Span> = []
  /// The derived variables that each loop variable reaches, sources first.
  var derived: ContiguousArray<Derived> = []
  var derivedOfLoop: ContiguousArray<Span> = []
  /// For each slot, the loop variables that it depends on.
  var loopsOfSlot: ContiguousArray<[Int32]> = []
  /// The variable of each loop.
  var loopVariables: ContiguousArray<Int32> = []

  /// Compiles the segment of `program`, for an array of `dimension` rows and columns.
  ///
  /// - Throws: `GemminiCursorError` where an attribute is malformed, or an expression leaves 64 bits.
  public init(
    segment: OpID, of program: GemminiProgram, in module: borrowing Module, dimension: Int
  ) throws(GemminiCursorError) {
    self.segment = segment
    var compiler = GemminiCursorCompiler(program: program, dimension: dimension)
    try compiler.compile(segment, module)
    steps = compiler.steps
    constants = compiler.constants
    templates = compiler.templates
    minima = compiler.minima
    conditions = compiler.conditions
    compiler.expressions.finish(into: &self)
  }
}
