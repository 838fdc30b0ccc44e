import HTTPTypes

/// Which browsers' pages may come, and what they are told (CORS).
struct RealtimeOrigins: Sendable {
  let allowed: [String]

  /// Whether a request with that `Origin` header may come; programs send none.
  func accepts(_ origin: String?) -> Bool {
    guard let origin else { return true }
    return allowed.contains("*") || allowed.contains(origin)
  }

  /// The headers of an answer to a request with that origin.
  func headers(for origin: String?) -> HTTPFields {
    guard let origin, accepts(origin) else { return [:] }
    return [
      .accessControlAllowOrigin: origin, .accessControlAllowCredentials: "true", .vary: "Origin",
    ]
  }

  /// The headers of an answer to a page that asks beforehand.
  func preflight(for origin: String?, asking headers: String?) -> HTTPFields {
    var fields = self.headers(for: origin)
    fields[.accessControlAllowMethods] = "OPTIONS, GET, POST"
    fields[.accessControlAllowHeaders] = headers
    return fields
  }
}
