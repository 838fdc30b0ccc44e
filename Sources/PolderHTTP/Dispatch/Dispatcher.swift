import HTTPTypes
public import Hummingbird
public import Logging
import PolderCore
import PolderSQL

/// Answers every request of a service: finds the operation, says who calls, reads the body, runs the handler, and turns
/// whatever comes back into a response.
public struct Dispatcher: HTTPResponder {
  /// What a request brings along.
  public typealias Context = DispatchContext
  /// Answers requests to `/socket.io/` where the server does not do so before.
  public typealias Polling = @Sendable (Request) async -> Response

  let environment: ServiceEnvironment
  let settings: DispatcherSettings
  let logger: Logger
  private let paths: PathTable
  private let origins: Origins
  private let polling: Polling?
  private let metrics: RequestMetrics?
  private let clock = ContinuousClock()

  /// A dispatcher for the operations that were bound.
  public init(
    _ binder: ServiceBinder, environment: ServiceEnvironment, settings: DispatcherSettings = .init(),
    logger: Logger, metrics: RequestMetrics? = nil, polling: Polling? = nil
  ) {
    self.environment = environment
    self.settings = settings
    self.logger = logger
    self.polling = polling
    self.metrics = metrics
    paths = PathTable(binder.operations, prefix: settings.prefix)
    origins = Origins(allowed: settings.origins)
  }

  /// Answers a request.
  public func respond(to request: Request, context: DispatchContext) async throws -> Response {
    let path = request.uri.path
    if let polling, path == "/socket.io/" || path == "/socket.io" { return await polling(request) }
    let start = clock.now
    var entry = RequestEntry(method: request.method.rawValue, given: request.headers[.requestID])
    metrics?.begin()
    var response = await answer(request, path, context, &entry)
    if request.method == .head { response = response.createHeadResponse() }
    origins.add(to: &response.headers, for: request.headers[.origin])
    Self.protect(&response.headers, isSecure: settings.isSecure)
    response.headers[.requestID] = entry.id
    let (status, took) = (Int(response.status.code), clock.now - start)
    entry.write(to: logger, status: status, took: took)
    metrics?.end(entry.operation, status: status, took: took)
    return response
  }

  private func answer(
    _ request: Request, _ path: String, _ context: DispatchContext, _ entry: inout RequestEntry
  ) async -> Response {
    if let refusal = tooMuch(request) { return Answer.plain(refusal) }
    guard let match = paths.match(path) else {
      if path == "/robots.txt", request.method == .get || request.method == .head {
        return Answer.text("User-agent: *\nDisallow: /\n", .ok, type: "text/plain; charset=utf-8")
      }
      return Answer.unknownPath
    }
    entry.path = settings.prefix + "/" + match.pattern
    let allowed = Self.allowed(match)
    if request.method == .options {
      var response = Answer.text("", .ok, type: "text/html; charset=utf-8")
      for field in origins.preflight(asking: request.headers[.accessControlRequestHeaders]) {
        response.headers[field.name] = field.value
      }
      response.headers[.allow] = allowed
      return response
    }
    let verb = request.method == .head ? .get : HTTPVerb(rawValue: request.method.rawValue)
    guard let verb, let bound = match.operations[verb] else {
      return Answer.plain(
        .init(
          status: .methodNotAllowed, message: "The method is not allowed for the requested URL.",
          headers: [.allow: allowed]))
    }
    entry.operation = bound.operation.name
    let address = settings.proxies.client(of: context.remoteAddress?.ipAddress, request.headers)
    do {
      return try await run(bound, match, request, address, &entry)
    } catch {
      await audit(error, of: bound.operation, match.parts, address, entry)
      return refuse(error, entry)
    }
  }

