public import PolderCore
public import PolderData

/// All that a method gets: its arguments, its tables, the other organizations, and the node's rules.
public struct AlgorithmContext: Sendable {
  /// The arguments.
  public let arguments: AlgorithmArguments
  /// The tables that the task names, in its order.
  public let databases: [AlgorithmDatabase]
  /// The organizations of the collaboration, through the node's proxy.
  public let federation: any Federation
  /// The node's rules for what may leave it, so that a method can withhold what would be refused.
  public let disclosure: DisclosurePolicy
  /// Writes a line into the run's log, which the researcher reads: never a record, never a value of one.
  public let log: @Sendable (String) -> Void

  /// A context.
  /// - Parameters:
  ///   - arguments: the arguments
  ///   - databases: the tables
  ///   - federation: the organizations
  ///   - disclosure: the node's rules
  ///   - log: writes a line into the run's log
  public init(
    arguments: AlgorithmArguments, databases: [AlgorithmDatabase], federation: any Federation,
    disclosure: DisclosurePolicy = DisclosurePolicy(), log: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.arguments = arguments
    self.databases = databases
    self.federation = federation
    self.disclosure = disclosure
    self.log = log
  }

  /// Reads columns of a table, or all of them.
  /// - Parameters:
  ///   - columns: the names, in the order wanted; nil for all
  ///   - label: the table's label; nil for the first that the task names
  /// - Returns: the table
  /// - Throws: `PolderError` when there is no such table or column
  public func table(columns: [String]? = nil, label: String? = nil) async throws -> Table {
    let database = label.map { label in databases.first { $0.label == label } } ?? databases.first
    guard let database else {
      throw PolderError(
        .algorithmEnvironment,
        label.map { "The task names no database '\($0)'." } ?? "The task names no database of this node.",
        nextStep: "Name the label of a database in the task, and ask the node's steward which there are.")
    }
    return try await database.source.read(columns: columns)
  }
}
