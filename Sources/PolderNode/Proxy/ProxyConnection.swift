import NIOCore
import NIOHTTP1
import PolderCore
import PolderTransport

/// Reads requests from one connection and writes the answers, one after the other.
struct ProxyConnection {
  let answer: @Sendable (ProxyRequest) async -> HTTPAnswer
  /// The largest body of a request.
  var bodyLimit = 64 << 20

  func serve(_ connection: ProxySocketServer.Connection) async throws {
    try await connection.executeThenClose { inbound, outbound in
      var request: ProxyRequest?
      var isTooLarge = false
      for try await part in inbound {
        switch part {
        case .head(let head):
          isTooLarge = false
          request = ProxyRequest(
            method: head.method.rawValue, target: head.uri, headers: head.headers.map { ($0.name, $0.value) }, body: [])
        case .body(let buffer):
          if (request?.body.count ?? 0) + buffer.readableBytes > bodyLimit {
            isTooLarge = true
          } else {
            request?.body.append(contentsOf: buffer.readableBytesView)
          }
        case .end:
          guard let whole = request else { continue }
          request = nil
          let answer =
            isTooLarge
            ? ProxyHandler.refusal(413, "The request is larger than \(bodyLimit) bytes.") : await answer(whole)
          try await write(answer, to: outbound)
        }
      }
    }
  }

  private func write(
    _ answer: HTTPAnswer, to outbound: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>
  ) async throws {
    var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
    headers.replaceOrAdd(name: "Content-Length", value: String(answer.body.count))
    let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
    try await outbound.write(contentsOf: [.head(head), .body(ByteBuffer(bytes: answer.body)), .end(nil)])
  }
}
