import Logging

/// What the log says of one request; never a query's values or a body.
struct RequestEntry {
  /// The most bytes of a request's number that comes with it.
  static let idLimit = 128

  let id: String
  let method: String
  var path = "-"
  var operation: String?
  var caller: String?

  /// An entry; a number that was sent along is kept when it is short and plain.
  init(method: String, given id: String? = nil) {
    self.method = method
    if let id, (1...Self.idLimit).contains(id.utf8.count), id.utf8.allSatisfy(Self.isPlain) {
      self.id = id
    } else {
      let digits = String(UInt64.random(in: UInt64.min...UInt64.max), radix: 16)
      self.id = String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
  }

  func write(to logger: Logger, status: Int, took: Duration) {
    let milliseconds = took.components.seconds * 1_000 + took.components.attoseconds / 1_000_000_000_000_000
    logger.info(
      "request",
      metadata: [
        "request": "\(id)", "method": "\(method.prefix(16))", "path": "\(path)", "status": "\(status)",
        "ms": "\(milliseconds)", "caller": "\(caller ?? "-")",
      ])
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
