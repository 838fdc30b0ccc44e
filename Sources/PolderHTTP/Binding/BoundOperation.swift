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

/// A request as the dispatcher hands it to an operation.
struct BoundRequest: Sendable {
  let pathParts: [String]
  let info: RequestInfo
  /// Reads and parses the body; the refusal is for a body that is no JSON.
  let json: @Sendable (RequestRefusal?) async throws -> (value: JSONValue, bytes: [UInt8])
}

/// A reply as the dispatcher sends it.
struct BoundReply: Sendable {
  let status: Int
  let headers: [(name: String, value: String)]
  let body: [UInt8]
}

/// Nothing is found at a path whose form fits.
struct UnknownPath: Error {}
