/// One step from a schema to the next; a step that was ever released never changes.
public struct Migration: Sendable {
  /// Its place in the order, from 1.
  public let number: Int
  /// What it does, in a few words.
  public let name: String
  /// The work.
  public let up: @Sendable (Transaction) throws -> Void

  /// A step.
  public init(_ number: Int, _ name: String, up: @escaping @Sendable (Transaction) throws -> Void) {
    self.number = number
    self.name = name
    self.up = up
  }
}
