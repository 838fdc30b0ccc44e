import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PolderCore

@testable import PolderServer

/// The small world with a folder for large data, which is gone at the end.
struct BlobHouse: Sendable {
  let house: HandlerHouse
  let folder: String

  static func run(
    _ change: (inout ServerSettings) -> Void = { _ in }, _ body: (BlobHouse) async throws -> Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "polder-blobs-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let house = try await SmallWorld.house { settings in
      settings.largeData.store = FileBlobStore(folder: folder)
      change(&settings)
    }
    try await body(BlobHouse(house: house, folder: folder))
  }

  func send(
    _ method: HTTPRequest.Method, _ path: String, _ bytes: [UInt8]? = nil, as caller: Caller,
    headers: HTTPFields = [:]
  ) async throws -> TestResponse {
    var headers = headers
    if let token = try caller.token(house.house.parts.tokens, house.now) { headers[.authorization] = "Bearer \(token)" }
    headers[.contentType] = "application/octet-stream"
    let all = headers
    return try await Application(responder: house.house.parts.dispatcher).test(.router) { client in
      try await client.execute(
        uri: "/api" + path, method: method, headers: all, body: bytes.map { ByteBuffer(bytes: $0) })
    }
  }

  /// Uploads, and gives the id.
  func upload(_ bytes: [UInt8], as caller: Caller) async throws -> String {
    let reply = try await send(.post, "/blobstream", bytes, as: caller)
    guard reply.status == .created, let id = reply.json?["uuid"]?.string else {
      throw RequestRefusal(Int(reply.status.code), reply.json?["msg"]?.string ?? "")
    }
    return id
  }

  func task(_ input: String, as caller: Caller = SmallWorld.researcher) async throws -> HouseReply {
    try await house.call(.post, "/task", CreateTaskTests.body([10], input: input), as: caller)
  }

  /// The files that hold something.
  var files: [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix("/") == false && $0.contains("/") }
  }
}
