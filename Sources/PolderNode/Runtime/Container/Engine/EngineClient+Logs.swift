import PolderCore
import PolderTransport

extension EngineClient {
  /// The end of what a container has printed.
  func log(_ container: String, limit: Int) async throws -> LogTail {
    let call = HTTPCall(
      .get, greeting.prefix + "/containers/\(container)/logs", query: [("stdout", "true"), ("stderr", "true")],
      timeout: Self.patience)
    return try await channel.download(call) { head, body in
      guard head.isSuccess else {
        throw Self.refusal(HTTPAnswer(status: head.status, body: try await body.collect(upTo: 1 << 20)))
      }
      var tail = LogTail(limit: limit)
      var frames = LogFrames()
      for try await piece in body { frames.take(piece) { tail.add($0) } }
      return tail
    }
  }

  /// Some engines tell times in whole seconds, so that what was printed has to tell lines apart.
  private static let beginningLength = 128

  /// The beginning of the output that the engine still has, with its time; nil where there is none. Who waits gets it as
  /// soon as it is there, and nil when the container ends without.
  func beginning(_ container: String, waits: Bool) async throws -> [UInt8]? {
    let call = HTTPCall(
      .get, greeting.prefix + "/containers/\(container)/logs",
      query: [("stdout", "true"), ("stderr", "true"), ("timestamps", "true"), ("follow", waits ? "true" : "false")],
      timeout: waits ? .seconds(86_400 * 365) : Self.patience)
    return try await channel.download(call) { head, body in
      guard head.isSuccess else { return nil }
      var frames = LogFrames()
      var text: [UInt8] = []
      for try await piece in body {
        frames.take(piece) { text += $0 }
        if text.count >= Self.beginningLength || text.contains(UInt8(ascii: "\n")) { break }
      }
      let line = text.prefix { $0 != UInt8(ascii: "\n") }.prefix(Self.beginningLength)
      return line.isEmpty ? nil : Array(line)
    }
  }

  /// Gives what a container prints until it ends: from its start, or from now on. `give` takes a piece when there is room
  /// for it; false ends it.
  func followLog(
    _ container: String, isAll: Bool, _ give: @escaping @Sendable ([UInt8]) async -> Bool
  ) async throws {
    let call = HTTPCall(
      .get, greeting.prefix + "/containers/\(container)/logs",
      query: [("stdout", "true"), ("stderr", "true"), ("follow", "true")] + (isAll ? [] : [("tail", "0")]),
      timeout: .seconds(86_400 * 365))
    try await channel.download(call) { head, body in
      guard head.isSuccess else { return }
      var frames = LogFrames()
      for try await piece in body {
        var printed: [[UInt8]] = []
        frames.take(piece) { printed.append($0) }
        for part in printed { guard await give(part) else { return } }
      }
    }
  }
}
