public import PolderCore
public import PolderTransport

/// What a node is put together from; tests put other parts in.
public struct NodeParts: Sendable {
  /// Makes a connection that asks for the value of `Authorization` at each attempt.
  public typealias MakeSocket =
    @Sendable (_ authorization: @escaping @Sendable () async throws -> String?) throws -> any NodeSocket

  /// Leads to the prefix of another service's API, without redirects and bounded in time and size.
  public typealias MakeChannel = @Sendable (_ base: String) throws -> any HTTPCaller

  /// Executes algorithms.
  public var runtime: any Runtime
  /// What algorithms reach of the world.
  public var proxy: any ProxyService
  /// What algorithms reach beside the proxy; nil for nothing.
  public var helpers: HelperBoard?
  /// Leads to the prefix of the server's API.
  public var channel: any HTTPCaller
  /// Makes connections to the server.
  public var makeSocket: MakeSocket
  /// Makes the ways to algorithm stores.
  public var makeStoreChannel: MakeChannel
  /// Reads the names of columns in databases of PostgreSQL.
  public var columns: DatabaseCheck.ReadsColumns
  /// Wakes polls that the proxy holds.
  public var changes: ChangeSignal
  /// When a call is made again at once.
  public var retries: RetryPolicy
  /// The clock.
  public var now: @Sendable () -> Timestamp
  /// Makes what writes steps down; tests let a node die there.
  var makeRecorder: @Sendable (NodeJournal) -> any StepRecorder = { $0 }
  /// Reads what an algorithm left; tests let it fail.
  var readsOutput: OutputJudge.ReadsFile = RunFile.read
  /// Lets time pass.
  public var pause: @Sendable (Duration) async throws -> Void

  /// Parts.
  public init(
    runtime: any Runtime, proxy: any ProxyService, channel: any HTTPCaller, makeSocket: @escaping MakeSocket,
    changes: ChangeSignal, helpers: HelperBoard? = nil, retries: RetryPolicy = RetryPolicy(),
    now: @escaping @Sendable () -> Timestamp,
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    makeStoreChannel: @escaping MakeChannel = {
      try HTTPChannel(base: $0, timeout: .seconds(10), maximumReplyBytes: 4 << 20)
    },
    columns: @escaping DatabaseCheck.ReadsColumns = PostgresColumns.read
  ) {
    self.runtime = runtime
    self.proxy = proxy
    self.channel = channel
    self.makeSocket = makeSocket
    self.changes = changes
    self.helpers = helpers
    self.retries = retries
    self.now = now
    self.pause = pause
    self.makeStoreChannel = makeStoreChannel
    self.columns = columns
  }
}
