import Machine

/// When instructions happen: a model of Gemmini's three queues and the resources they share.
///
/// Each instruction is placed in time as it comes, from the times at which its entry in the
/// reservation station, its operands and its unit are free; nothing ticks. The model has:
/// - one allocation a cycle into a reservation station with a bounded number of entries per queue,
///   one issue a cycle per queue in order, and order across queues by overlap of local rows only;
/// - loads and stores of one row a request, limited by the bus, by requests in flight over the
///   latency of DRAM, and by the units that scale; stores wait until older ones have completed;
/// - an array that overlaps a compute with the preload after it: DIM cycles where the operand is
///   new or transposed, otherwise the rows of A, at least four;
/// - one port per scratchpad bank: operands in one bank take turns, and rows that loads write come
///   first; accumulating writes keep stores from reading their bank.
///
/// Not modelled: the host's time between instructions, address translation, DRAM beyond latency
/// and bandwidth, and loads that, issued later, disturb a compute that started before.
struct GemminiTiming: ~Copyable {
  /// One queue of the reservation station.
  enum Queue: Int {
    case load, store, execute
  }

  /// Rows of local memory; the accumulator's follow far beyond the scratchpad's.
  struct Rows {
    var start = 0
    var end = 0

    static let none = Rows()

    func overlaps(_ other: Rows) -> Bool {
      start < other.end && other.start < end
    }
  }

  /// A move between DRAM and local memory.
  struct Transfer {
    var address: UInt64
    var rows: Int
    /// Rows that DRAM is asked for: one where a row is repeated.
    var requestRows: Int
    var rowBytes: Int
    var blocks: Int
    var local: Rows
  }

  /// An instruction in the reservation station.
  struct Entry {
    /// What it writes, or else reads.
    var first = Rows.none
    var firstIsWritten = false
    /// What it reads besides.
    var second = Rows.none
    /// When it leaves the station.
    var finish = 0
  }

  /// When rows are written to a bank.
  private struct Window {
    var start = 0
    var end = 0
    /// Rows per cycle.
    var density = 0.0
  }

  /// A result that the array has not written yet.
  private struct Result {
    var address: UInt32 = 0
    var arrival = 0
  }

  private static let accumulatorBase = 1 << 30

  private let dimension: Int
  private let scratchpadBankRows: Int
  private let accumulatorBankRows: Int
  private let accumulatorRows: Int
  private let busBytes: Double
  private let sharesBus: Bool
  private let requestBytes: Int
  private let requestsInFlight: Int
  private let dramLatency: Int
  private let readDelay: Int
  private let resultLatency: Int
  private let scaleUnits: Int
  private let loadsInFlight: Int

  // The front end.
  private var nextAllocation = 0
  private var isInLoop = false
  private var previousLoopEnd = 0
  private var queueAllocations: [Int] = [0, 0, 0]

  // The reservation station, one ring per queue.
  private var entries: [[Entry]]
  private var positions: [Int] = [0, 0, 0]
  private var lastIssue: [Int] = [0, 0, 0]

  // Units.
  private var loadBusFree = 0
  private var storeBusFree = 0
  private var loadFinishes: [Int]
  private var loadCount = 0
  private var lastStoreFinish = 0
  private var arrayFree = 0
  private var streamStart = 0
  private var streamEnd = 0
  private var streamBank = -1
  private var preloadReady = 0
  private var preloadEntry = 0
  private var preloadIsNew = false
  private var allResultsArrived = 0
  private var results: [Result] = Array(repeating: Result(), count: 8)
  private var resultPosition = 0
  private var loadWindows: [Window]
  private var resultWindows: [Window]

  // Figures.
  private(set) var lastEvent = 0
  private(set) var arrayBusyCycles = 0
  private(set) var loadBusyCycles = 0
  private(set) var storeBusyCycles = 0
  private(set) var scratchpadConflictCycles = 0
  private(set) var accumulatorConflictCycles = 0
  /// When each queue's unit was busy, where that is recorded; tracks are in the order of the queues.
  private(set) var timeline: ActivityTimeline?

