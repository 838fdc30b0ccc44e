import PolderCore
import PolderCrypto
import Testing

@testable import PolderNode

@Suite("what the journal remembers of inputs and subtasks")
struct NonceJournalTests {
  private let world: PayloadWorld

  init() throws { world = try PayloadWorld() }

  private func header(_ nonce: TaskNonce = TaskNonce(), created: Timestamp = noon) throws -> EnvelopeHeader {
    try EnvelopeHeader.peek(at: try Envelope.bytes(of: try world.envelope(nonce: nonce, created: created)))
  }

  @Test("an input is known to the next process of the node, at the server where it came, and only there")
  func durable() async throws {
    let header = try header()
    var journal = try await world.journal()
    try await journal.admit(header, for: RunID(1), at: "http://a/api", now: noon)
    try journal.close()
    journal = try await world.journal()
    try await journal.admit(header, for: RunID(1), at: "http://a/api", now: noon)
    let error = await failure { try await journal.admit(header, for: RunID(2), at: "http://a/api", now: noon) }
    #expect(error?.code == .envelopeReplayed)
    try await journal.admit(header, for: RunID(2), at: "http://b/api", now: noon)
    try journal.close()
  }

  @Test("what is forgotten for its age is refused from then on, also by the next process")
  func floor() async throws {
    let old = try header()
    let later = noon + .seconds(31 * 86_400)
    var journal = try await world.journal()
    try await journal.admit(old, for: RunID(1), at: "s", now: noon)
    try await journal.admit(try header(created: later), for: RunID(2), at: "s", now: later)
    try journal.close()
    journal = try await world.journal()
    // A clock that was set back does not bring it back.
    let error = await failure { try await journal.admit(old, for: RunID(1), at: "s", now: noon) }
    #expect(error?.code == .envelopeTooOld)
    try journal.close()
  }

  @Test("a subtask is known to the run that made it; a number that comes again is that of the new one")
  func subtasks() async throws {
    let journal = try await world.journal()
    let fingerprint = world.client.key.publicKey.fingerprint
    let nonce = TaskNonce()
    let first = SentSubtask(recipients: [
      PayloadWorld.sender: .init(fingerprint: fingerprint, nonce: nonce),
      PayloadWorld.third: .init(fingerprint: fingerprint, nonce: nil),
    ])
    try await journal.remember(TaskID(9), first, of: RunID(7), at: "s", now: noon)
    #expect(try await journal.subtask(TaskID(9), of: RunID(7), at: "s") == first)
    #expect(try await journal.subtask(TaskID(9), of: RunID(8), at: "s") == nil)
    #expect(try await journal.subtask(TaskID(9), of: RunID(7), at: "other") == nil)
    let second = SentSubtask(recipients: [PayloadWorld.sender: .init(fingerprint: fingerprint, nonce: TaskNonce())])
    try await journal.remember(TaskID(9), second, of: RunID(7), at: "s", now: noon)
    #expect(try await journal.subtask(TaskID(9), of: RunID(7), at: "s") == second)
    try journal.close()
  }

  @Test("an upload is known to the run that brought it")
  func uploads() async throws {
    let journal = try await world.journal()
    let blob = try #require(BlobID("123e4567-e89b-12d3-a456-426614174000"))
    let recipient = SentSubtask.Recipient(fingerprint: world.client.key.publicKey.fingerprint, nonce: TaskNonce())
    try await journal.remember(blob, for: PayloadWorld.sender, recipient, of: RunID(7), at: "s", now: noon)
    let found = try #require(try await journal.upload(blob, of: RunID(7), at: "s"))
    #expect(found.organization == PayloadWorld.sender)
    #expect(found.recipient == recipient)
    #expect(try await journal.upload(blob, of: RunID(8), at: "s") == nil)
    try journal.close()
  }
}
