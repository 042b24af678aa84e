// Comments that name the users of values.

extension Printer {
  /// `  // user: %6` behind an op with results, `  // no users` where nothing reads them.
  mutating func printUsers(of op: OpID, in module: borrowing Module) {
    guard !isCollecting, module.resultCount(of: op) > 0 else { return }
    let results = module.results(of: op)
    let users = Self.users(of: results, in: module)
    write(users.isEmpty ? "  // no users" : users.count == 1 ? "  // user: " : "  // users: ")
    writeUsers(users, in: module)
  }

  /// `// %arg0 is used by %1, %2` on a line for each argument of the block.
  mutating func printArgumentUsers(of block: BlockID, in module: borrowing Module) {
    guard !isCollecting else { return }
    for argument in module.arguments(of: block) {
      let users = Self.users(of: [argument], in: module)
      indentation += 2
      writeIndentation()
      indentation -= 2
      write("// ")
      printOperand(argument, in: module)
      write(users.isEmpty ? " is unused" : " is used by ")
      writeUsers(users, in: module)
      write("\n")
    }
  }

  /// The ops that use a value, each once, in the order in which they were made.
  private static func users(of values: [ValueID], in module: borrowing Module) -> [OpID] {
    let users = values.flatMap { module.uses(of: $0).map(\.user) }.sorted()
    return users.enumerated().filter { $0.offset == 0 || users[$0.offset - 1] != $0.element }
      .map(\.element)
  }

  /// Users by their first result, or by their name where they have none.
  private mutating func writeUsers(_ users: [OpID], in module: borrowing Module) {
    writeList(users) { printer, user in
      if module.resultCount(of: user) > 0 {
        printer.printOperand(module.result(of: user), in: module)
      } else {
        printer.write("\"\(module.name(of: user))\"")
      }
    }
  }
}
