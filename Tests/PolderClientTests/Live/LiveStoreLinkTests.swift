import PolderClient
import PolderCore
import Testing

@Suite("Live: algorithm stores that a server knows", .timeLimit(.minutes(10)))
struct LiveStoreLinkTests {
  /// Where nobody listens.
  static let nowhere = "http://127.0.0.1:9/api"

  /// The stores of the stage's collaboration alone; what another test links to all collaborations is listed with them.
  private static func own(_ stage: LiveStage) async throws -> [Wire.AlgorithmStore] {
    let listed = try await stage.root.store.list(collaboration: stage.collaboration)
    return listed.data.filter { $0.collaborations != nil }
  }

  @Test("A collaboration begins without stores, and one that is not there is told so")
  func hasNone() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.store
      let own = try await Self.own(stage)
      #expect(own.isEmpty)
      let none = try await client.list(name: stage.name("none"), url: Self.nowhere)
      #expect(none.data.isEmpty)
      #expect(client.current == nil)
      let missing = AlgorithmStoreID(.max >> 12)
      await stage.refusal(404) { try await client.get(missing) }
      await stage.refusal(404) { try await client.set(missing) }
      #expect(client.current == nil, "what the server does not show is not chosen")
      await stage.refusal(404) { try await client.update(missing, name: stage.name("none")) }
      await stage.refusal(404) { try await client.delete(missing) }
    }
  }

  @Test("A store of this machine is linked only with force, and one that does not answer not at all")
  func refusesWhatIsNotThere() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.store
      let text = await stage.refusal(400) {
        try await client.create(
          algorithmStoreURL: Self.nowhere, name: stage.name("s"), collaboration: stage.collaboration)
      }
      #expect(text.contains("insecure"), "\(text)")
      // The Python server takes itself to be in a container, and wants to be told how to leave it.
      await stage.refusal(stage.isPython ? 400 : 404) {
        try await client.create(
          algorithmStoreURL: Self.nowhere, name: stage.name("s"), collaboration: stage.collaboration, force: true)
      }
      let own = try await Self.own(stage)
      #expect(own.isEmpty)
    }
  }

  @Test("Without a store nothing of a store's own can be asked for")
  func needsAStore() async throws {
    try await LiveStage.with { stage in
      let user = stage.admin
      let algorithms = await #expect(throws: PolderError.self) { try await user.algorithm.list() }
      #expect(algorithms?.code == "client-no-store")
      let policies = await #expect(throws: PolderError.self) { try await user.store.policy.get() }
      #expect(policies?.code == "client-no-store")
      let unnamed = await #expect(throws: PolderError.self) { try await user.store.delete() }
      #expect(unnamed?.code == "client-no-store")
    }
  }
}
