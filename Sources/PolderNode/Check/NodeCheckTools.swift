public import PolderCore
public import PolderTransport

/// What a check of a node asks of the world; tests put other things in.
public struct NodeCheckTools: Sendable {
  /// Makes a channel to the prefix of the server's API.
  public var channel: @Sendable (NodeConfiguration) throws -> any HTTPCaller
  /// Makes what executes algorithms.
  public var runtime: @Sendable (NodeConfiguration) throws -> any Runtime
  /// Tries the addresses of databases elsewhere.
  public var connects: DatabaseCheck.Connects
  /// Reads the names of columns in databases of PostgreSQL.
  public var columns: DatabaseCheck.ReadsColumns
  /// Looks at the disk under a folder.
  public var disk: @Sendable (String) -> DiskFact?
  /// The machine.
  public var machine: MachineFact
  /// The clock.
  public var now: @Sendable () -> Timestamp

  /// Tools.
  public init(
    channel: @escaping @Sendable (NodeConfiguration) throws -> any HTTPCaller,
    runtime: @escaping @Sendable (NodeConfiguration) throws -> any Runtime,
    connects: @escaping DatabaseCheck.Connects, disk: @escaping @Sendable (String) -> DiskFact?,
    machine: MachineFact, now: @escaping @Sendable () -> Timestamp,
    columns: @escaping DatabaseCheck.ReadsColumns = PostgresColumns.read
  ) {
    self.channel = channel
    self.runtime = runtime
    self.connects = connects
    self.columns = columns
    self.disk = disk
    self.machine = machine
    self.now = now
  }
}
