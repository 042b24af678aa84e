/// Tokens that stand one behind the other on a stream: data whose codes and times go on by equal steps, or one control token.
struct StreamSpan {
  /// The first token, and what the code grows by, modulo 2^32.
  var code: UInt32
  var step: UInt32
  var count: Int
  /// The cycle from which the first token is there, and how many cycles later each next one is.
  var time: Int64
  var stride: Int64
}

/// An input while a block runs: `used` tokens of the span at `head` are taken.
struct SpanInput {
  var spans: UnsafeMutablePointer<StreamSpan>
  var head: Int
  var used: Int
  var tail: Int
}

/// An output while a block runs. Spans before `sealed` are read already, and must stay as they are.
struct SpanOutput {
  var spans: UnsafeMutablePointer<StreamSpan>
  var tail: Int
  var sealed: Int
  var sent: Int
}

/// Ports on queues without bounds that hold spans.
///
/// As `StreamPorts` they give and take single tokens, so that each block runs as it is defined. Beside that, `advance` takes
/// many tokens at once where a block does the same with each.
struct SpanPorts: StreamPorts {
  let inputs: UnsafeMutablePointer<SpanInput>
  let outputs: UnsafeMutablePointer<SpanOutput>
  var clock: Int64
  var busy: Int64
  /// Steps that may still be made.
  var budget = 0
  /// How often a token was taken or given.
  var moves = 0

  var isStrict: Bool { false }

  var isSettled: Bool { true }

  mutating func isReady() -> Bool {
    budget -= 1
    return budget >= 0
  }

  func has(_ port: Int) -> Bool { inputs[port].head < inputs[port].tail }

  mutating func peek(_ port: Int) -> UInt32 {
    clock = max(clock, time(port))
    return glance(port)
  }

  func glance(_ port: Int) -> UInt32 {
    let input = inputs[port]
    let span = input.spans[input.head]
    return span.code &+ span.step &* UInt32(truncatingIfNeeded: input.used)
  }

  mutating func pop(_ port: Int) { drop(port, 1) }

  mutating func put(_ port: Int, _ code: UInt32, _ latency: Int64) {
    put(
      port, StreamSpan(code: code, step: 0, count: 1, time: clock + latency, stride: 0))
  }

  mutating func tick(_ cycles: Int64) {
    clock += cycles
    busy += cycles
  }

  mutating func touch(_ block: inout StreamBlock, offset: Int, bytes: Int, writes: Bool) -> Int64 {
    if writes { block.bytesWritten += Int64(bytes) } else { block.bytesRead += Int64(bytes) }
    return 0
  }

  // MARK: Many tokens

  /// The cycle from which the head of an input is there.
  func time(_ port: Int) -> Int64 {
    let input = inputs[port]
    let span = input.spans[input.head]
    return span.time + span.stride * Int64(input.used)
  }

  /// The tokens that are left of the span at the head of an input.
  func left(_ port: Int) -> Int {
    let input = inputs[port]
    return input.spans[input.head].count - input.used
  }

  /// What the code of the span at the head of an input grows by; 0 where one token is left.
  func step(_ port: Int) -> UInt32 {
    left(port) > 1 ? inputs[port].spans[inputs[port].head].step : 0
  }

  /// Takes tokens of the span at the head of an input.
  mutating func drop(_ port: Int, _ count: Int) {
    moves += 1
    inputs[port].used += count
    if inputs[port].used == inputs[port].spans[inputs[port].head].count {
      inputs[port].used = 0
      inputs[port].head += 1
    }
  }

  /// Puts a span; one that goes on where the last one ends becomes part of it.
  mutating func put(_ port: Int, _ span: StreamSpan) {
    moves += 1
    outputs[port].sent += span.count
    let tail = outputs[port].tail
    if tail > outputs[port].sealed, StreamCode.isData(span.code), join(port, tail - 1, span) {
      return
    }
    outputs[port].spans[tail] = span
    outputs[port].tail = tail + 1
  }

  private func join(_ port: Int, _ index: Int, _ span: StreamSpan) -> Bool {
    var last = outputs[port].spans[index]
    guard StreamCode.isData(last.code) else { return false }
    if last.count == 1 {
      last.step = span.code &- last.code
      last.stride = span.time - last.time
    }
    let count = UInt32(truncatingIfNeeded: last.count)
    guard last.code &+ last.step &* count == span.code,
      last.time + last.stride * Int64(last.count) == span.time,
      span.count == 1 || (span.step == last.step && span.stride == last.stride)
    else { return false }
    last.count += span.count
    outputs[port].spans[index] = last
    return true
  }

  /// The times of steps that each take one token of every input in `taken`, look at the heads of those in `seen`, and last a cycle:
  /// the first one, how far they are apart, and of how many of the `count` steps that is so. The clock goes on behind them.
  ///
  /// Step `i` happens at `max(clock + i, t(p, i))` over the inputs `p`, where an input whose tokens come closer than a cycle apart
  /// counts as one with a token each cycle: the steps before have taken that long. So it is the largest of some lines, and goes
  /// on as the largest one until a steeper one overtakes it.
  mutating func advance(_ count: Int, taken: some Collection<Int>, seen: some Collection<Int>)
    -> (count: Int, start: Int64, stride: Int64)
  {
    var start = clock
    for port in taken { start = max(start, time(port)) }
    for port in seen { start = max(start, time(port)) }
    var stride: Int64 = 1
    for port in taken where time(port) == start && left(port) > 1 {
      stride = max(stride, inputs[port].spans[inputs[port].head].stride)
    }
    var steps = count
    for port in taken where left(port) > 1 {
      let other = inputs[port].spans[inputs[port].head].stride
      guard other > stride else { continue }
      steps = min(steps, Int((start - time(port)) / (other - stride)) + 1)
    }
    clock = start + Int64(steps - 1) * stride + 1
    busy += Int64(steps)
    return (steps, start, stride)
  }

  /// Puts what the steps of an `advance` give, a token each.
  mutating func put(
    _ port: Int, _ code: UInt32, step: UInt32, latency: Int64,
    _ steps: (count: Int, start: Int64, stride: Int64)
  ) {
    put(
      port,
      StreamSpan(
        code: code, step: step, count: steps.count, time: steps.start + latency,
        stride: steps.stride))
  }
}
