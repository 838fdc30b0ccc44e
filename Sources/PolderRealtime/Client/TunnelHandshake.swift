/// The words with a proxy that opens a way to a server, without I/O: its answer goes in, what follows comes out.
struct TunnelHandshake {
  /// What the proxy's answer means.
  enum Outcome: Hashable {
    /// More of it has to come.
    case waiting
    /// The way is open; these bytes came from the server already.
    case open(rest: [UInt8])
    /// There is no way; with the reason in words.
    case refused(String)
  }

  /// The most bytes of the head of an answer.
  static let limit = 16 << 10

  private var head: [UInt8] = []

  /// What is sent to ask for a way.
  static func request(host: String, port: Int, authorization: String?) -> String {
    let place = "\(host.contains(":") ? "[\(host)]" : host):\(port)"
    var text = "CONNECT \(place) HTTP/1.1\r\nHost: \(place)\r\n"
    // What would end the line early is not sent.
    if let authorization, authorization.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      text += "Proxy-Authorization: \(authorization)\r\n"
    }
    return text + "\r\n"
  }

  /// Takes bytes of the proxy.
  mutating func take(_ bytes: some Sequence<UInt8>) -> Outcome {
    let known = max(head.count - 3, 0)
    head += bytes
    guard let end = Self.end(of: head, from: known) else {
      return head.count > Self.limit ? .refused("the proxy's answer is too long") : .waiting
    }
    guard end <= Self.limit else { return .refused("the proxy's answer is too long") }
    // `HTTP/1.1 200 Connection established`
    let line = head.prefix { $0 != 0x0D && $0 != 0x0A }
    let words = line.split(separator: 0x20, maxSplits: 2)
    guard words.count >= 2, words[0].starts(with: "HTTP/1.".utf8), words[1].count == 3,
      let status = Int(String(decoding: words[1], as: UTF8.self))
    else { return .refused("the proxy does not answer in HTTP") }
    if status == 407 { return .refused("the proxy wants another user or password (407)") }
    guard (200..<300).contains(status) else { return .refused("the proxy opens no way to the server (\(status))") }
    return .open(rest: Array(head[end...]))
  }

  /// The place behind the empty line.
  private static func end(of head: [UInt8], from start: Int) -> Int? {
    guard head.count >= 4 else { return nil }
    for index in start...(head.count - 4) where head[index..<(index + 4)].elementsEqual("\r\n\r\n".utf8) {
      return index + 4
    }
    return nil
  }
}
