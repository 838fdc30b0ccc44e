/// A method that a task can name.
public struct AlgorithmMethod: Sendable {
  /// Where a method runs.
  public enum Kind: String, Sendable {
    /// At one node, with the others through subtasks.
    case central
    /// At every node, on its own table.
    case partial
  }

  /// The name.
  public let name: String
  /// Where it runs.
  public let kind: Kind
  /// The names of its arguments, in the order in which they can be given without names.
  public let parameters: [String]
  let body: @Sendable (AlgorithmContext) async throws -> AlgorithmResult

  /// A method.
  /// - Parameters:
  ///   - name: the name by which tasks call it
  ///   - kind: where it runs
  ///   - parameters: the names of its arguments, in order
  ///   - body: what it does
  public init(
    _ name: String, kind: Kind, parameters: [String] = [],
    body: @escaping @Sendable (AlgorithmContext) async throws -> AlgorithmResult
  ) {
    self.name = name
    self.kind = kind
    self.parameters = parameters
    self.body = body
  }
}
