import HTTPTypes

/// What browsers' pages of other origins are told (CORS). Cookies are never used, so credentials are never allowed.
struct Origins: Sendable {
  let allowed: [String]

  private static let methods = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"

  func add(to headers: inout HTTPFields, for origin: String?) {
    if let origin, allowed.contains("*") || allowed.contains(origin) {
      headers[.accessControlAllowOrigin] = origin
      headers[.vary] = "Origin"
    } else if allowed.contains("*") {
      headers[.accessControlAllowOrigin] = "*"
    }
  }

  func preflight(asking headers: String?) -> HTTPFields {
    var fields: HTTPFields = [.accessControlAllowMethods: Self.methods]
    fields[.accessControlAllowHeaders] = headers
    return fields
  }
}
