import PolderCore
import PolderTransport

/// Stands for a service of large bodies: answers from a list, and keeps the calls and what was sent.
actor FakeStreams: HTTPStreamer {
  private let service: FakeService
  private(set) var bodies: [[UInt8]] = []

  /// A service that reacts so; the last reaction holds for all further calls.
  init(_ reactions: [FakeService.Reaction]) { service = FakeService(reactions) }

  var calls: [HTTPCall] { get async { await service.calls } }

  var bearers: [String?] { get async { await service.bearers } }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer { try await service.send(call) }

  func upload<Body: AsyncSequence & Sendable>(
    _ call: HTTPCall, body: Body, length: Int?
  ) async throws -> HTTPAnswer where Body.Element == [UInt8] {
    var bytes: [UInt8] = []
    for try await piece in body { bytes += piece }
    bodies.append(bytes)
    return try await service.send(call)
  }

  func download<Value: Sendable>(
    _ call: HTTPCall, _ read: @escaping @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Value {
    let answer = try await service.send(call)
    let pieces = answer.body.map { [$0] }
    return try await read(HTTPAnswerHead(status: answer.status, headers: answer.headers), HTTPAnswerBody(pieces))
  }
}
