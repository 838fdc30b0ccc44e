import PolderCore
import PolderCrypto
import PolderService
import Synchronization
import Testing

@testable import PolderNode

@Suite("a node in an encrypted collaboration")
struct EncryptedNodeTests {
  private let world: PayloadWorld
  private let bench: TestBench

  init() throws {
    world = try PayloadWorld()
    bench = try TestBench()
    try world.node.key.write(to: world.place.path + "/key.pem")
    bench.server.update { state in
      state.isEncrypted = true
      state.keys[4] = world.client.key.publicKey.encoded
    }
  }

  private func withNode<T: Sendable>(
    rule: EncryptionRule = .compatible, _ body: @Sendable () async throws -> T
  ) async throws -> T {
    let key = world.place.path + "/key.pem"
    return try await bench.withNode(
      { configuration in
        configuration.isEncrypted = true
        configuration.privateKeyFile = key
        configuration.encryptionRule = rule
      }, body)
  }

  /// The context that the stand-in's tasks have.
  private var context: EnvelopeContext {
    EnvelopeContext(image: "wait", collaboration: CollaborationID(1), databases: [])
  }

  @Test("it uploads its key, opens inputs of the old format, and answers so that only the sender reads it")
  func hybrid() async throws {
    let input = try HybridText.seal(PayloadWorld.plaintext, for: world.node.key.publicKey)
    let run = try await withNode {
      bench.server.add(1, input: input)
      return await bench.settled(1)
    }
    #expect(bench.server.state.withLock { $0.keys[2] } == world.node.key.publicKey.encoded)
    #expect(run?.status == "completed")
    #expect(try HybridText.open(run?.result ?? "", with: world.client.key) == PayloadWorld.plaintext)
    // Whose key it would be was not known before it was sealed.
    let left = try await bench.entries("SendReport").map(\.record.details)
    #expect(left.count == 1 && left.first?["encryption"] == "hybrid")
    #expect(left.first?["recipient_fingerprint"] == world.client.key.publicKey.fingerprint.description)
  }

  @Test("a key that the steward replaced meanwhile is the one that the entry before the delivery names")
  func replacedKey() async throws {
    let input = try HybridText.seal(PayloadWorld.plaintext, for: world.node.key.publicKey)
    let (first, second) = (world.client.key.publicKey, world.forger.key.publicKey)
    let run = try await withNode {
      bench.server.add(1, image: "wait", input: input)
      let process = await bench.running(1)
      bench.server.add(2, input: input)
      _ = await bench.settled(2)
      bench.server.update { $0.keys[4] = second.encoded }
      let pins = try KeyPinFile(file: NodeFolders(root: bench.place.path + "/data").pins)
      try pins.update { (pins) throws(PolderError) in
        _ = try pins.replace(OrganizationID(4), with: second, now: noon, isConfirmed: true)
      }
      process?.go()
      return await bench.settled(1)
    }
    #expect(try HybridText.open(run?.result ?? "", with: world.forger.key) == PayloadWorld.plaintext)
    let named = try await bench.entries("SendReport").map { record in
      "\(record.record.object) \(record.record.details["recipient_fingerprint"] ?? "")"
    }
    #expect(named == ["run/2 \(first.fingerprint)", "run/1 \(second.fingerprint)"])
  }

  @Test("a run whose node was stopped is answered by the next one in the envelope that was asked for")
  func survives() async throws {
    let nonce = TaskNonce()
    let input = try Envelope.seal(
      PayloadWorld.plaintext, .input, from: world.client, to: [world.node.party], nonce: nonce, created: noon,
      context: context)
    let process = try await withNode {
      bench.server.add(1, image: "wait", input: input)
      return await bench.running(1)
    }
    let run = try await withNode {
      process?.go()
      return await bench.settled(1)
    }
    #expect(run?.status == "completed")
    let expectation = EnvelopeExpectation(.result, from: world.node.party, nonce: nonce, context: context)
    let opened = try Envelope.open(run?.result ?? "", as: world.client, expecting: expectation)
    #expect(opened.plaintext == PayloadWorld.plaintext)
    #expect(bench.machine.executions == [RunID(1)])
    let left = try await bench.entries("SendReport").map(\.record.details)
    #expect(left.count == 1 && left.first?["encryption"] == "envelope")
    #expect(left.first?["recipient_fingerprint"] == world.client.key.publicKey.fingerprint.description)
  }

  @Test("an input that is not what it seems is reported failed, and nothing is started")
  func refused() async throws {
    let input = try Envelope.seal(
      PayloadWorld.plaintext, .input, from: world.client, to: [world.node.party], nonce: TaskNonce(), created: noon,
      context: context)
    let (first, second) = try await withNode {
      bench.server.add(1, input: Base64.encode(PayloadWorld.plaintext))
      // Made for another image.
      bench.server.add(2, image: "echo", input: input)
      return (await bench.finished(1), await bench.finished(2))
    }
    #expect(first?.status == "failed")
    #expect(first?.log?.contains("not encrypted") == true)
    #expect(second?.status == "failed")
    #expect(bench.machine.executions.isEmpty)
  }

  @Test("where the recipient has another key meanwhile the run fails with both fingerprints, and nothing is sent")
  func changedKey() async throws {
    let input = try HybridText.seal(PayloadWorld.plaintext, for: world.node.key.publicKey)
    let run = try await withNode {
      bench.server.add(1, input: input)
      _ = await bench.settled(1)
      bench.server.update { $0.keys[4] = world.forger.key.publicKey.encoded }
      bench.server.add(2, input: input)
      return await bench.settled(2)
    }
    #expect(run?.status == "failed")
    #expect(run?.result == nil)
    #expect(run?.log?.contains(world.forger.key.publicKey.fingerprint.description) == true)
    #expect(run?.log?.contains(world.client.key.publicKey.fingerprint.description) == true)
  }

  @Test("another key of its own organization at the server ends its start")
  func otherKey() async throws {
    bench.server.update { $0.keys[2] = world.third.key.publicKey.encoded }
    let error = await failure { try await withNode {} }
    #expect(error?.code == .nodeOtherKey)
  }
}
