import PolderCore
import PolderTransport
import Synchronization

@testable import PolderNode

extension StandInServer: HTTPStreamer {
  func upload<Body: AsyncSequence & Sendable>(
    _ call: HTTPCall, body: Body, length: Int?
  ) async throws -> HTTPAnswer where Body.Element == [UInt8] {
    var bytes: [UInt8] = []
    for try await piece in body { bytes += piece }
    let whole = bytes
    let id = update { state in
      state.calls.append("\(call.method.rawValue) \(call.path)")
      let id = "0b9ad1a4-5e5c-4cc4-8d0f-0000000000\(10 + state.calls.count { $0 == "POST /blobstream" })"
      state.blobs[id] = whole
      return id
    }
    return Self.answer(201, ["uuid": .string(id)])
  }

  func download<Value: Sendable>(
    _ call: HTTPCall, _ read: @escaping @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Value {
    let answer = try await send(call)
    let id = call.path.split(separator: "/").last.map(String.init) ?? ""
    if answer.status == 404, let bytes = state.withLock({ $0.blobs[id] }) {
      return try await read(HTTPAnswerHead(status: 200), HTTPAnswerBody([bytes]))
    }
    return try await read(HTTPAnswerHead(status: answer.status), HTTPAnswerBody([answer.body]))
  }
}
