import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PolderCore
import PolderTesting
import Testing

@testable import PolderServer

/// The recorded exchanges with a server that keeps inputs and results beside its database.
struct LargeDataReplayTests {
  private func send(_ record: GoldenRecord, _ house: HandlerHouse, input: String? = nil) async throws -> HouseReply {
    var body = record.json
    if let input, var object = body?.object {
      object["organizations"] = [["id": 1, "input": .string(input)]]
      body = .object(object)
    }
    return try await house.call(
      method: record.method, record.path, query: record.query, body, as: GoldenScript.caller(record.caller))
  }

  /// Uploads something as root and gives its id.
  private func upload(_ house: HandlerHouse) async throws -> String {
    let token = try #require(try Caller.root.token(house.house.parts.tokens, house.now))
    let headers: HTTPFields = [.authorization: "Bearer \(token)", .contentType: "application/octet-stream"]
    let reply = try await Application(responder: house.house.parts.dispatcher).test(.router) { client in
      try await client.execute(
        uri: "/api/blobstream", method: .post, headers: headers, body: ByteBuffer(string: "e30="))
    }
    return try #require(reply.json?["uuid"]?.string)
  }

  @Test("with a store for large data every reply is as it was recorded, but for inputs that nobody uploaded (36)")
  func replay() async throws {
    try await TestFolder.with { folder in
      let house = try await HandlerHouse { $0.largeData.store = FileBlobStore(folder: folder.path) }
      var uploaded: String?
      let records = try GoldenRecord.all(in: "golden-mfa")
      let first = try #require(records.firstIndex { $0.name == "blob.status" })
      let last = try #require(records.firstIndex { $0.name == "result.blob" })
      #expect(last - first == 8)
      for record in records[first...last] {
        if record.name == "task.blob.ok" {
          // Deviation 36: nobody uploaded the recorded one.
          let refused = try await send(record, house)
          #expect(refused.status == 400)
          #expect(refused.message?.contains("names an upload that is not yours") == true)
          uploaded = try await upload(house)
        }
        let reply = try await send(record, house, input: uploaded)
        #expect(reply.status == record.status, "\(record.name): \(reply.json?.text ?? "")")
        let wanted = GoldenRecord.comparable(record.body, keepsMoments: false).text
          .replacing("123e4567-e89b-12d3-a456-426614174000", with: uploaded ?? "")
        let got = reply.json.map { GoldenRecord.comparable($0, keepsMoments: false).text }
        #expect(got == wanted, "\(record.name)")
        #expect(reply.total == record.total && reply.headers["link"] == record.link, "\(record.name)")
      }
    }
  }
}