  init(configuration: GemminiConfiguration) {
    dimension = configuration.dimension
    scratchpadBankRows = configuration.scratchpadBankRows
    accumulatorBankRows = configuration.accumulatorBankRows
    accumulatorRows = configuration.accumulatorRows
    busBytes = configuration.busBytesPerCycle
    sharesBus = configuration.sharesBus
    requestBytes = configuration.maximumRequestBytes
    requestsInFlight = configuration.requestsInFlight
    dramLatency = configuration.dramLatencyCycles
    readDelay = configuration.scratchpadReadDelay
    resultLatency =
      2 * configuration.dimension + configuration.scratchpadReadDelay
      + configuration.accumulatorLatency
    scaleUnits = configuration.moveInScaleUnits
    loadsInFlight = configuration.requestsInFlight / configuration.dimension + 1
    entries = [
      configuration.loadEntries, configuration.storeEntries, configuration.executeEntries,
    ].map { Array(repeating: Entry(), count: $0) }
    loadFinishes = Array(repeating: 0, count: loadsInFlight)
    loadWindows = Array(repeating: Window(), count: configuration.scratchpadBanks)
    resultWindows = Array(repeating: Window(), count: configuration.accumulatorBanks)
  }

  /// Starts to record when units are busy.
  mutating func recordTimeline() {
    timeline = ActivityTimeline(units: ["load", "store", "execute"])
  }

  /// The cycle in which everything so far is done.
  var cycles: Int { max(lastEvent, nextAllocation) }

  // MARK: Local rows

  /// `count` rows of the memory that `address` names, from `row` on.
  func rows(of address: GemminiLocalAddress, row: Int, count: Int) -> Rows {
    guard !address.isGarbage, count > 0 else { return .none }
    let start = row + (address.isAccumulator ? Self.accumulatorBase : 0)
    return Rows(start: start, end: start + count)
  }

  /// The rows that a pooled store is taken to read: to the end of its accumulator bank.
  func pooledRows(of address: GemminiLocalAddress, row: Int, count: Int) -> Rows {
    guard address.isAccumulator else { return rows(of: address, row: row, count: count) }
    let bankEnd = (row / accumulatorBankRows + 1) * accumulatorBankRows
    return rows(of: address, row: row, count: bankEnd - row)
  }

  // MARK: Front end

  /// The cycle in which the next instruction of `queue` enters the station.
  private mutating func allocate(_ queue: Queue) -> Int {
    let index = queue.rawValue
    let free = entries[index][positions[index]].finish
    if isInLoop {
      let cycle = max(queueAllocations[index], free)
      queueAllocations[index] = cycle + 1
      return cycle
    }
    let cycle = max(nextAllocation, free)
    nextAllocation = cycle + 1
    return cycle
  }

  /// Places the instruction in the ring of `queue`; returns its position.
  @discardableResult
  private mutating func place(_ entry: Entry, _ queue: Queue) -> Int {
    let index = queue.rawValue
    let position = positions[index]
    entries[index][position] = entry
    positions[index] = position + 1 == entries[index].count ? 0 : position + 1
    lastEvent = max(lastEvent, entry.finish)
    return position
  }

  /// A register of a loop unit is set.
  mutating func loopRegister() {
    nextAllocation += 1
  }

  /// A loop unit starts to feed the queues, each at its own pace.
  ///
  /// Two loops may be under way at once, so the next waits for the one before the last only.
  mutating func beginLoop() {
    let start = max(nextAllocation, previousLoopEnd)
    nextAllocation = start + 1
    isInLoop = true
    for index in queueAllocations.indices {
      queueAllocations[index] = max(queueAllocations[index], start)
    }
  }

