import PolderCore

/// An operation with its handler, whatever their types.
struct BoundOperation: Sendable {
  let operation: any Operation.Type
  /// Whether it takes the body as bytes that come.
  let takesStream: Bool
  /// Whether its path can have these parameters.
  let accepts: @Sendable ([String]) -> Bool
  let answer: @Sendable (BoundRequest, ServiceEnvironment) async throws -> BoundReply

  init<H: Handler>(_ handler: H) {
    operation = H.Op.self
    takesStream = H.Op.Body.isRaw
    accepts = { H.Op.Path(parts: $0) != nil }
    answer = { try await HandlerRun(handler: handler, request: $0, environment: $1).answer() }
  }
}
