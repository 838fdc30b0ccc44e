import PolderCore
import PolderSQL
import PolderServer
import Testing

struct FreedBlobsTests {
  private func freed(_ house: HandlerHouse) async throws -> [String] {
    try await house.fixture.database.read {
      try $0.rows("SELECT blob FROM polder_freed_blob ORDER BY freed_at, blob") { try $0.text(0) }
    }
  }

  @Test("deviation 9: the blobs of deleted runs are named, each once, in the transaction that deletes them")
  func named() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "UPDATE run SET blob_storage_used = \(true), input = 'in1', result = 'out1' WHERE id = 1",
      "UPDATE run SET blob_storage_used = \(true), input = 'in1', result = NULL WHERE id = 2",
      "UPDATE run SET blob_storage_used = \(true), input = 'in8', result = '' WHERE id = 8",
      "UPDATE run SET blob_storage_used = \(true), input = 'in7' WHERE id = 7")
    #expect(try await house.call(.delete, "/task/1", as: .root).status == 200)
    #expect(try await freed(house) == ["in1", "in8", "out1"])
    try await house.fixture.database.write { try FreedBlobs.forget(["in1", "out1"], $0) }
    #expect(try await freed(house) == ["in8"])
  }

  @Test("a blob that another run of the task still names stays")
  func shared() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "UPDATE run SET blob_storage_used = \(true), input = 'shared', result = 'own6' WHERE id = 6",
      "UPDATE run SET blob_storage_used = \(true), input = 'shared' WHERE id = 7")
    #expect(
      try await house.call(.delete, "/organization/10", query: [("delete_dependents", "True")], as: .root).status == 200
    )
    #expect(try await freed(house) == ["own6"])
    #expect(try await house.call(.delete, "/task/4", as: .root).status == 200)
    #expect(try await freed(house) == ["own6", "shared"])
  }

  @Test("what is no blob is not named")
  func texts() async throws {
    let house = try await SmallWorld.house()
    #expect(try await house.call(.delete, "/task/1", as: .root).status == 200)
    #expect(try await freed(house).isEmpty)
  }
}
