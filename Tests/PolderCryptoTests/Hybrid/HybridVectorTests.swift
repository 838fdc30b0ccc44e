import Foundation
import PolderCore
import Testing

@testable import PolderCrypto

struct HybridVectorTests {
  @Test("every recorded text opens as the incumbent opened it, or is refused where it was")
  func texts() throws {
    let vectors = try Vectors.load()
    let keys = ["orgA": try vectors.key("orgA"), "orgB": try vectors.key("orgB")]
    var (opened, refused) = (0, 0)
    for record in vectors.rsa {
      guard let text = record.ciphertext_str else { continue }
      let key = try #require(keys[record.recipient])
      if let expected = record.python_decrypt_str_base64 {
        #expect(try HybridText.open(text, with: key) == Base64.decode(expected), "\(record.name)")
        opened += 1
      } else {
        let error = try refusal { _ = try HybridText.open(text, with: key) }
        #expect(error.code == "crypto-hybrid-content", "\(record.name)")
        refused += 1
      }
    }
    #expect((opened, refused) == (16, 4))
  }

  @Test("every recorded blob opens to what was encrypted, in pieces of any length", arguments: [1, 7, 64, 1 << 20])
  func blobs(length: Int) throws {
    let vectors = try Vectors.load()
    let keys = ["orgA": try vectors.key("orgA"), "orgB": try vectors.key("orgB")]
    for record in vectors.rsa {
      guard let blob = record.ciphertext_blob_base64, let plaintext = record.plaintext_base64 else { continue }
      let ciphertext = try #require(Base64.decode(blob))
      let opened = try filter(ciphertext, in: length, HybridOpener(with: #require(keys[record.recipient])))
      #expect(opened == Base64.decode(plaintext), "\(record.name)")
    }
    let stream = try #require(Base64.decode(vectors.rsa_stream.stream_base64))
    let opened = try filter(stream, in: length, HybridOpener(with: vectors.key("orgA")))
    #expect(opened == Array(vectors.rsa_stream.plaintext_utf8.utf8))
  }

  @Test("with the recorded key and vector, encryption gives the recorded ciphertext in the recorded lengths")
  func exact() throws {
    let vectors = try Vectors.load()
    var count = 0
    for record in vectors.rsa {
      guard let parts = record.parts, let text = record.ciphertext_str, let base64 = record.plaintext_base64 else {
        continue
      }
      let (plaintext, counter) = (try #require(Base64.decode(base64)), try #require(Base64.decode(parts.iv_b64)))
      let key = try PublicKey(pem: #require(vectors.keys[record.recipient]).public_key_pem)
      let aes = try Vectors.bytes(hex: parts.aes_key_hex)
      let sealed = try HybridText.seal(plaintext, for: key, key: aes, counter: counter).split(
        separator: "$", omittingEmptySubsequences: false)
      let recorded = text.split(separator: "$", omittingEmptySubsequences: false)
      #expect(sealed.count == 3)
      #expect(sealed[0].utf8.count == parts.encrypted_key_b64_len)
      #expect(sealed[0].utf8.count == 684 && sealed[1].utf8.count == 24)
      #expect(sealed[1...] == recorded[1...], "\(record.name)")
      #expect(sealed[2].utf8.count == parts.msg_b64_len)
      #expect(sealed[2].utf8.count == (plaintext.count + 2) / 3 * 4)
      var sealer = try HybridSealer(for: key, key: aes, counter: counter)
      let blob = try sealer.update(plaintext) + sealer.finish()
      #expect(blob.dropFirst(684 + 24 + 2).elementsEqual(try #require(Base64.decode(String(recorded[2])))))
      count += 1
    }
    #expect(count == 20)
  }

  @Test("the vector with a fixed key is exact")
  func deterministic() throws {
    let vectors = try Vectors.load()
    let fixed = vectors.deterministic_aes
    let key = try vectors.key("orgA")
    let sealed = try HybridText.seal(
      Array(fixed.plaintext_utf8.utf8), for: key.publicKey, key: Vectors.bytes(hex: fixed.aes_key_hex),
      counter: Vectors.bytes(hex: fixed.iv_hex))
    #expect(sealed.split(separator: "$").dropFirst() == [fixed.iv_part_b64[...], fixed.message_part_b64[...]])
    for text in [sealed, fixed.text] {
      #expect(try HybridText.open(text, with: key) == Array(fixed.plaintext_utf8.utf8))
    }
  }

  @Test("the older form, with key and payload as base64 text, opens")
  func legacy() throws {
    let vectors = try Vectors.load()
    let opened = try HybridText.open(vectors.legacy_double_base64.ciphertext_str, with: vectors.key("orgA"))
    #expect(opened == Array(vectors.legacy_double_base64.python_decrypt_utf8.utf8))
  }

  @Test("the long text and the long blob open")
  func long() throws {
    let key = try Vectors.load().key("orgA")
    let text = try String(decoding: Vectors.data("keys/big_ciphertext_str.txt"), as: UTF8.self)
    #expect(try HybridText.open(text, with: key) == Vectors.long)
    let blob = Array(try Vectors.data("keys/big_ciphertext_blob.bin"))
    for length in [65_537, 1 << 20] {
      #expect(try filter(blob, in: length, HybridOpener(with: key)) == Vectors.long)
    }
  }
}
