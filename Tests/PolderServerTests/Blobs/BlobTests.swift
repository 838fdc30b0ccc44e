import HTTPTypes
import HummingbirdTesting
import NIOCore
import PolderCore
import PolderSQL
import Testing

@testable import PolderServer

struct BlobTests {
  private static let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  @Test("what was uploaded comes back byte for byte to whoever may see the run, and to nobody else")
  func roundTrip() async throws {
    try await BlobHouse.run { blobs in
      let id = try await blobs.upload(Self.bytes, as: SmallWorld.researcher)
      #expect(BlobID(id)?.description == id)
      let unknown = try await blobs.send(.get, "/blobstream/\(id)", as: SmallWorld.researcher)
      #expect(unknown.status == .notFound)
      #expect(unknown.json?["msg"] == .string("No run found with input or result id=\(id)"))
      let task = try await blobs.task(id)
      #expect(task.status == 201, "\(task.message ?? "")")
      for caller in [SmallWorld.researcher, .root, .node(201)] {
        let reply = try await blobs.send(.get, "/blobstream/\(id)", as: caller)
        #expect(reply.status == .ok, "\(caller)")
        #expect(Array(buffer: reply.body) == Self.bytes, "\(caller)")
        #expect(reply.header("content-type") == "application/octet-stream")
        #expect(reply.header("content-disposition") == "attachment; filename=result_\(id).bin")
        // The Python node's proxy would hand a length on with a body of another.
        #expect(reply.header("content-length") == nil)
      }
      for caller in [Caller.user(122), .node(205), .node(203)] {
        #expect(try await blobs.send(.get, "/blobstream/\(id)", as: caller).status == .unauthorized, "\(caller)")
      }
    }
  }

  @Test(
    "only what this caller uploaded and no other task holds can be an input; a refused task does not use it up (deviation 36)"
  )
  func inputs() async throws {
    try await BlobHouse.run { blobs in
      let own = try await blobs.upload([1], as: SmallWorld.researcher)
      let foreign = try await blobs.upload([2], as: .user(112))
      let refused = try await blobs.task(foreign)
      #expect(refused.status == 400)
      #expect(refused.message?.contains("names an upload that is not yours") == true)
      #expect(try await blobs.task("123e4567-e89b-12d3-a456-426614174000").status == 400)
      // Refused for another reason, the upload stays usable.
      let twoInputs = CreateTaskTests.body([10, 12], input: own)
      #expect(try await blobs.house.call(.post, "/task", twoInputs, as: SmallWorld.researcher).status == 400)
      #expect(try await blobs.task(own).status == 201)
      #expect(try await blobs.task(own).status == 400)
      #expect(try await blobs.house.fixture.numbers("SELECT COUNT(*) FROM run WHERE blob_storage_used") == [1])
    }
  }

  @Test("inputs that are no ids are refused with the contract's words")
  func words() async throws {
    try await BlobHouse.run { blobs in
      #expect(
        try await blobs.task("abc").message
          == "Your task's input cannot be parsed. Note that if you are using the user interface or Python client, this "
          + "should be done for you.")
      let none = try await blobs.house.call(
        .post, "/task", CreateTaskTests.body([10], input: nil), as: SmallWorld.researcher)
      #expect(none.message?.contains("Your input should be a UUID as a large result store has been configured") == true)
    }
  }

  @Test("a node names as result only what it uploaded itself (deviation 36)")
  func results() async throws {
    try await BlobHouse.run { blobs in
      let own = try await blobs.upload(Self.bytes, as: .node(201))
      let foreign = try await blobs.upload([2], as: .node(202))
      func report(_ result: String) async throws -> HouseReply {
        try await blobs.house.call(.patch, "/run/1", ["result": .string(result)], as: .node(201))
      }
      #expect(try await report(foreign).status == 400)
      #expect(try await report(own).status == 200)
    }
  }

  @Test("uploads need the rule to make tasks; an algorithm's need its run to go on")
  func access() async throws {
    try await BlobHouse.run { blobs in
      let viewer = try await blobs.send(.post, "/blobstream", [1], as: SmallWorld.viewer)
      #expect(viewer.status == .unauthorized)
      #expect(
        viewer.json?["msg"]
          == "You do not have permission to upload blobs. This requires permission to create tasks which you don't have."
      )
      let container = SmallWorld.container(of: SmallWorld.runs[0])
      #expect(try await blobs.send(.post, "/blobstream", [1], as: container).status == .created)
      #expect(try await blobs.send(.post, "/blobstream", [1], as: .nobody).status == .unauthorized)
      let packed = try await blobs.send(
        .post, "/blobstream", [1], as: SmallWorld.researcher, headers: [.contentEncoding: "gzip"])
      #expect(packed.status == .unsupportedMediaType)
    }
  }

  @Test("an upload beyond the bound is refused and leaves nothing behind")
  func bound() async throws {
    try await BlobHouse.run({ $0.largeData.blobLimit = 1_000 }) { blobs in
      let reply = try await blobs.send(.post, "/blobstream", Self.bytes, as: SmallWorld.researcher)
      #expect(reply.status == .contentTooLarge)
      #expect(blobs.files.isEmpty)
      #expect(try await blobs.house.fixture.numbers("SELECT COUNT(*) FROM polder_blob") == [0])
    }
  }

  @Test("without a store uploads are refused, and what is too large for a row is refused with a way out")
  func withoutStore() async throws {
    let house = try await SmallWorld.house { $0.largeData.rowLimit = 64 }
    let status = try await house.call(.get, "/blobstream/status", as: .node(201))
    #expect(status.json == ["blob_store_enabled": false])
    let large = String(repeating: "AAAA", count: 17)
    let task = try await house.call(
      .post, "/task", CreateTaskTests.body([10], input: large), as: SmallWorld.researcher)
    #expect(task.status == 413)
    #expect(task.message?.contains("68 bytes, more than the 64") == true)
    let result = try await house.call(.patch, "/run/1", ["result": .string(large)], as: .node(201))
    #expect(result.status == 413)
  }

  @Test("nothing that is sent becomes a path", arguments: ["..%2F..%2Fetc", "....", "%00", "a/b"])
  func paths(_ id: String) async throws {
    try await BlobHouse.run { blobs in
      let reply = try await blobs.send(.get, "/blobstream/\(id)", as: .root)
      #expect(reply.status == .notFound)
    }
  }
}
