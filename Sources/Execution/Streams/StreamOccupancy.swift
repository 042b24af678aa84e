/// What decides the queues of a run.
enum StreamQueues {
  /// The graph's `queue_depths`, else the fabric.
  case asGiven
  /// No bounds.
  case free
  /// No bounds; how many tokens each queue has to hold is recorded.
  case recorded
  /// By reader.
  case depths([Int])
}

/// How many tokens a queue has to hold so that its sender never waits for room.
///
/// A sender waits with token k of a queue of depth d until the place of token k - d is free. So with r places free by the time
/// t of token k, depth k - r + 1 is enough, and if every queue has the largest of these, each token leaves in the same cycle as
/// without bounds: by induction over time, no sender ever waits.
struct StreamOccupancy {
  /// The largest need of all tokens that were judged.
  private(set) var depth = 1
  /// Times of tokens that are not judged yet, and of free places that no token has counted yet; both only grow.
  private var puts = Times()
  private var releases = Times()
  private var judged = 0
  private var released = 0

  private struct Times {
    private var times: [Int64] = []
    private var head = 0

    var first: Int64? { head < times.count ? times[head] : nil }

    mutating func append(_ time: Int64) { times.append(time) }

    mutating func dropFirst() {
      head += 1
      if head > 4096, head * 2 > times.count {
        times.removeFirst(head)
        head = 0
      }
    }
  }

  /// A token is put in.
  mutating func put(at time: Int64) {
    puts.append(time)
    judge()
  }

  /// A token was taken, and its place is free.
  mutating func release(at time: Int64) {
    releases.append(time)
    judge()
  }

  private mutating func judge() {
    while let time = puts.first {
      while let free = releases.first, free <= time {
        releases.dropFirst()
        released += 1
      }
      // Whether more places are free by then is known where a later release is, or all were released.
      guard releases.first != nil || released == judged else { return }
      take()
    }
  }

  private mutating func take() {
    depth = max(depth, judged - released + 1)
    judged += 1
    puts.dropFirst()
  }

  /// The depth at the end of a run: tokens that nobody took stay in the queue.
  mutating func finish() -> Int {
    while puts.first != nil { take() }
    return depth
  }
}
