/// Why a plan has no schedule: it contradicts itself, or something that must lie in a memory at one time does not fit.
public struct ScheduleObstacle: Error, Equatable, Sendable {
  /// What is wrong, and what would be right.
  public var message: String
  /// The layer, if it is about one.
  public var layer: Int?
  /// The tensor, if it is about one.
  public var tensor: Int?
  /// The memory that is too small, if it is about one.
  public var memory: Int?
  /// The bytes that it is too small by; 0 where nothing is too small.
  public var bytesOver: Int

  /// An obstacle.
  public init(
    message: String, layer: Int? = nil, tensor: Int? = nil, memory: Int? = nil, bytesOver: Int = 0
  ) {
    self.message = message
    self.layer = layer
    self.tensor = tensor
    self.memory = memory
    self.bytesOver = bytesOver
  }
}
