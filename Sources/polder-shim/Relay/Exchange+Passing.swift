extension Exchange {
  /// Passes an answer on; whether the client's connection can carry another request.
  func pass(_ response: ResponseHead, _ upstream: inout ByteStream, _ client: inout ByteStream) throws -> Bool {
    let chunked = response.body == .chunked && request.minorVersion == 1
    let hasEnd = chunked || response.body != .untilClose && response.body != .chunked
    let keepsAlive = hasEnd && request.keepsAlive
    let head = response.forwarded(chunked: chunked, keepsAlive: keepsAlive)
    switch response.body {
    case .none: try client.write(head)
    case .length(let length): try passLength(length, after: head, &upstream, &client)
    case .chunked: try passChunks(after: head, framed: chunked, &upstream, &client)
    case .untilClose: try passAll(after: head, &upstream, &client)
    }
    return keepsAlive
  }

  private func passLength(
    _ length: Int, after head: [UInt8], _ upstream: inout ByteStream, _ client: inout ByteStream
  ) throws {
    let first = upstream.take(length)
    var missing = length - first.count
    try client.write(head + first)
    while missing > 0 {
      try more(&upstream, client.number)
      let part = upstream.take(missing)
      missing -= part.count
      try client.write(part)
    }
  }

  private func passChunks(
    after head: [UInt8], framed: Bool, _ upstream: inout ByteStream, _ client: inout ByteStream
  ) throws {
    try client.write(head)
    var decoder = ChunkDecoder()
    while true {
      var content: [UInt8] = []
      let used: Int
      do throws(HTTPProblem) {
        used = try decoder.feed(upstream.ahead, into: &content)
      } catch {
        // The head is out, so a broken answer can only be shown by ending the connection early.
        throw StreamProblem.broken
      }
      _ = upstream.take(used)
      if framed, !content.isEmpty {
        let size = Array((String(content.count, radix: 16) + "\r\n").utf8)
        try client.write(size + content + [0x0D, 0x0A])
      } else {
        try client.write(content)
      }
      if decoder.isComplete { break }
      try more(&upstream, client.number)
    }
    if framed { try client.write(Array("0\r\n\r\n".utf8)) }
  }

  private func passAll(after head: [UInt8], _ upstream: inout ByteStream, _ client: inout ByteStream) throws {
    try client.write(head)
    repeat {
      try client.write(upstream.take(upstream.ahead.count))
    } while try upstream.fill(within: nil, watching: client.number)
  }

  private func more(_ upstream: inout ByteStream, _ client: Int32) throws {
    guard try upstream.fill(within: nil, watching: client) else { throw StreamProblem.broken }
  }
}
