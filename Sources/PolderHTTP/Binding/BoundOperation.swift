import PolderCore

/// An operation with its handler, whatever their types.
struct BoundOperation: Sendable {
  let operation: any Operation.Type
  let answer: @Sendable (BoundRequest, ServiceEnvironment) async throws -> BoundReply

  init<H: Handler>(_ handler: H) {
    operation = H.Op.self
    answer = { try await HandlerRun(handler: handler, request: $0, environment: $1).answer() }
  }
}
