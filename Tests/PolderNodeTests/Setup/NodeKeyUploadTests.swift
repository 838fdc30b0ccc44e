import PolderCore
import PolderCrypto
import Synchronization
import Testing

@testable import PolderNode

@Suite("the organization's key given to the server")
struct NodeKeyUploadTests {
  private let configuration = NodeConfiguration(
    apiKey: goodKey, serverURL: "http://fake", port: 1, dataFolder: "/nowhere")

  @Test("where there is none it is uploaded; the same once more changes nothing")
  func uploads() async throws {
    let bench = CheckBench()
    let key = try PrivateKey.generate(bits: 2_048).publicKey
    let upload = NodeKeyUpload(configuration, bench.tools)
    #expect(try await upload.upload(key, overwrites: false) == .uploaded(OrganizationID(2)))
    #expect(bench.server.state.withLock { $0.keys[2] } == key.encoded)
    #expect(try await upload.upload(key, overwrites: false) == .wasThere(OrganizationID(2)))
    #expect(bench.server.calls("PATCH /organization/2") == 1)
  }

  @Test("another key stays, unless it is to be replaced")
  func other() async throws {
    let bench = CheckBench()
    let (own, other) = (try PrivateKey.generate(bits: 2_048).publicKey, try PrivateKey.generate(bits: 2_048).publicKey)
    bench.server.update { $0.keys[2] = other.encoded }
    let upload = NodeKeyUpload(configuration, bench.tools)
    let error = try #require(await failure { try await upload.upload(own, overwrites: false) })
    #expect(error.code == .nodeOtherKey && error.message.contains(other.fingerprint.description))
    #expect(bench.server.state.withLock { $0.keys[2] } == other.encoded)
    #expect(try await upload.upload(own, overwrites: true) == .uploaded(OrganizationID(2)))
  }
}
