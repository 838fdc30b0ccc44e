import Foundation
import PolderCrypto
import Testing

/// The private keys of the two organizations of an encrypted stage, from `Fixtures/keys`.
struct LiveKeys: Sendable {
  let noord: PrivateKey
  let oost: PrivateKey

  /// The keys in the order of the organizations.
  var all: [PrivateKey] { [noord, oost] }

  /// Where a key lies as a file.
  static func file(_ name: String) throws -> String {
    try #require(Bundle.module.path(forResource: name, ofType: "pem", inDirectory: "Fixtures/keys"))
  }

  init() throws {
    noord = try PrivateKey(pem: String(contentsOfFile: try Self.file("noord"), encoding: .utf8))
    oost = try PrivateKey(pem: String(contentsOfFile: try Self.file("oost"), encoding: .utf8))
  }
}
