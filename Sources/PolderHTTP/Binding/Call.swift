public import PolderCore

/// One request, decoded, with its caller.
public struct Call<Op: Operation>: Sendable {
  /// The parameters in the path.
  public let path: Op.Path
  /// The parameters behind the question mark.
  public let query: Op.Query
  /// The body.
  public let body: Op.Body
  /// Who calls; nil for open operations, and before the transaction of the request.
  public let principal: Principal?
  /// The moment of the request, by the service's clock.
  public let now: Timestamp
  /// The request itself.
  public let request: RequestInfo

  /// A request.
  public init(
    path: Op.Path, query: Op.Query, body: Op.Body, principal: Principal?, now: Timestamp, request: RequestInfo
  ) {
    self.path = path
    self.query = query
    self.body = body
    self.principal = principal
    self.now = now
    self.request = request
  }

  /// The caller, where there has to be one.
  public func requirePrincipal() throws(RequestRefusal) -> Principal {
    guard let principal else { throw RequestRefusal(401, "Missing Authorization Header", code: "token-missing") }
    return principal
  }

  /// The request, once it is known who calls.
  package func by(_ principal: Principal?) -> Call {
    Call(path: path, query: query, body: body, principal: principal, now: now, request: request)
  }
}
