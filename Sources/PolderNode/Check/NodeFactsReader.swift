public import PolderCore
public import PolderService
import PolderTransport

/// Finds out what there is to know about a node. Changes nothing, here or at the server.
public struct NodeFactsReader: Sendable {
  private let tools: NodeCheckTools

  /// A reader.
  public init(_ tools: NodeCheckTools) { self.tools = tools }

  /// Looks at everything that a configuration names.
  /// - Parameters:
  ///   - file: the configuration
  ///   - folder: where its relative paths lie
  ///   - environment: `PRIVATE_KEY` names another file of the key
  /// - Returns: what there is to judge
  public func facts(of file: Configuration, relativeTo folder: String, environment: [String: String]) async -> NodeFacts
  {
    var facts = NodeFacts(source: file.source, machine: tools.machine)
    facts.isOpenToOthers = (FileStatus(path: file.source)?.rights ?? 0) & 0o007 != 0
    var wrong: Set<String> = []
    facts.configuration = file.tolerant(&facts.problems, &wrong) {
      try NodeConfiguration($0, relativeTo: folder, environment: environment)
    }
    guard let configuration = facts.configuration else { return facts }
    let asks = wrong.isDisjoint(with: ["server_url", "port", "api_path"])
    async let answers = asks ? server(configuration) : (nil, nil)
    async let findings = wrong.contains("runtime") ? nil : runtime(configuration)
    async let check = DatabaseCheck(
      configuration.databases, connects: tools.connects, columns: tools.columns)
    facts.key = configuration.privateKeyFile.map { path in
      Result { () throws(PolderError) in try KeyFact(reading: path) }
    }
    facts.helpers = HelperCheck.findings(configuration)
    facts.disk = tools.disk(configuration.dataFolder)
    facts.isRunning = configuration.isNodeRunning
    (facts.server, facts.login) = await answers
    facts.runtime = await findings
    facts.databases = await check.reports
    return facts
  }

  /// What the server says about itself and, when it is there, to the node.
  public func server(_ configuration: NodeConfiguration) async -> (
    server: Result<ServerFact, PolderError>?, login: Result<LoginFact, PolderError>?
  ) {
    let channel: any HTTPCaller
    do { channel = try tools.channel(configuration) } catch { return (.failure(Self.told(error)), nil) }
    let server = await Self.result { try await version(channel) }
    var login: Result<LoginFact, PolderError>?
    if case .success = server { login = await Self.result { try await logIn(configuration, channel) } }
    await (channel as? HTTPChannel)?.shutdown()
    return (server, login)
  }

  /// The versions that the server tells; nobody logs in.
  public func version(of configuration: NodeConfiguration) async -> Result<ServerFact, PolderError> {
    let channel: any HTTPCaller
    do { channel = try tools.channel(configuration) } catch { return .failure(Self.told(error)) }
    let server = await Self.result { try await version(channel) }
    await (channel as? HTTPChannel)?.shutdown()
    return server
  }

  private func version(_ channel: any HTTPCaller) async throws -> ServerFact {
    let before = tools.now()
    let answer = try await channel.send(HTTPCall(.get, "/" + GetVersion.route.template))
    let after = tools.now()
    // What is no JSON comes from no server.
    let body = try? JSONValue(parsing: answer.body, limits: .init(bytes: 64 << 10, depth: 8))
    guard answer.isSuccess, let version = body?["version"]?.string else {
      throw PolderError(
        .nodeServerUnknown, "What answers at this address is no Polder or vantage6 server.", object: "server_url",
        nextStep: "Check `server_url`, `port` and `api_path`; the path is mostly /api.")
    }
    let date = answer.header("Date").flatMap(HTTPDate.moment)
    return ServerFact(
      version: version, polder: body?["polder"]?.string, ahead: date.map { Self.ahead($0, before, after) })
  }

  private func logIn(_ configuration: NodeConfiguration, _ channel: any HTTPCaller) async throws -> LoginFact {
    let keeper = NodeTokens.keeper(apiKey: configuration.apiKey, channel: channel, now: tools.now)
    let before = tools.now()
    let token = try await keeper.token()
    let after = tools.now()
    let link = ServerLink(channel: channel, tokens: keeper, retries: .never)
    let (identity, isEncrypted) = try await link.identity(of: try NodeTokens.node(in: token))
    let caller = OperationCaller(channel: channel, tokens: keeper, retries: .never)
    let organization = try await caller.call(GetOrganization.self, path: identity.organization)
    return LoginFact(
      identity: identity, isEncrypted: isEncrypted, publicKey: organization.publicKey,
      ahead: JWTClaims(token: token)?.issued.map { Self.ahead($0, before, after) })
  }

  private func runtime(_ configuration: NodeConfiguration) async -> Result<[RuntimeFinding], PolderError>? {
    await Self.result { try await tools.runtime(configuration).check() }
  }

  /// How far a moment of whole seconds lies outside the time that the question took.
  private static func ahead(_ moment: Timestamp, _ before: Timestamp, _ after: Timestamp) -> Duration {
    if moment + .seconds(1) < before { return moment - before }
    return moment > after ? moment - after : .zero
  }

  private static func result<Value>(_ work: () async throws -> Value) async -> Result<Value, PolderError> {
    do { return .success(try await work()) } catch { return .failure(told(error)) }
  }

  private static func told(_ error: any Error) -> PolderError {
    if let error = error as? PolderError { return error }
    if let refusal = error as? RequestRefusal {
      return PolderError(
        refusal.code, "The server refused: \(refusal.message)", object: "server_url",
        nextStep: "Ask the server's administrator about this node.")
    }
    return PolderError(.nodeServerUnknown, "It did not work: \(error)", nextStep: "Run the check again.")
  }
}
