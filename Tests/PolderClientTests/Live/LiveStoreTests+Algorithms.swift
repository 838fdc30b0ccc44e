import PolderClient
import PolderCore
import Testing

extension LiveStoreTests {
  /// What is submitted: one function with most of what can be said of it.
  private static func submit(
    _ word: String, _ image: String, _ stage: LiveStage, _ leavings: LiveLeavings
  ) async throws -> Wire.Algorithm {
    var column = NewAlgorithmArgument(name: "column", type: .column, description: "which")
    column.displayName = "Column"
    var rounds = NewAlgorithmArgument(name: "rounds", type: .integer)
    rounds.hasDefaultValue = true
    rounds.defaultValue = "3"
    let function = NewAlgorithmFunction(
      name: "average", type: .federated, databases: [NewAlgorithmDatabase(name: "table", description: "d")],
      arguments: [column, rounds])
    let client = stage.root.algorithm
    let made = try await client.create(
      name: stage.name(word), description: "means", image: image, partitioning: .horizontal,
      vantage6Version: "4.15", codeURL: "https://code.example.test/average", functions: [function],
      documentationURL: "https://docs.example.test/average")
    leavings.add { try await client.delete(made.id) }
    return made
  }

  private static func image(_ word: String) throws -> String {
    try #require(
      LiveTarget.storeImages.first { $0.contains(word) }, "POLDER_TEST_STORE_IMAGES names no image \(word)")
  }

  private static func found(_ page: Page<Wire.Algorithm>) -> [AlgorithmID] { page.data.map(\.id) }

  static func algorithms(_ stage: LiveStage, _ leavings: LiveLeavings) async throws {
    let client = stage.root.algorithm
    let image = try image("passing")
    let made = try await submit("passing", image, stage, leavings)
    #expect(made.digest?.hasPrefix("sha256:") == true && made.status == "awaiting reviewer assignment")
    let shown = try await client.get(made.id)
    #expect(shown.functions.map(\.name) == ["average"] && shown.functions.first?.databases.map(\.name) == ["table"])
    let arguments = shown.functions.first?.arguments ?? []
    #expect(arguments.map(\.name) == ["column", "rounds"] && arguments.last?.defaultValue == "3")
    #expect(try await found(client.list(name: stage.name("passing"))) == [], "only approved ones are listed")
    let waiting = try await client.list(
      name: stage.name("passing"), description: "means", partitioning: .horizontal, v6Version: "4.15",
      awaitingReviewerAssignment: true)
    #expect(found(waiting) == [made.id])
    #expect(try await found(client.list(image: image, inReviewProcess: true)) == [made.id])
    #expect(try await found(client.list(name: stage.name("passing"), underReview: true)) == [])
    let changed = try await client.update(made.id, description: "of a column", image: image)
    #expect(changed.description == "of a column" && changed.name == stage.name("passing"))
    #expect(try await client.update(made.id, image: image, refreshDigest: true).digest == made.digest)
    #expect(try await client.invalidate(made.id).contains("invalidated"))
    #expect(try await client.get(made.id).status == "removed")
    #expect(try await found(client.list(name: stage.name("passing"), invalidated: true)) == [made.id])
    try await client.delete(made.id)
    await stage.refusal(404) { try await client.get(made.id) }
  }

  static func reviews(_ stage: LiveStage, _ link: AlgorithmStoreID, _ leavings: LiveLeavings) async throws {
    let store = stage.root.store
    _ = try await stage.person("rita", at: 1, roles: [stage.role])
    let role = try await role("Reviewer", stage)
    let rita = try await store.user.register(username: stage.name("rita"), roles: [role]).id
    leavings.add { try await store.user.delete(rita) }
    let reviewer = try await stage.loggedIn("rita")
    try await reviewer.store.set(link)

    let algorithm = try await submit("approved", try image("approved"), stage, leavings).id
    let passing = try await store.review.create(algorithm: algorithm, reviewer: rita)
    #expect(passing.status == "under review" && passing.reviewer?.id == rita)
    #expect(try await stage.root.algorithm.get(algorithm).status == "under review")
    try await store.review.delete(passing.id)
    #expect(try await stage.root.algorithm.get(algorithm).status == "awaiting reviewer assignment")

    let review = try await store.review.create(algorithm: algorithm, reviewer: rita).id
    let open = try await store.review.list(algorithm: algorithm, reviewer: rita, underReview: true)
    #expect(open.data.map(\.id) == [review])
    await stage.refusal(403) { try await store.review.approve(review) }
    try await reviewer.store.review.approve(review, comment: "well done")
    #expect(try await store.review.get(review).comment == "well done")
    #expect(try await store.review.list(algorithm: algorithm, approved: true).data.map(\.id) == [review])
    #expect(try await stage.root.algorithm.get(algorithm).status == "approved")
    #expect(try await reviewer.algorithm.list(name: stage.name("approved")).data.map(\.id) == [algorithm])

    let other = try await submit("rejected", try image("rejected"), stage, leavings).id
    let second = try await store.review.create(algorithm: other, reviewer: rita).id
    try await reviewer.store.review.reject(second, comment: "no")
    #expect(try await store.review.list(algorithm: other, rejected: true).data.map(\.id) == [second])
    #expect(try await store.review.list(algorithm: other, reviewed: true).data.map(\.id) == [second])
    #expect(try await stage.root.algorithm.get(other).status == "rejected")
  }
}
