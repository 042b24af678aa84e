import FuseIR
import Machine

/// Puts independent small kernels of the same shape into one launch: the second stage of a plan.
///
/// Kernels are of one sort if they do the same work with as many ops. A pack saves the launches of all its kernels but one, and
/// its rows fill waves together. It may read and write only so many tensors, none of its kernels may need another, and
/// the program with all packs must have an order.
///
/// Packs are filled in two orders, by the longest ways to the end of the program and by those from its begin, of which the
/// better one counts. No choice has fewer packs of a sort than its longest chain of kernels that need each other, or than
/// the tensors that only one of them reads or writes ask for; with what rows cost in full waves, that bounds the gain.
struct KernelPacks {
  /// A kernel of the first stage.
  typealias Kernel = (nodes: [Int32], shape: KernelShape)

  /// The largest part of a kernel's time that its launch is, where the kernel is not small.
  static let smallShare = 0.01
  /// How many packs that are not full a kernel looks at, the latest ones.
  static let openLimit = 32

  /// The kernels of each launch, all together a partition, in program order of their first.
  private(set) var launches: [[Int]]
  /// What the packs gain, and what no choice of packs gains more than.
  private(set) var gain: Int64 = 0
  private(set) var bound: Int64 = 0

  private struct Sort: Hashable {
    let work: KernelWork
    let ops: Int
    let sweeps: Int
  }

  private let kernels: [Kernel]
  private let mayBePacked: [Bool]
  private let graph: KernelGraph
  private let model: KernelCostModel
  private let objective: KernelObjective
  /// The most tensors, and the most kernels, of a pack.
  private let maximumArguments: Int
  private let maximumParts: Int
  /// By kernel, the tensors that it reads and writes.
  private let arguments: [Set<Int32>]
  /// By vertex, a kernel or an op in none, those that need its results.
  private let users: [[Int32]]
  /// The vertices such that each stands before its users.
  private let order: [Int32]

  init(
    _ kernels: [Kernel], _ mayBePacked: [Bool], _ judge: KernelJudge, _ nodeOrder: KernelOrder,
    _ objective: KernelObjective, maximumParts: Int
  ) {
    self.kernels = kernels
    self.mayBePacked = mayBePacked
    graph = judge.graph
    model = judge.model
    self.objective = objective
    maximumArguments = judge.maximumArguments
    self.maximumParts = maximumParts
    launches = kernels.indices.map { [$0] }
    arguments = kernels.map { Self.arguments(of: $0.nodes, judge.graph) }
    users = nodeOrder.users(among: kernels.map(\.nodes))
    order = Self.order(users)
    let sorts = sorts()
    guard maximumParts > 1, !sorts.isEmpty else { return }
    for sort in sorts { bound += bound(of: sort) }
    var levels = [[Int]](repeating: [Int](repeating: 0, count: users.count), count: 2)
    for vertex in order {
      for user in users[Int(vertex)] {
        levels[0][Int(user)] = max(levels[0][Int(user)], levels[0][Int(vertex)] + 1)
      }
    }
    for vertex in order.reversed() {
      for user in users[Int(vertex)] {
        levels[1][Int(vertex)] = max(levels[1][Int(vertex)], levels[1][Int(user)] + 1)
      }
    }
    for level in levels {
      let packed = packed(sorts, level)
      let gain = packed.reduce(Int64(0)) { $0 + self.gain(of: $1) }
      if gain > self.gain {
        self.gain = gain
        launches = packed
      }
    }
    bound = max(bound, gain)
    launches.sort { $0[0] < $1[0] }
  }

  /// What a launch does.
  func shape(of launch: [Int]) -> KernelShape {
    var shape = kernels[launch[0]].shape
    guard launch.count > 1 else { return shape }
    var all: Set<Int32> = []
    for kernel in launch { all.formUnion(arguments[kernel]) }
    for kernel in launch.dropFirst() {
      shape.edges += kernels[kernel].shape.edges
      shape.rows += kernels[kernel].shape.rows
      shape.offChipBytes += kernels[kernel].shape.offChipBytes
    }
    shape.arguments = all.count
    shape.parts = launch.count
    shape.seconds = model.seconds(shape.work, copies: launch.count)
    return shape
  }

  private func gain(of launch: [Int]) -> Int64 {
    guard launch.count > 1 else { return 0 }
    return objective.gain(of: shape(of: launch), over: launch.map { kernels[$0].shape })
  }

  // MARK: Sorts

  /// The kernels of each sort that has several.
  private func sorts() -> [[Int]] {
    var places: [Sort: Int] = [:]
    var sorts: [[Int]] = []
    for (number, kernel) in kernels.enumerated() where mayBePacked[number] && isSmall(kernel.shape)
    {
      let sort = Sort(
        work: kernel.shape.work, ops: kernel.nodes.count, sweeps: kernel.shape.sweeps)
      if let place = places[sort] {
        sorts[place].append(number)
      } else {
        places[sort] = sorts.count
        sorts.append([number])
      }
    }
    return sorts.filter { $0.count > 1 }
  }

