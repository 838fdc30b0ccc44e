/// A request's head, understood.
struct RequestHead {
  enum Body: Equatable {
    case none
    case length(Int)
    case chunked
  }

  let method: String
  let target: [UInt8]
  let minorVersion: Int
  let head: MessageHead
  let body: Body

  init(_ head: MessageHead) throws(HTTPProblem) {
    let parts = head.firstLine.split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(\.isToken), !parts[1].isEmpty,
      parts[1].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { throw .malformed("the request line is not METHOD TARGET VERSION") }
    if parts[2].elementsEqual("HTTP/1.1".utf8) {
      minorVersion = 1
    } else if parts[2].elementsEqual("HTTP/1.0".utf8) {
      minorVersion = 0
    } else {
      throw .malformed("only HTTP/1.1 and HTTP/1.0 are spoken here")
    }
    method = String(decoding: parts[0], as: UTF8.self)
    target = try Self.originForm(Array(parts[1]))
    let hosts = head.values("host").count
    guard hosts == 1 || (hosts == 0 && minorVersion == 0) else { throw .malformed("exactly one Host is needed") }
    self.head = head
    body = try Self.body(head, minorVersion)
  }

  private static func originForm(_ target: [UInt8]) throws(HTTPProblem) -> [UInt8] {
    if target.first == UInt8(ascii: "/") || target == [UInt8(ascii: "*")] { return target }
    // What a client writes that takes us for its proxy.
    guard target.starts(with: "http://".utf8) else { throw .malformed("the target has to begin with /") }
    guard let slash = target.dropFirst(7).firstIndex(of: UInt8(ascii: "/")) else { return [UInt8(ascii: "/")] }
    return Array(target[slash...])
  }

  private static func body(_ head: MessageHead, _ minorVersion: Int) throws(HTTPProblem) -> Body {
    let length = try head.contentLength()
    let codings = head.values("transfer-encoding")
    guard !codings.isEmpty else {
      return length.map { Body.length($0) } ?? .none
    }
    guard length == nil else { throw .malformed("both Transfer-Encoding and Content-Length") }
    guard minorVersion == 1, codings.count == 1, codings[0].words == ["chunked"] else {
      throw .malformed("only the transfer encoding chunked is understood")
    }
    return .chunked
  }

  var wantsContinue: Bool { minorVersion == 1 && head.has("expect", word: "100-continue") }

  var keepsAlive: Bool {
    minorVersion == 1 ? !head.has("connection", word: "close") : head.has("connection", word: "keep-alive")
  }

  /// Methods that may be repeated by their definition need no key.
  var needsKey: Bool {
    !["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"].contains(method) && head.values("idempotency-key").isEmpty
  }

  /// The head for the other side, where a connection serves one request.
  func forwarded(bodyBytes: Int, key: String?) -> [UInt8] {
    var result = Array("\(method) ".utf8) + target + Array(" HTTP/1.1\r\n".utf8)
    let dropped = head.connectionKeys.union(["content-length", "expect"])
    for field in head.fields where !dropped.contains(field.key) {
      result += field.name + Array(": ".utf8) + field.value + Array("\r\n".utf8)
    }
    if head.values("host").isEmpty { result += Array("Host: localhost\r\n".utf8) }
    if body != .none { result += Array("Content-Length: \(bodyBytes)\r\n".utf8) }
    if let key { result += Array("Idempotency-Key: \(key)\r\n".utf8) }
    return result + Array("Connection: close\r\n\r\n".utf8)
  }
}
