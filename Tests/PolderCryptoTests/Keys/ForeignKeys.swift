import Foundation
import PolderCrypto
import Testing

/// Keys, ciphertexts and signatures that others made.
struct ForeignKeys: Decodable {
  struct OAEP: Decodable {
    let plaintext_base64: String
    let for_orgA_base64: String
    let for_rsa2048_base64: String
  }

  struct PSS: Decodable {
    let message: String
    let by_orgA_base64: String
    let by_rsa2048_base64: String
  }

  let keys: [String: String]
  let fingerprints: [String: String]
  let oaep_sha256: OAEP
  let pss_sha256: PSS

  static func load() throws -> ForeignKeys {
    let path = try #require(Bundle.module.path(forResource: "openssl", ofType: "json", inDirectory: "Fixtures"))
    return try JSONDecoder().decode(ForeignKeys.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  func pem(_ name: String) throws -> String { try #require(keys[name]) }

  /// A key of 2048 bits: operations with it are quick.
  static func small() throws -> PrivateKey { try PrivateKey(pem: load().pem("rsa2048")) }
}