  /// The loop unit has fed its last instruction.
  mutating func endLoop() {
    isInLoop = false
    previousLoopEnd = max(queueAllocations[0], max(queueAllocations[1], queueAllocations[2]))
  }

  /// The host waits until everything is done.
  mutating func fence() {
    nextAllocation = max(cycles, previousLoopEnd)
  }

  /// The host is busy for `count` cycles.
  mutating func wait(_ count: Int) {
    nextAllocation += max(0, count)
  }

  /// The address translation buffer is emptied.
  mutating func flush() {
    nextAllocation += 1
  }

  /// `config_ld`: takes a place in its queue and is done when issued.
  mutating func configureLoad() {
    issueConfiguration(.load)
  }

  /// `config_st`: takes a place in its queue and is done when issued.
  mutating func configureStore() {
    issueConfiguration(.store)
  }

  private mutating func issueConfiguration(_ queue: Queue) {
    let cycle = max(allocate(queue), lastIssue[queue.rawValue]) + 1
    lastIssue[queue.rawValue] = cycle
    place(Entry(finish: cycle), queue)
  }

  /// `config_ex`: waits until the array has drained.
  mutating func configureExecute(_ config: GemminiConfigureExecute) {
    let cycle =
      max(max(allocate(.execute), lastIssue[Queue.execute.rawValue]), allResultsArrived) + 1
    lastIssue[Queue.execute.rawValue] = cycle
    arrayFree = max(arrayFree, cycle)
    place(Entry(finish: cycle), .execute)
  }

  // MARK: Loads

  /// A load of `transfer`, or of zeros that need no DRAM.
  mutating func load(_ transfer: Transfer, isZero: Bool, isScaled: Bool) {
    let allocation = allocate(.load)
    var issue = max(allocation, lastIssue[Queue.load.rawValue]) + 1
    for entry in entries[Queue.execute.rawValue]
    where entry.finish > issue
      && (transfer.local.overlaps(entry.first) || transfer.local.overlaps(entry.second))
    {
      issue = entry.finish
    }
    for entry in entries[Queue.store.rawValue]
    where entry.finish > issue && transfer.local.overlaps(entry.first) {
      issue = entry.finish
    }
    lastIssue[Queue.load.rawValue] = issue

    let writes = transfer.rows * transfer.blocks
    let slot = loadCount % loadsInFlight
    var start = max(issue, loadFinishes[slot])
    let finish: Int
    let duration: Int
    if isZero {
      duration = max(1, writes)
      finish = start + duration
    } else {
      start = max(start, loadBusFree)
      let interval = requestInterval(transfer, isScaled: isScaled)
      duration = max(transfer.requestRows * interval, writes)
      finish = start + dramLatency + duration
      loadBusFree = start + transfer.requestRows * interval
      if sharesBus { storeBusFree = max(storeBusFree, loadBusFree) }
    }
    loadBusyCycles += duration
    timeline?.add(unit: Queue.load.rawValue, from: start, to: start + duration)
    loadFinishes[slot] = finish
    loadCount += 1
    noteLoadWindow(transfer.local, start: finish - duration, end: finish, rows: writes)
    place(Entry(first: transfer.local, firstIsWritten: true, finish: finish), .load)
  }

  /// Cycles between the requests of successive rows.
  private func requestInterval(_ transfer: Transfer, isScaled: Bool) -> Int {
    let bus = max(1, Int(busBytes))
    let offset = Int(transfer.address % UInt64(bus))
    let beats = (offset + transfer.rowBytes + bus - 1) / bus
    let requests = max(1, (transfer.rowBytes + requestBytes - 1) / requestBytes)
    let latencyBound = (dramLatency * requests + requestsInFlight - 1) / requestsInFlight
    let scaling = isScaled ? max(1, dimension / scaleUnits) * transfer.blocks : 1
    return max(max(beats, latencyBound), scaling)
  }

