public import PolderCore

/// What was found out about a node before anything is judged.
public struct NodeFacts: Sendable {
  /// The file of the configuration.
  public var source: String
  /// Whether everybody on the machine may read the file of the configuration; its group may.
  public var isOpenToOthers = false
  /// What is configured, as far as it can be read.
  public var configuration: NodeConfiguration?
  /// What is wrong in the file.
  public var problems: [PolderError] = []
  /// What the server says about itself.
  public var server: Result<ServerFact, PolderError>?
  /// What came of logging in.
  public var login: Result<LoginFact, PolderError>?
  /// The organization's private key; nil when none is needed.
  public var key: Result<KeyFact, PolderError>?
  /// What the runtime found.
  public var runtime: Result<[RuntimeFinding], PolderError>?
  /// What the helpers of the configuration need.
  public var helpers: [RuntimeFinding] = []
  /// What the databases are like.
  public var databases: [DatabaseReport] = []
  /// The disk under the data folder.
  public var disk: DiskFact?
  /// The machine.
  public var machine: MachineFact
  /// Whether a node runs on the data folder.
  public var isRunning = false

  /// Nothing found out yet.
  public init(source: String, machine: MachineFact) {
    self.source = source
    self.machine = machine
  }
}
