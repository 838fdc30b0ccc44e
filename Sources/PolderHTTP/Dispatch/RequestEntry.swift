import Logging

/// What the log says of one request; never a query's values or a body.
struct RequestEntry {
  let id = String(UInt64.random(in: UInt64.min...UInt64.max), radix: 16)
  let method: String
  var path = "-"
  var caller: String?

  func write(to logger: Logger, status: Int, took: Duration) {
    let milliseconds = took.components.seconds * 1_000 + took.components.attoseconds / 1_000_000_000_000_000
    logger.info(
      "request",
      metadata: [
        "request": "\(id)", "method": "\(method.prefix(16))", "path": "\(path)", "status": "\(status)",
        "ms": "\(milliseconds)", "caller": "\(caller ?? "-")",
      ])
  }
}