  private mutating func noteLoadWindow(_ rows: Rows, start: Int, end: Int, rows count: Int) {
    guard rows.start < Self.accumulatorBase, rows.end > rows.start, end > start else { return }
    let first = rows.start / scratchpadBankRows
    let last = min((rows.end - 1) / scratchpadBankRows, loadWindows.count - 1)
    let density = min(1, Double(count) / Double(end - start) / Double(last - first + 1))
    for bank in first...max(first, last) where bank < loadWindows.count {
      loadWindows[bank] = Window(start: start, end: end, density: density)
    }
  }

  // MARK: Stores

  /// A store of `transfer` that reads `rowsRead` local rows.
  mutating func store(_ transfer: Transfer, rowsRead: Int) {
    let allocation = allocate(.store)
    var issue = max(max(allocation, lastIssue[Queue.store.rawValue]) + 1, lastStoreFinish)
    for entry in entries[Queue.load.rawValue]
    where entry.finish > issue && transfer.local.overlaps(entry.first) {
      issue = entry.finish
    }
    for entry in entries[Queue.execute.rawValue]
    where entry.finish > issue && entry.firstIsWritten && transfer.local.overlaps(entry.first) {
      issue = entry.finish
    }
    lastIssue[Queue.store.rawValue] = issue

    let interval = requestInterval(transfer, isScaled: false)
    var start = max(issue, storeBusFree)
    var duration = max(transfer.rows * interval, rowsRead)
    if transfer.local.start >= Self.accumulatorBase {
      let bank = (transfer.local.start - Self.accumulatorBase) / accumulatorBankRows
      if bank < resultWindows.count {
        let stall = overlap(resultWindows[bank], start, start + duration)
        accumulatorConflictCycles += stall
        duration += stall
      }
    }
    storeBusyCycles += duration
    timeline?.add(unit: Queue.store.rawValue, from: start, to: start + duration)
    start += duration
    storeBusFree = start
    if sharesBus { loadBusFree = max(loadBusFree, storeBusFree) }
    lastStoreFinish = start + readDelay
    lastEvent = max(lastEvent, start + dramLatency)
    place(Entry(first: transfer.local, finish: lastStoreFinish), .store)
  }

  // MARK: Array

  /// A preload enters its queue; the array takes it along with the compute before.
  mutating func preload(_ preload: GemminiPreload, _ execute: GemminiConfigureExecute) {
    let stationary = preload.stationary
    let destination = preload.destination
    let isTransposed = execute.dataflow == .weightStationary && execute.transposesB
    let source = rows(
      of: stationary.address, row: stationary.address.row,
      count: Int(isTransposed ? stationary.columns : stationary.rows))
    let target = rows(
      of: destination.address, row: destination.address.row,
      count: Int(destination.rows) * max(1, Int(execute.strideC)))
    let issue = issueExecute(written: target, read: source)

    preloadIsNew =
      !stationary.address.isGarbage || execute.dataflow == .outputStationary
    if preloadIsNew {
      let sourceBank = bank(of: source)
      let sharesPort = sourceBank >= 0 && sourceBank == streamBank
      let before = arrayFree
      if issue <= streamStart && !sharesPort {
        arrayFree = max(streamEnd, streamStart + dimension)
      } else {
        if issue <= streamStart { scratchpadConflictCycles += dimension }
        arrayFree = max(issue, arrayFree) + dimension
      }
      let busyFrom = max(before, min(issue, arrayFree))
      arrayBusyCycles += arrayFree - busyFrom
      timeline?.add(unit: Queue.execute.rawValue, from: busyFrom, to: arrayFree)
    }
    preloadReady = max(issue, preloadIsNew ? arrayFree : issue)
    preloadEntry = place(
      Entry(first: target, firstIsWritten: true, second: source, finish: preloadReady), .execute)
  }

