import PolderCore
import PolderTransport
import Synchronization

@testable import PolderNode

/// A stand-in of a server that has keys of organizations and keeps blobs; whatever else it is asked it answers as a test
/// says.
final class PayloadServer: HTTPStreamer {
  struct State: Sendable {
    /// The public keys in the form of the API.
    var keys: [Int64: String] = [:]
    var blobs: [String: [UInt8]] = [:]
    var keepsBlobs = true
    /// How many of the next calls find nobody.
    var failures = 0
    /// Answers by method and path.
    var answers: [String: HTTPAnswer] = [:]
    var calls: [HTTPCall] = []
    /// Whether downloads wait.
    var holdsDownloads = false
    /// How many downloads are under way, and how many there were at the most.
    var downloads = 0
    var mostDownloads = 0
    /// The most bytes that an upload had in one piece.
    var largestPiece = 0
  }

  let state = Mutex(State())
  private let changes = ChangeSignal()

  func update<T: Sendable>(_ body: (inout State) -> T) -> T {
    defer { changes.changed() }
    return state.withLock { body(&$0) }
  }

  /// Waits until something holds.
  func until(_ condition: @Sendable (State) -> Bool) async throws {
    while true {
      let generation = changes.generation
      if state.withLock({ condition($0) }) { return }
      await changes.change(since: generation)
      try Task.checkCancellation()
    }
  }

  var blobs: [String: [UInt8]] { state.withLock { $0.blobs } }

  /// How often something was asked for.
  func count(_ name: String) -> Int {
    state.withLock { $0.calls.count { "\($0.method.rawValue) \($0.path)" == name } }
  }

  /// The last call of a name.
  func last(_ name: String) -> HTTPCall? {
    state.withLock { $0.calls.last { "\($0.method.rawValue) \($0.path)" == name } }
  }

  /// Keeps bytes, and gives their id.
  func keep(_ bytes: [UInt8]) -> String {
    update { state in
      let digits = String(state.blobs.count, radix: 16)
      let id = "0b9ad1a4-5e5c-4cc4-8d0f-" + String(repeating: "0", count: 12 - digits.count) + digits
      state.blobs[id] = bytes
      return id
    }
  }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    try begin(call)
    let name = "\(call.method.rawValue) \(call.path)"
    if let answer = state.withLock({ $0.answers[name] }) { return answer }
    let parts = call.path.split(separator: "/").map(String.init)
    switch (call.method, parts.first ?? "", parts.count) {
    case (.get, "organization", 2): return organization(Int64(parts[1]) ?? 0)
    case (.patch, "organization", 2):
      let key = try JSONValue(parsing: call.body ?? [])["public_key"]?.string ?? ""
      update { $0.keys[Int64(parts[1]) ?? 0] = key }
      return organization(Int64(parts[1]) ?? 0)
    case (.get, "organization", 1):
      let keys = state.withLock { $0.keys }.sorted { $0.key < $1.key }
      let rows = keys.map { FakeWire.organization($0.key, key: $0.value) }
      return StandInServer.answer(200, ["data": .array(rows), "links": ["self": "/api/organization"]])
    case (.get, "blobstream", 2) where parts[1] == "status":
      return StandInServer.answer(200, ["blob_store_enabled": .bool(state.withLock { $0.keepsBlobs })])
    default: return StandInServer.answer(404, ["msg": "no such path"])
    }
  }

  func upload<Body: AsyncSequence & Sendable>(
    _ call: HTTPCall, body: Body, length: Int?
  ) async throws -> HTTPAnswer where Body.Element == [UInt8] {
    try begin(call)
    var bytes: [UInt8] = []
    var largest = 0
    for try await piece in body {
      largest = max(largest, piece.count)
      bytes += piece
    }
    update { $0.largestPiece = max($0.largestPiece, largest) }
    return StandInServer.answer(201, ["uuid": .string(keep(bytes))])
  }

  func download<Value: Sendable>(
    _ call: HTTPCall, _ read: @escaping @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Value {
    try begin(call)
    update { state in
      state.downloads += 1
      state.mostDownloads = max(state.mostDownloads, state.downloads)
    }
    defer { update { $0.downloads -= 1 } }
    try await until { !$0.holdsDownloads }
    let id = call.path.split(separator: "/").last.map(String.init) ?? ""
    guard let bytes = state.withLock({ $0.blobs[id] }) else {
      let body = (["msg": "No run found with input or result id"] as JSONValue).bytes
      return try await read(
        HTTPAnswerHead(status: 404, headers: [("Content-Type", "application/json")]), HTTPAnswerBody([body]))
    }
    let pieces = stride(from: 0, to: bytes.count, by: 1_000).map { Array(bytes[$0..<min($0 + 1_000, bytes.count)]) }
    return try await read(
      HTTPAnswerHead(status: 200, headers: [("Content-Type", "application/octet-stream")]), HTTPAnswerBody(pieces))
  }

  private func begin(_ call: HTTPCall) throws {
    let fails = update { state in
      state.calls.append(call)
      state.failures -= 1
      return state.failures >= 0
    }
    if fails { throw PolderError(.transportUnreachable, "Nobody is there.") }
  }

  private func organization(_ id: Int64) -> HTTPAnswer {
    guard let key = state.withLock({ $0.keys[id] }) else {
      return StandInServer.answer(404, ["msg": "no such organization"])
    }
    return StandInServer.answer(200, FakeWire.organization(id, key: key))
  }
}
