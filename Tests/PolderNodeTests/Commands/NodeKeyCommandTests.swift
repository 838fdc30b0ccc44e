import PolderCore
import PolderCrypto
import PolderService
import Testing

@testable import PolderNode

@Suite("the commands about a node's pinned keys", .timeLimit(.minutes(10)))
struct NodeKeyCommandTests {
  private let home: NodeHome

  init() throws {
    home = try NodeHome()
    try home.add("ward", "encryption: {enabled: true, format: require}\n")
  }

  private func run(_ words: String...) async throws -> NodeHome.Outcome {
    try await home.run(["node", "key"] + words)
  }

  private func pin() throws -> PublicKey {
    let folders = NodeFolders(root: home.data("ward"))
    try folders.make()
    let key = try PrivateKey.generate(bits: 2_048).publicKey
    try KeyPinFile(file: folders.pins).update { (pins) throws(PolderError) in
      _ = try pins.check(key, of: OrganizationID(4), now: noon)
    }
    return key
  }

  @Test("what is pinned is listed, for people and for programs")
  func list() async throws {
    #expect(try await run("list").output == "No key is pinned.\n")
    let fingerprint = try pin().fingerprint.description
    let table = try await run("list")
    #expect(table.code == 0 && table.output.contains(fingerprint))
    let json = try JSONValue(parsing: try await run("list", "--json", "--name", "ward").output)
    #expect(json.array?.first?["organization"] == 4 && json.array?.first?["confirmed"] == false)
  }

  @Test("a key is forgotten only when somebody is sure, and the audit log shows it")
  func forget() async throws {
    _ = try pin()
    #expect(try await run("forget", "--organization", "4").code == 64)
    #expect(try await run("list").output.contains("SHA256:"))
    #expect(try await run("forget", "--organization", "4", "--yes").code == 0)
    #expect(try await run("list").output == "No key is pinned.\n")
    let log = try await home.run(["node", "audit", "show"])
    #expect(log.output.contains("ForgetKey") && log.output.contains("steward:"))
  }

  @Test("a fingerprint that is none is refused, and a server that is away pins nothing")
  func pinRefused() async throws {
    #expect(try await run("pin", "SHA256:abc", "--organization", "4").code == 64)
    let fingerprint = try PrivateKey.generate(bits: 2_048).publicKey.fingerprint.description
    #expect(try await run("pin", fingerprint, "--organization", "4").code == 69)
    #expect(try await run("list").output == "No key is pinned.\n")
  }

  @Test("the own fingerprint is that of the private key's file")
  func own() async throws {
    let folders = NodeFolders(root: home.data("ward"))
    try folders.make()
    let key = try PrivateKey.generate(bits: 2_048)
    try key.write(to: folders.root + "/private_key.pem")
    #expect(try await run("fingerprint").output.contains(key.publicKey.fingerprint.description))
  }
}
