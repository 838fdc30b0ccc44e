import ArgumentParser
import Foundation
import Logging
import PolderCore
import PolderCrypto
import PolderNode

/// `polder node create-key`
struct NodeCreateKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create-key",
    abstract: "Make the organization's private key where the node's configuration expects it.",
    discussion: """
      All nodes and users of an organization share one key: make it once, and copy the file. A key that stands there is \
      shown and kept, unless --replacing says otherwise. With --upload the public half goes to the server, as the node; \
      without it the node does that when it starts.
      """)

  @OptionGroup var options: NodeOptions

  @Option(help: "How many bits the key has.")
  var bits = 4_096

  @Flag(help: "The file may take the place of another key, which is lost then.")
  var replacing = false

  @Flag(help: "Give the public half to the server.")
  var upload = false

  @Flag(help: "With --upload: replace another key of the organization at the server.")
  var overwrite = false

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func validate() throws {
    guard (2_048...8_192).contains(bits) else { throw ValidationError("--bits takes 2048 to 8192; 4096 is good.") }
    if overwrite, !upload { throw ValidationError("--overwrite belongs to --upload.") }
  }

  func run() async throws {
    let configuration = try options.place().configuration()
    let path = configuration.keyPlace
    let tools = NodeCheckTools.system(logger: Logger(label: "polder.node") { _ in SwiftLogNoOpLogHandler() })
    if upload {
      // Before a key is made for nothing.
      _ = try await NodeFactsReader(tools).server(configuration).login?.get()
    }
    let isThere = FileManager.default.fileExists(atPath: path)
    let key = isThere && !replacing ? try PrivateKey(file: path) : try make(path)
    let fingerprint = key.publicKey.fingerprint.description
    var outcome: NodeKeyUpload.Outcome?
    if upload { outcome = try await NodeKeyUpload(configuration, tools).upload(key.publicKey, overwrites: overwrite) }
    guard !json else {
      let object: JSONValue = [
        "file": .string(path), "fingerprint": .string(fingerprint), "made": .bool(!isThere || replacing),
        "uploaded": .bool(outcome != nil),
      ]
      return print(object.text)
    }
    print(isThere && !replacing ? "A key is there already, and was kept: \(path)" : "made \(path)")
    print("fingerprint: \(fingerprint)")
    tell(outcome)
    if !configuration.isEncrypted {
      print("The node uses it once the configuration says `encryption: {enabled: true}`.")
    }
  }

  private func make(_ path: String) throws -> PrivateKey {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let key = try PrivateKey.generate(bits: bits)
    try key.write(to: path, replacing: replacing)
    return key
  }

  private func tell(_ outcome: NodeKeyUpload.Outcome?) {
    switch outcome {
    case .uploaded(let organization): print("The server has it now as the key of organization \(organization).")
    case .wasThere(let organization): print("The server had it already as the key of organization \(organization).")
    case nil: print("The node gives its public half to the server when it starts; --upload does so now.")
    }
  }
}
