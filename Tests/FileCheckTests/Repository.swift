import Foundation

/// Where things lie in the repository.
enum Repository {
  /// The root folder.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// The folder of test inputs.
  static let testInputs = root.appendingPathComponent("test-inputs")
}
