import ArgumentParser
import PolderCore
import PolderCrypto

/// `polder-meter seal-many`
struct SealMany: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Seal the input of a task for many organizations: in the incumbent's format for each, and as one envelope.")

  @Option(help: "How many organizations there are.")
  var organizations = 64

  @Option(help: "The size of the input, in bytes.")
  var bytes = 1 << 20

  @Option(help: "How many keys there are; organizations share them, as making one takes a second.")
  var keys = 4

  @Option(help: "How many times each is done.")
  var times = 5

  func validate() throws {
    guard organizations > 0, bytes > 0, keys > 0, times > 0 else {
      throw ValidationError("Each option takes a number from 1.")
    }
  }

  func run() async throws {
    let own = try PrivateKey.generate()
    let made = try (0..<keys).map { _ in try PrivateKey.generate().publicKey }
    let parties = (0..<organizations).map {
      EnvelopeParty(organization: OrganizationID(Int64($0 + 2)), key: made[$0 % keys])
    }
    let input = Bytes.random(bytes)
    var together = Laps()
    var inTurn = Laps()
    var envelope = Laps()
    for _ in 0..<times {
      try await together.time { try await Self.seal(input, for: parties) }
      try await inTurn.time {
        for party in parties { try Self.check(try HybridText.seal(input, for: party.key).utf8.count, input) }
      }
      try await envelope.time {
        let text = try Envelope.seal(
          input, .input, from: EnvelopeSender(organization: OrganizationID(1), key: own), to: parties,
          nonce: TaskNonce(), created: SealParties.now())
        try Self.check(text.utf8.count, input)
      }
    }
    for (name, laps) in [("hybrid together", together), ("hybrid in turn", inTurn), ("envelope", envelope)] {
      Measured("seal-many \(name)").with("organizations", .integer(Int64(organizations)))
        .with("bytes", .integer(Int64(bytes))).with(laps).print()
    }
  }

  private static func seal(_ input: [UInt8], for parties: [EnvelopeParty]) async throws {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for party in parties { group.addTask { try HybridText.seal(input, for: party.key).utf8.count } }
      for try await count in group { try check(count, input) }
    }
  }

  /// A text in base64 is longer than what went into it.
  private static func check(_ count: Int, _ input: [UInt8]) throws {
    guard count > input.count else {
      throw PolderError("meter-short", "\(count) bytes came out of \(input.count).")
    }
  }
}