  private func isSmall(_ shape: KernelShape) -> Bool {
    objective == .kernels || model.launchSeconds(shape.work) >= Self.smallShare * shape.seconds
  }

  /// What no packs of a sort gain more than.
  private func bound(of sort: [Int]) -> Int64 {
    // Of each chain of kernels, all are in different packs.
    let members = Set(sort)
    var chain = [Int](repeating: 0, count: users.count)
    var longest = 0
    for vertex in order {
      if members.contains(Int(vertex)) { chain[Int(vertex)] += 1 }
      longest = max(longest, chain[Int(vertex)])
      for user in users[Int(vertex)] {
        chain[Int(user)] = max(chain[Int(user)], chain[Int(vertex)])
      }
    }
    var readers: [Int32: Int] = [:]
    for kernel in sort { for value in arguments[kernel] { readers[value, default: 0] += 1 } }
    let own = sort.reduce(0) { sum, kernel in
      sum + arguments[kernel].reduce(0) { $0 + (readers[$1] == 1 ? 1 : 0) }
    }
    let fewest = max(
      1, longest, (own + maximumArguments - 1) / maximumArguments,
      (sort.count + maximumParts - 1) / maximumParts)
    var all = kernels[sort[0]].shape
    let launch = model.launchSeconds(all.work)
    all.seconds = model.seconds(all.work, copies: sort.count) + Double(fewest - 1) * launch
    all.offChipBytes *= Double(sort.count)
    // One kernel less than there are parts is counted by the gain; the others remain.
    return max(
      0,
      objective.gain(of: all, over: sort.map { kernels[$0].shape }) - Int64(fewest - 1))
  }

  // MARK: Packs

  /// All launches, where each kernel of a sort, by level, joins the first pack that it may.
  private func packed(_ sorts: [[Int]], _ level: [Int]) -> [[Int]] {
    var packOf = kernels.indices.map { [$0] }
    var joined = kernels.indices.map { $0 }
    var visits = Visits(count: users.count)
    for sort in sorts {
      var open: [Int] = []
      for kernel in sort.sorted(by: { (level[$0], $0) < (level[$1], $1) }) {
        let place = open.indices.suffix(Self.openLimit).first { index in
          let pack = open[index]
          return packOf[pack].count < maximumParts
            && count(packOf[pack], with: kernel) <= maximumArguments
            && !visits.reaches(packOf[pack], [kernel], users, packOf, joined)
            && !visits.reaches([kernel], packOf[pack], users, packOf, joined)
        }
        if let place {
          packOf[open[place]].append(kernel)
          packOf[kernel] = []
          joined[kernel] = open[place]
        } else {
          open.append(kernel)
        }
      }
    }
    return packOf.filter { !$0.isEmpty }.map { $0.sorted() }
  }

  private func count(_ pack: [Int], with kernel: Int) -> Int {
    var all = arguments[kernel]
    for other in pack { all.formUnion(arguments[other]) }
    return all.count
  }

  /// Searches along the users of vertices, packs as one.
  private struct Visits {
    private var seen: [Int32]
    private var search: Int32 = 0

    init(count: Int) { seen = [Int32](repeating: 0, count: count) }

    /// Whether any of the targets needs any of the sources, directly or not.
    mutating func reaches(
      _ sources: [Int], _ targets: [Int], _ users: [[Int32]], _ packOf: [[Int]], _ joined: [Int]
    ) -> Bool {
      search += 1
      var pending = sources
      for source in sources { seen[source] = search }
      while let vertex = pending.popLast() {
        for user in users[vertex] where seen[Int(user)] != search {
          let user = Int(user)
          let together = user < joined.count ? packOf[joined[user]] : [user]
          for other in together {
            if targets.contains(other) { return true }
            seen[other] = search
            pending.append(other)
          }
        }
      }
      return false
    }
  }

  /// The vertices, each before its users; there is no circle among kernels of a plan.
  private static func order(_ users: [[Int32]]) -> [Int32] {
    var missing = [Int](repeating: 0, count: users.count)
    for list in users { for user in list { missing[Int(user)] += 1 } }
    var order = users.indices.filter { missing[$0] == 0 }.map { Int32($0) }
    var next = 0
    while next < order.count {
      for user in users[Int(order[next])] {
        missing[Int(user)] -= 1
        if missing[Int(user)] == 0 { order.append(user) }
      }
      next += 1
    }
    return order
  }

  /// The tensors that a kernel reads and writes.
  private static func arguments(of nodes: [Int32], _ graph: KernelGraph) -> Set<Int32> {
    let own = Set(nodes)
    var values: Set<Int32> = []
    for node in nodes {
      for read in graph.reads(node) {
        let producer = graph.values[Int(read.value)].producer
        if producer < 0 || !own.contains(producer) { values.insert(read.value) }
      }
      for value in graph.results(node) {
        if graph.values[Int(value)].escapes
          || graph.readers(value).contains(where: { !own.contains($0) })
        {
          values.insert(value)
        }
      }
    }
    return values
  }
}
