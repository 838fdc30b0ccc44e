/// An HTTP message as it came, read by its length or to the connection's end.
struct Message: Sendable {
  var head: String
  var body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }
  var status: Int? { head.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } }

  /// The value of a field; nil without it.
  subscript(name: String) -> String? {
    for line in head.split(separator: "\r\n").dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts[0].lowercased() == name.lowercased() else { continue }
      return parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
    }
    return nil
  }

  /// Reads one message; `toEnd` if only the connection's end ends it, which is also how chunks are read here.
  static func read(from socket: Socket, toEnd: Bool = false) throws -> Message {
    var bytes: [UInt8] = []
    var split: Int?
    while split == nil {
      let more = try socket.receive()
      if more.isEmpty { return Message(head: "", body: bytes) }
      bytes += more
      split = bytes.indices.dropLast(3).first { bytes[$0..<($0 + 4)].elementsEqual([13, 10, 13, 10]) }
    }
    let end = (split ?? 0) + 4
    var message = Message(head: String(decoding: bytes[..<end], as: UTF8.self), body: Array(bytes[end...]))
    let length = toEnd ? Int.max : Int(message["content-length"] ?? "0") ?? 0
    while message.body.count < length {
      let more = try socket.receive()
      if more.isEmpty { break }
      message.body += more
    }
    return message
  }
}
