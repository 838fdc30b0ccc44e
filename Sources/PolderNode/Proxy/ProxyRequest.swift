/// One request of an algorithm, whole.
struct ProxyRequest: Sendable {
  var method: String
  /// Path and query as they came.
  var target: String
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name }?.value
  }

  /// The token behind `Bearer`.
  var token: String? {
    guard let value = header("authorization"), value.hasPrefix("Bearer ") else { return nil }
    return String(value.dropFirst(7))
  }

  /// The target up to the question mark.
  var path: Substring { target.prefix { $0 != "?" } }

  /// Nil when it is none of the algorithm client's calls.
  var route: ProxyRoute? { ProxyRoute(method: method, path: String(path)) }

  /// Nil when it can not be read.
  var query: [(name: String, value: String)]? { QueryText.items(target.dropFirst(path.count + 1)) }
}
