import PolderCore

/// A request as the dispatcher hands it to an operation.
struct BoundRequest: Sendable {
  let pathParts: [String]
  let info: RequestInfo
  /// Reads and parses the body; the refusal is for a body that is no JSON.
  let json: @Sendable (RequestRefusal?) async throws -> (value: JSONValue, bytes: [UInt8])
}
