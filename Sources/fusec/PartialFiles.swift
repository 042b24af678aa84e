import Glibc

/// The files and folders that are to go if the process ends before it is done: by an error, a signal, or a crash.
///
/// The list may be walked in a signal handler at any moment: entries are made before they are linked, and are never freed.
enum PartialFiles {
  /// One file or folder of the list.
  struct Entry {
    fileprivate let node: UnsafeMutablePointer<Node>

    /// Where it is.
    var path: String { String(cString: node.pointee.path) }
  }

  fileprivate struct Node {
    let path: UnsafeMutablePointer<CChar>
    let isFolder: Bool
    var isListed: Bool
    let next: UnsafeMutablePointer<Node>?
  }

  nonisolated(unsafe) private static var first: UnsafeMutablePointer<Node>?

  private nonisolated(unsafe) static var fileCount = 0

  /// Lists a file that is about to be made in the folder (a path that ends in a slash, or nothing for the working folder),
  /// under a name that no other file of this process has.
  static func addFile(in folder: String) -> Entry {
    fileCount += 1
    return add("\(folder).fusec-\(getpid())-\(fileCount).partial", isFolder: false)
  }

  /// Lists a folder that was made; it goes if it is empty by then.
  static func add(folder path: String) -> Entry { add(path, isFolder: true) }

  private static func add(_ path: String, isFolder: Bool) -> Entry {
    let bytes = path.utf8CString
    let text = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { text[index] = byte }
    let node = UnsafeMutablePointer<Node>.allocate(capacity: 1)
    node.initialize(to: Node(path: text, isFolder: isFolder, isListed: true, next: first))
    first = node
    return Entry(node: node)
  }

  /// Takes the entry off the list: it stays.
  static func forget(_ entry: Entry) { entry.node.pointee.isListed = false }

  /// Removes what the entry names.
  static func remove(_ entry: Entry) { remove(entry.node) }

  private static func remove(_ node: UnsafeMutablePointer<Node>) {
    guard node.pointee.isListed else { return }
    node.pointee.isListed = false
    if node.pointee.isFolder { rmdir(node.pointee.path) } else { unlink(node.pointee.path) }
  }

  /// Removes all that is listed; safe in a signal handler.
  static func removeAll() {
    var node = first
    while let current = node {
      remove(current)
      node = current.pointee.next
    }
  }

  /// Whether a signal is kept for later, because a child process and its folder have to go first.
  private nonisolated(unsafe) static var waits = false
  /// The signal that was kept, 0 for none.
  private nonisolated(unsafe) static var signal: Int32 = 0

  /// Whether ^C ends a search, which then has an answer, and not the process.
  nonisolated(unsafe) static var interruptsSearch = false
  /// Whether it did.
  private(set) nonisolated(unsafe) static var endedSearch = false

  /// True iff a signal asked the process to end while it waits for a child process or searches.
  static var isInterrupted: Bool { signal != 0 || endedSearch }

  /// Does `work`, which waits for child processes and looks at `isInterrupted` meanwhile. Where a signal came, the process
  /// ends when `work` has cleaned up.
  static func interruptibly<Result, Failure: Error>(
    _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    waits = true
    defer {
      waits = false
      if signal != 0 {
        removeAll()
        _exit(128 + signal)
      }
    }
    return try work()
  }

  /// From now on a signal that asks the process to end removes what is listed. The exit code is 128 and the signal's
  /// number, as shells have it: 130 for ^C.
  static func removeOnSignals() {
    for number in [SIGHUP, SIGINT, SIGTERM] {
      // What was ignored when the process began stays ignored, as nohup wants it.
      var old = sigaction()
      sigaction(number, nil, &old)
      let ignored = unsafeBitCast(SIG_IGN, to: UInt.self)
      if unsafeBitCast(old.__sigaction_handler.sa_handler, to: UInt.self) == ignored { continue }
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        if PartialFiles.waits {
          PartialFiles.signal = number
          return
        }
        // The second time it ends the process: the search may take long to look.
        if number == SIGINT, PartialFiles.interruptsSearch, !PartialFiles.endedSearch {
          PartialFiles.endedSearch = true
          return
        }
        PartialFiles.removeAll()
        _exit(128 + number)
      }
      sigaction(number, &action, nil)
    }
  }
}
