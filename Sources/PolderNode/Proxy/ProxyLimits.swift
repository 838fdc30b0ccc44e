/// What the requests of one run may take of the node at the same time.
struct ProxyLimits: Sendable {
  /// Connections that are served; others wait.
  var connections = 64
  /// The largest body of a request that makes a task, in bytes.
  var taskBytes = 64 << 20
  /// The largest body of any other request, in bytes.
  var otherBytes = 64 << 10
  /// All bodies together, in bytes.
  var allBytes = 128 << 20
}
