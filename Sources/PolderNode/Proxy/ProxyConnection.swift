import NIOCore
import NIOHTTP1
import PolderCore
import PolderTransport
import Synchronization

/// Reads requests from one connection and writes the answers, one after the other.
struct ProxyConnection {
  let handler: ProxyHandler
  let limits: ProxyLimits
  let budget: BodyBudget

  func serve(_ connection: ProxySocketServer.Connection) async throws {
    let current = CurrentAnswer()
    connection.channel.closeFuture.whenComplete { _ in current.end() }
    try await connection.executeThenClose { inbound, outbound in
      var parts = inbound.makeAsyncIterator()
      while case .head(let head)? = try await parts.next() {
        let request = ProxyRequest(
          method: head.method.rawValue, target: head.uri, headers: head.headers.map { ($0.name, $0.value) }, body: [])
        var reader = RequestReader(request, refusal: handler.refusal(before: request), limits: limits, budget: budget)
        reading: while let part = try await parts.next() {
          switch part {
          case .body(let buffer): reader.add(buffer.readableBytesView)
          case .head, .end: break reading
          }
        }
        let answer: HTTPAnswer
        if let refusal = reader.refusal {
          answer = refusal
        } else {
          let whole = reader.request
          answer = await current.answer { [handler] in await handler.answer(whole) }
        }
        try await write(answer, head, to: outbound)
        guard head.isKeepAlive else { return }
      }
    }
  }

  private func write(
    _ answer: HTTPAnswer, _ request: HTTPRequestHead,
    to outbound: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>
  ) async throws {
    var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
    headers.replaceOrAdd(name: "Content-Length", value: String(answer.body.count))
    if !request.isKeepAlive { headers.replaceOrAdd(name: "Connection", value: "close") }
    let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
    try await outbound.write(contentsOf: [.head(head), .body(ByteBuffer(bytes: answer.body)), .end(nil)])
  }
}

/// The answer that a connection is waiting for: nobody works on it any more once the connection is gone.
private final class CurrentAnswer: Sendable {
  private struct State {
    var task: Task<HTTPAnswer, Never>?
    var isOver = false
  }

  private let state = Mutex(State())

  func answer(_ work: @escaping @Sendable () async -> HTTPAnswer) async -> HTTPAnswer {
    let task = Task { await work() }
    let isOver = state.withLock { state in
      state.task = task
      return state.isOver
    }
    if isOver { task.cancel() }
    defer { state.withLock { $0.task = nil } }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
  }

  func end() {
    let task = state.withLock { state in
      state.isOver = true
      return state.task
    }
    task?.cancel()
  }
}