  private func run(
    _ bound: BoundOperation, _ match: PathTable.Match, _ request: Request, _ address: String?,
    _ entry: inout RequestEntry
  ) async throws -> Response {
    guard let query = FormText.decode(request.uri.query ?? "") else {
      throw RequestRefusal(400, "There are more than \(FormText.maximumCount) parameters.", code: "query-too-long")
    }
    let access = bound.operation.access
    var claims: TokenClaims?
    if !access.kinds.isEmpty {
      let found = try environment.authenticator.claims(
        authorization: request.headers[.authorization], now: environment.now())
      entry.caller = found.callerName
      guard access.kinds.contains(found.kind) else {
        throw RequestRefusal(403, "This is not open to a \(found.kind.rawValue).", code: "principal-kind")
      }
      claims = found
    }
    let stream = try bound.takesStream ? BodyStream(request) : nil
    let info = RequestInfo(
      path: request.uri.path, query: query, id: entry.id, remoteAddress: address,
      authorization: request.headers[.authorization], idempotencyKey: try idempotencyKey(request), claims: claims,
      stream: stream)
    let attempt = try settings.attempts?.begin(bound.operation.name, from: address, now: environment.now())
    let limit = access.kinds.isEmpty ? settings.openBodyLimit : settings.bodyLimit
    let reader = BodyReader(
      request: request, limits: .init(bytes: limit, depth: settings.bodyDepth, values: settings.bodyValues))
    let reply = try await bound.answer(
      BoundRequest(pathParts: match.parts, info: info) { try await reader.json($0) }, environment)
    if let attempt { settings.attempts?.succeeded(attempt) }
    if reply.note.isPending, let trail = environment.audit {
      await trail.take(info.auditRecord(of: bound.operation, match.parts, reply.note, at: environment.now()))
    }
    if let claims { await noteSeen(claims, entry) }
    var headers: HTTPFields = [:]
    for header in reply.headers { if let name = HTTPField.Name(header.name) { headers[name] = header.value } }
    if let stream = reply.stream { return Answer.stream(stream, HTTPResponse.Status(code: reply.status), headers) }
    return Answer.json(reply.body, HTTPResponse.Status(code: reply.status), headers)
  }

  private func noteSeen(_ claims: TokenClaims, _ entry: RequestEntry) async {
    do {
      try await environment.authenticator.seen(claims, now: environment.now())
    } catch {
      logger.warning(
        "could not note when a caller was seen",
        metadata: ["caller": "\(claims.callerName)", "request": "\(entry.id)", "reason": "\(error)"])
    }
  }

  /// Errors of other libraries may quote what they failed at, so only their type is told.
  private static func tellable(_ error: any Error) -> String {
    switch error {
    case is PolderError, is SQLError: "\(error)"
    default: "\(type(of: error))"
    }
  }

  /// What is over soon, or when the database is back.
  private static let passing: Set<SQLError.Kind> = [.busy, .locked, .serialization, .closed, .unreachable]

  private static let uncertain = RequestRefusal(
    500, "The database was lost during a commit: what was asked for may have been done. Look before you try again.",
    code: "commit-unknown")

  private func refuse(_ error: any Error, _ entry: RequestEntry) -> Response {
    switch error {
    case let refusal as RequestRefusal: return Answer.refusal(refusal)
    case let call as RefusedCall: return Answer.refusal(call.refusal)
    case let refused as AttemptLimit.Refusal: return Answer.refusal(refused.refusal, retryAfter: refused.seconds)
    case let plain as Answer.Plain: return Answer.plain(plain)
    case is UnknownPath: return Answer.unknownPath
    case let error as SQLError where error.kind == .unstorable:
      return Answer.refusal(RequestRefusal(400, "A text in the request has a NUL character.", code: "text-unstorable"))
    case let error as SQLError where Self.passing.contains(error.kind):
      logger.warning("database busy", metadata: ["request": "\(entry.id)", "reason": "\(error)"])
      return Answer.refusal(Answer.busy)
    case let error as SQLError where error.kind == .unknownFate:
      logger.error(
        "whether a request was done is not known", metadata: ["request": "\(entry.id)", "reason": "\(error)"])
      return Answer.refusal(Self.uncertain)
    default:
      logger.error(
        "request failed",
        metadata: ["request": "\(entry.id)", "path": "\(entry.path)", "reason": "\(Self.tellable(error))"])
      return Answer.refusal(Answer.unexpected)
    }
  }
}
