import PolderCore
import PolderRealtime
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
  ///   - pool: the connections to use
  /// - Throws: `PolderError` when the address can not be used
  public init(server: String, apiPath: String = "/api", pool: HTTPPool = HTTPPool()) throws {
    self.server = server
    self.apiPath = apiPath
    session = try Session(base: server + apiPath, pool: pool)
  }

  /// Logs in. A later call replaces the session.
  /// - Parameters:
  ///   - username: the name
  ///   - password: the password; it is kept nowhere
  ///   - mfaCode: the code of the second factor, where the server asks for one
  /// - Throws: `RequestRefusal` with status 401 when name or password are wrong
  public func authenticate(username: String, password: String, mfaCode: String? = nil) async throws {
    try await session.logIn(LogIn.Body(username: username, password: password, mfaCode: mfaCode))
  }

  /// Calls an operation that has no method of its own here.
  public var operations: OperationCaller { session.caller }

  /// Organizations.
  public var organization: OrganizationClient { OrganizationClient(caller: session.caller) }
  /// Collaborations.
  public var collaboration: CollaborationClient { CollaborationClient(caller: session.caller) }
  /// Nodes.
  public var node: NodeClient { NodeClient(caller: session.caller) }
  /// Users.
  public var user: AccountClient { AccountClient(caller: session.caller) }
  /// Tasks.
  public var task: TaskClient { TaskClient(caller: session.caller) }
  /// Runs.
  public var run: RunClient { RunClient(caller: session.caller) }
  /// Results.
  public var result: ResultClient { ResultClient(caller: session.caller) }

  /// Closes the connections.
  public func shutdown() async { await session.shutdown() }
}
