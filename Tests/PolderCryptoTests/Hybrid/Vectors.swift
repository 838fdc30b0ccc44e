import Foundation
import PolderCore
import PolderCrypto
import Testing

/// What the incumbent encrypted, and what it gave when it decrypted that.
struct Vectors: Decodable {
  struct Key: Decodable {
    let private_key_pem: String
    let public_key_pem: String
    let public_key_str_base64_of_pem: String
  }

  struct Parts: Decodable {
    let encrypted_key_b64_len: Int
    let iv_b64: String
    let msg_b64_len: Int
    let aes_key_hex: String
  }

  /// One plaintext; the long one is in files.
  struct Record: Decodable {
    let name: String
    let recipient: String
    let plaintext_base64: String?
    let ciphertext_str: String?
    let ciphertext_blob_base64: String?
    let python_decrypt_str_base64: String?
    let parts: Parts?
  }

  struct Deterministic: Decodable {
    let aes_key_hex: String
    let iv_hex: String
    let plaintext_utf8: String
    let message_part_b64: String
    let iv_part_b64: String
    let text: String

    enum CodingKeys: String, CodingKey {
      case aes_key_hex, iv_hex, plaintext_utf8, message_part_b64, iv_part_b64
      case text = "full_ciphertext_str(orgA)"
    }
  }

  struct Legacy: Decodable {
    let ciphertext_str: String
    let python_decrypt_utf8: String
  }

  struct Stream: Decodable {
    let plaintext_utf8: String
    let stream_base64: String
  }

  struct Plain: Decodable {
    let name: String
    let plaintext_base64: String
    let encrypt_bytes_to_str: String
    let decrypt_str: String
  }

  struct PlainStream: Decodable {
    let plaintext_base64: String
    let encrypt_stream_default_chunk: String
    let encrypt_stream_chunk7: String
  }

  let keys: [String: Key]
  let rsa: [Record]
  let deterministic_aes: Deterministic
  let legacy_double_base64: Legacy
  let rsa_stream: Stream
  let dummy: [Plain]
  let dummy_stream: PlainStream

  static func load() throws -> Vectors { try JSONDecoder().decode(Vectors.self, from: data("vectors.json")) }

  /// The bytes of a fixture.
  static func data(_ name: String) throws -> Data {
    let folder = try #require(Bundle.module.resourcePath) + "/Fixtures/"
    return try Data(contentsOf: URL(fileURLWithPath: folder + name))
  }

  /// The private key of an organization of the vectors.
  func key(_ organization: String) throws -> PrivateKey {
    try PrivateKey(pem: #require(keys[organization]).private_key_pem)
  }

  /// The plaintext of the record that is in files.
  static let long = Array("\"\(String(repeating: "0123456789abcdef", count: 131_072))\"".utf8)

  /// The bytes of hexadecimal digits.
  static func bytes(hex: String) throws -> [UInt8] {
    let digits = Array(hex)
    return try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
    }
  }
}
