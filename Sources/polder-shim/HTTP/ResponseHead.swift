/// A response's head, understood.
struct ResponseHead {
  enum Body: Equatable {
    case none
    case length(Int)
    case chunked
    case untilClose
  }

  let status: Int
  let head: MessageHead
  let body: Body

  init(_ head: MessageHead, to method: String) throws(HTTPProblem) {
    let line = head.firstLine
    guard line.starts(with: "HTTP/1.".utf8), line.count >= 12, line[7].isDigit, line[8] == 0x20,
      line[9..<12].allSatisfy(\.isDigit), line.count == 12 || line[12] == 0x20
    else { throw .malformed("the status line is not HTTP/1.1 CODE TEXT") }
    status = line[9..<12].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    self.head = head
    let codings = head.values("transfer-encoding")
    if method == "HEAD" || status < 200 || status == 204 || status == 304 {
      body = .none
    } else if !codings.isEmpty {
      guard codings.count == 1, codings[0].words == ["chunked"] else {
        throw .malformed("only the transfer encoding chunked is understood")
      }
      body = .chunked
    } else if let length = try head.contentLength() {
      body = .length(length)
    } else {
      body = .untilClose
    }
  }

  /// The head for the client, which reads chunks if `chunked`, and may send another request if `keepsAlive`.
  func forwarded(chunked: Bool, keepsAlive: Bool) -> [UInt8] {
    var result = Array("HTTP/1.1".utf8) + head.firstLine[8...] + Array("\r\n".utf8)
    var dropped = head.connectionKeys
    if body == .chunked { dropped.insert("content-length") }
    for field in head.fields where !dropped.contains(field.key) {
      result += field.name + Array(": ".utf8) + field.value + Array("\r\n".utf8)
    }
    if chunked { result += Array("Transfer-Encoding: chunked\r\n".utf8) }
    return result + Array("Connection: \(keepsAlive ? "keep-alive" : "close")\r\n\r\n".utf8)
  }
}