  /// A compute streams A through the array.
  mutating func compute(
    a: GemminiOperand, bd: GemminiOperand, usesPreloaded: Bool, destination: GemminiOperand,
    _ execute: GemminiConfigureExecute
  ) {
    let rowsA = rows(
      of: a.address, row: a.address.row,
      count: Int(execute.transposesA ? a.columns : a.rows) * max(1, Int(execute.strideA)))
    let rowsBD = rows(of: bd.address, row: bd.address.row, count: Int(bd.rows))
    let issue = issueExecute(written: nil, read: rowsA, rowsBD)

    var start = max(max(issue, arrayFree), preloadReady)
    for result in results
    where result.arrival > start
      && (result.address == a.address.rawValue || result.address == bd.address.rawValue)
    {
      start = result.arrival
    }
    let usesTransposer =
      execute.transposesA || execute.transposesB || execute.dataflow == .outputStationary
    var streamed = usesTransposer ? dimension : max(4, min(Int(a.rows), dimension))
    let bankA = bank(of: rowsA)
    if bankA >= 0 {
      if bankA == bank(of: rowsBD) {
        scratchpadConflictCycles += streamed
        streamed *= 2
      }
      let stall = overlap(loadWindows[bankA], start, start + streamed)
      scratchpadConflictCycles += stall
      streamed += stall
    }
    streamStart = start
    streamEnd = start + streamed
    streamBank = bankA
    arrayFree = streamEnd
    arrayBusyCycles += streamed
    timeline?.add(unit: Queue.execute.rawValue, from: start, to: streamEnd)

    let arrival = streamEnd + resultLatency
    allResultsArrived = max(allResultsArrived, arrival)
    lastEvent = max(lastEvent, arrival)
    entries[Queue.execute.rawValue][preloadEntry].finish = arrival
    place(Entry(first: rowsA, second: rowsBD, finish: streamEnd + readDelay), .execute)
    noteResult(destination, start: start + resultLatency, end: arrival, arrival: arrival)
  }

  private mutating func noteResult(
    _ destination: GemminiOperand, start: Int, end: Int, arrival: Int
  ) {
    let address = destination.address
    guard !address.isGarbage else { return }
    if address.isAccumulator {
      let bank = min(address.row / accumulatorBankRows, resultWindows.count - 1)
      if address.accumulates && bank >= 0 {
        resultWindows[bank] = Window(start: start, end: end, density: 1)
      }
    }
    // The low bits name the row whatever a write does with it.
    let read =
      address.isAccumulator
      ? GemminiLocalAddress.accumulator(row: address.row).rawValue : address.rawValue
    results[resultPosition] = Result(address: read, arrival: arrival)
    resultPosition = (resultPosition + 1) % results.count
  }

  /// The cycle in which an instruction of the execute queue issues.
  private mutating func issueExecute(
    written: Rows?, read: Rows, _ alsoRead: Rows = .none
  ) -> Int {
    let queue = Queue.execute.rawValue
    var issue = max(allocate(.execute), lastIssue[queue]) + 1
    for entry in entries[Queue.load.rawValue] where entry.finish > issue {
      if entry.first.overlaps(read) || entry.first.overlaps(alsoRead) {
        issue = entry.finish
      } else if let written, entry.first.overlaps(written) {
        issue = entry.finish
      }
    }
    if let written {
      for entry in entries[Queue.store.rawValue]
      where entry.finish > issue && entry.first.overlaps(written) {
        issue = entry.finish
      }
    }
    lastIssue[queue] = issue
    return issue
  }

  /// The scratchpad bank of the first of `rows`, or −1 for no rows and the accumulator.
  private func bank(of rows: Rows) -> Int {
    guard rows.end > rows.start, rows.start < Self.accumulatorBase else { return -1 }
    return min(rows.start / scratchpadBankRows, loadWindows.count - 1)
  }

  /// How many cycles of `start ..< end` the rows written in `window` take.
  private func overlap(_ window: Window, _ start: Int, _ end: Int) -> Int {
    let length = min(window.end, end) - max(window.start, start)
    return length > 0 ? Int(Double(length) * window.density) : 0
  }
}
