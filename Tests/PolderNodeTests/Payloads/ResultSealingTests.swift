import Foundation
import PolderCore
import PolderCrypto
import Synchronization
import Testing

@testable import PolderNode

@Suite("the results that a node seals")
struct ResultSealingTests {
  private static let result = Array(#"{"mean":54.5}"#.utf8)
  private let world: PayloadWorld

  init() throws { world = try PayloadWorld() }

  private func run(_ terms: ReplyTerms?, usesBlobs: Bool? = false) -> RunAssignment {
    var run = RunAssignment.sample()
    run.terms = terms
    run.usesBlobs = usesBlobs
    return run
  }

  private var report: RunReport { RunReport(.completed, log: "", result: Self.result, finishedAt: noon) }

  /// A report whose result lies in a file.
  private func large(_ count: Int) throws -> RunReport {
    let path = try world.place.folder("large") + "/output"
    _ = FileManager.default.createFile(atPath: path, contents: Data((0..<count).map { UInt8($0 % 251) }))
    let file = try #require(try ResultFile(large: path, over: 1_000, limit: .max))
    return RunReport(.completed, log: "", file: file, finishedAt: noon)
  }

  @Test("without encryption it is base64, or a blob of base64 where the server keeps results so")
  func plain() async throws {
    let journal = try await world.journal()
    let payloads = world.payloads(nil, journal)
    #expect(try await payloads.put(report, of: run(nil)).text == Base64.encode(Self.result))
    let id = try await payloads.put(report, of: run(nil, usesBlobs: true)).text
    #expect(world.server.blobs[id] == Array(Base64.encode(Self.result).utf8))
    try journal.close()
  }

  @Test("a run of which an older node wrote nothing down about blobs asks the server")
  func asks() async throws {
    let journal = try await world.journal()
    let payloads = world.payloads(nil, journal)
    #expect(BlobID(try await payloads.put(report, of: run(nil, usesBlobs: nil)).text) != nil)
    world.server.update { $0.keepsBlobs = false }
    #expect(try await payloads.put(report, of: run(nil, usesBlobs: nil)).text == Base64.encode(Self.result))
    try journal.close()
  }

  @Test("it is sealed in the format of the input, for the key that is pinned", arguments: [true, false])
  func formats(inBlob: Bool) async throws {
    let journal = try await world.journal()
    let payloads = world.payloads(try world.keys(), journal)
    let nonce = TaskNonce()
    for terms in [ReplyTerms(.hybrid), ReplyTerms(.envelope, nonce: nonce)] {
      let sealed = try await payloads.put(report, of: run(terms, usesBlobs: inBlob)).text
      let expectation = EnvelopeExpectation(
        .result, from: world.node.party, nonce: nonce, context: RunPayloads.context(of: run(nil)))
      var opener: any ByteFilter =
        terms.nonce == nil
        ? HybridOpener(with: world.client.key) : EnvelopeOpener(as: world.client, expecting: expectation)
      let opened: [UInt8]
      if inBlob {
        let start = try opener.update(world.server.blobs[sealed] ?? [])
        opened = start + (try opener.finish())
      } else if terms.nonce == nil {
        opened = try HybridText.open(sealed, with: world.client.key)
      } else {
        opened = try Envelope.open(sealed, as: world.client, expecting: expectation).plaintext
      }
      #expect(opened == Self.result)
    }
    try journal.close()
  }

  @Test("another key of the recipient at the server is an error, and nothing is sent")
  func changedKey() async throws {
    let journal = try await world.journal()
    let payloads = world.payloads(try world.keys(), journal)
    world.server.update { $0.keys[4] = world.forger.key.publicKey.encoded }
    let error = await failure { try await payloads.put(report, of: run(ReplyTerms(.hybrid), usesBlobs: true)) }
    #expect(error?.code == .keyChanged)
    #expect(error.map { RunPayloads.isPassing($0) } == false)
    #expect(world.server.count("POST /blobstream") == 0)
    try journal.close()
  }

  @Test("what came encrypted never leaves in the clear, nor in the old format when the rule became stricter")
  func neverLess() async throws {
    let journal = try await world.journal()
    let plain = await failure { try await world.payloads(nil, journal).put(report, of: run(ReplyTerms(.hybrid))) }
    #expect(plain?.code == .nodeEncryptionMismatch)
    let strict = world.payloads(try world.keys(rule: .require), journal)
    let old = await failure { try await strict.put(report, of: run(ReplyTerms(.hybrid))) }
    #expect(old?.code == .encryptionRequired)
    try journal.close()
  }

  @Test("a large result is read from its file piece by piece, and sealed while it is sent", arguments: [true, false])
  func large(isEncrypted: Bool) async throws {
    let journal = try await world.journal()
    let report = try large(5 << 20)
    let terms = isEncrypted ? ReplyTerms(.envelope, nonce: TaskNonce()) : nil
    let payloads = world.payloads(isEncrypted ? try world.keys() : nil, journal)
    let id = try await payloads.put(report, of: run(terms, usesBlobs: true)).text
    let largest = world.server.state.withLock { $0.largestPiece }
    #expect(largest <= 2 << 20)
    #expect(try #require(world.server.blobs[id]).count >= 5 << 20)
    try journal.close()
  }

  @Test("a file that is not what was judged any more is not sent")
  func changedFile() async throws {
    let journal = try await world.journal()
    let report = try large(100_000)
    let path = try #require(report.file).path
    _ = FileManager.default.createFile(atPath: path, contents: Data([1, 2, 3]))
    let error = await failure { try await world.payloads(nil, journal).put(report, of: run(nil, usesBlobs: true)) }
    #expect(error?.code == .nodeOutputUnreadable)
    #expect(world.server.blobs.isEmpty)
    try journal.close()
  }

  @Test("a large result goes as a text where the server keeps no blobs, up to a bound")
  func largeText() async throws {
    let journal = try await world.journal()
    let report = try large(100_000)
    let text = try await world.payloads(nil, journal).put(report, of: run(nil)).text
    #expect(text.utf8.count == 133_336)
    let bounded = world.payloads(nil, journal, limits: PayloadLimits(textResult: 50_000))
    #expect(await failure { try await bounded.put(report, of: run(nil)) }?.code == .nodeResultUnsendable)
    try journal.close()
  }

  @Test("a report that is sent again names what was brought before, also by a later process of the node")
  func again() async throws {
    let journal = try await world.journal()
    let run = run(ReplyTerms(.hybrid), usesBlobs: true)
    let keys = try world.keys()
    let first = try await world.payloads(keys, journal).put(report, of: run)
    #expect(!first.isOfBefore)
    try journal.close()
    let reopened = try await world.journal()
    let later = world.payloads(keys, reopened)
    #expect(try await later.put(report, of: run) == PutResult(text: first.text, isOfBefore: true))
    #expect(world.server.count("POST /blobstream") == 1)
    try await later.forgetResult(of: run)
    let anew = try await later.put(report, of: run)
    #expect(anew.text != first.text && !anew.isOfBefore)
    try reopened.close()
  }

  @Test("another result, another recipient, another task to answer and another run are brought for themselves")
  func others() async throws {
    let journal = try await world.journal()
    let keys = try world.keys()
    let payloads = world.payloads(keys, journal)
    let terms = ReplyTerms(.envelope, nonce: TaskNonce())
    var seen: Set<String> = []
    func put(_ report: RunReport, _ run: RunAssignment) async throws {
      seen.insert(try await payloads.put(report, of: run).text)
    }
    try await put(report, run(terms, usesBlobs: true))
    try await put(large(5_000), run(terms, usesBlobs: true))
    try await put(report, run(ReplyTerms(.envelope, nonce: TaskNonce()), usesBlobs: true))
    try await put(report, run(ReplyTerms(.hybrid), usesBlobs: true))
    var other = RunAssignment.sample(run: 8)
    (other.terms, other.usesBlobs) = (ReplyTerms(.hybrid), true)
    try await put(report, other)
    try keys.pins.update { (pins) throws(PolderError) in
      try pins.replace(PayloadWorld.sender, with: world.forger.key.publicKey, now: noon, isConfirmed: true)
    }
    world.server.update { $0.keys[4] = world.forger.key.publicKey.encoded }
    try await put(report, other)
    #expect(seen.count == 6)
    try journal.close()
  }

  @Test("how it has to be sealed survives in the journal, and an entry without it is read as before")
  func survives() async throws {
    let nonce = TaskNonce()
    let written = run(ReplyTerms(.envelope, nonce: nonce), usesBlobs: true)
    let read = try JSONValueDecoder.decode(RunAssignment.self, from: try JSONValueEncoder.value(of: written))
    #expect(read.terms == ReplyTerms(.envelope, nonce: nonce))
    #expect(read.usesBlobs == true)
    var object = try JSONValueEncoder.value(of: RunAssignment.sample()).object ?? [:]
    object["terms"] = nil
    object["usesBlobs"] = nil
    let old = try JSONValueDecoder.decode(RunAssignment.self, from: .object(object))
    #expect(old.terms == nil)
    #expect(old.usesBlobs == nil)
  }
}
