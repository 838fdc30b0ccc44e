import NIOCore
import NIOHTTP1
import PolderCore

/// Writes an answer to a connection piece by piece; each waits until the connection has taken the one before.
struct ChannelSink: ProxySink {
  let channel: any Channel
  let isKeptAlive: Bool

  func begin(_ status: Int, _ headers: [(name: String, value: String)]) async throws {
    var fields = HTTPHeaders(headers.map { ($0.name, $0.value) })
    if !isKeptAlive { fields.replaceOrAdd(name: "Connection", value: "close") }
    let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: fields)
    try await channel.writeAndFlush(HTTPServerResponsePart.head(head)).get()
  }

  func write(_ piece: [UInt8]) async throws {
    guard !piece.isEmpty else { return }
    try await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: piece)))).get()
  }

  func end() async throws { try await channel.writeAndFlush(HTTPServerResponsePart.end(nil)).get() }
}
