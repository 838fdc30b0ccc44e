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
}
