import PolderCore

extension HandlerHouse {
  /// The status and the text of a reply that is only a text.
  func said(
    _ verb: HTTPVerb, _ path: String, query: [(String, String)] = [], _ body: JSONValue? = nil, as caller: Caller
  ) async throws -> String {
    let reply = try await call(verb, path, query: query, body, as: caller)
    return "\(reply.status) \(reply.message ?? reply.json?.text ?? "")"
  }
}
