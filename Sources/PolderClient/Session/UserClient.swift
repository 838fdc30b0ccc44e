public import PolderTransport

/// What researchers program against: a session of one user at one server.
///
/// ```swift
/// let client = try UserClient(server: "http://127.0.0.1:7601")
/// try await client.authenticate(username: "ada", password: password)
/// let task = try await client.task.create(
///   collaboration: collaboration, organizations: organizations, image: "polder/statistics",
///   input: AlgorithmInput(method: "summary"), databases: ["default"])
/// let results = try await client.waitForResults(of: task.id)
/// ```
public struct UserClient: Sendable {
  /// The address of the server without the API's prefix.
  public let server: String
  /// The API's prefix, for instance `/api`.
  public let apiPath: String

  let session: Session

  /// A client that nobody has logged in with yet.
  /// - Parameters:
  ///   - server: scheme, host and port
  ///   - apiPath: the API's prefix
  ///   - pool: the connections to use; its settings say which proxy and which certificates, also for events
  ///   - timeout: the time until an answer has to be complete; nil is a minute. A large input over a slow line needs more
  /// - Throws: `PolderError` when the address can not be used
  public init(
    server: String, apiPath: String = "/api", pool: HTTPPool = HTTPPool(), timeout: Duration? = nil
  ) throws {
    let session = try Session(base: server + apiPath, pool: pool, timeout: timeout)
    self.init(server: server, apiPath: apiPath, session: session)
  }

  /// A client that nobody has logged in with yet, of an address in parts.
  /// - Parameters:
  ///   - host: scheme and host
  ///   - port: the port; nil takes that of the scheme
  ///   - path: the API's prefix
  ///   - pool: the connections to use; its settings say which proxy and which certificates, also for events
  ///   - timeout: the time until an answer has to be complete; nil is a minute. A large input over a slow line needs more
  /// - Throws: `PolderError` when the address can not be used
  public init(
    host: String, port: Int?, path: String = "/api", pool: HTTPPool = HTTPPool(), timeout: Duration? = nil
  ) throws {
    try self.init(server: port.map { "\(host):\($0)" } ?? host, apiPath: path, pool: pool, timeout: timeout)
  }

  init(server: String, apiPath: String, session: Session) {
    self.server = server
    self.apiPath = apiPath
    self.session = session
  }

  /// Calls an operation that has no method of its own here.
  public var operations: OperationCaller { session.caller }

  /// Closes the connections.
  public func shutdown() async { await session.shutdown() }
}

extension UserClient: CustomStringConvertible {
  /// The address, and nothing of the session.
  public var description: String { "UserClient(\(basePath))" }
}
