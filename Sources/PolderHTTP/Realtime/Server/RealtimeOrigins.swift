import HTTPTypes

/// Which browsers' pages may come, and what they are told (CORS).
struct RealtimeOrigins: Sendable {
  let allowed: [String]

  /// Whether a request with that `Origin` header may come; programs send none.
  func accepts(_ origin: String?) -> Bool {
    guard let origin else { return true }
    return allowed.contains("*") || allowed.contains(origin)
  }

  /// The headers of an answer to a request with that origin; credentials only for one that is listed (deviation 39).
  func headers(for origin: String?) -> HTTPFields {
    guard let origin, accepts(origin) else { return [:] }
    var fields: HTTPFields = [.accessControlAllowOrigin: origin, .vary: "Origin"]
    if allowed.contains(origin) { fields[.accessControlAllowCredentials] = "true" }
    return fields
  }

  /// The headers of an answer to a page that asks beforehand.
  func preflight(for origin: String?, asking headers: String?) -> HTTPFields {
    var fields = self.headers(for: origin)
    fields[.accessControlAllowMethods] = "OPTIONS, GET, POST"
    fields[.accessControlAllowHeaders] = headers
    return fields
  }
}
