import PolderCore
import Testing

@testable import PolderCrypto

struct KeyOperationTests {
  @Test("what others encrypted with RSA-OAEP and SHA-256 opens")
  func unwrapForeign() throws {
    let foreign = try ForeignKeys.load()
    let plaintext = try #require(Base64.decode(foreign.oaep_sha256.plaintext_base64))
    let large = try PrivateKey(pem: #require(Vectors.load().keys["orgA"]).private_key_pem)
    let small = try ForeignKeys.small()
    #expect(try large.unwrap(#require(Base64.decode(foreign.oaep_sha256.for_orgA_base64))) == plaintext)
    #expect(try small.unwrap(#require(Base64.decode(foreign.oaep_sha256.for_rsa2048_base64))) == plaintext)
  }

  @Test("a wrapped key opens with its private key alone, and is another text each time")
  func wrap() throws {
    let (key, other) = (try ForeignKeys.small(), try PrivateKey.generate(bits: 2048))
    let secret = RandomBytes.make(32)
    let wrapped = try key.publicKey.wrap(secret)
    #expect(wrapped.count == 256)
    #expect(try key.unwrap(wrapped) == secret)
    #expect(try key.publicKey.wrap(secret) != wrapped)
    #expect(try refusal { _ = try other.unwrap(wrapped) }.code == "crypto-wrong-key")
    for index in [0, 17, 128, 255] {
      var altered = wrapped
      altered[index] ^= 1
      #expect(try refusal { _ = try key.unwrap(altered) }.code == "crypto-wrong-key")
    }
    for length in [0, 1, 255] {
      #expect(try refusal { _ = try key.unwrap(Array(wrapped.prefix(length))) }.code == "crypto-wrong-key")
    }
    // 190 bytes are the most that OAEP with SHA-256 takes for 2048 bits.
    #expect(try key.unwrap(key.publicKey.wrap(RandomBytes.make(190))).count == 190)
    #expect(try refusal { _ = try key.publicKey.wrap(RandomBytes.make(191)) }.code == "crypto-key-operation")
  }

  @Test("what others signed with RSA-PSS and SHA-256 is good")
  func verifyForeign() throws {
    let foreign = try ForeignKeys.load()
    let message = Array(foreign.pss_sha256.message.utf8)
    let large = try PublicKey(pem: #require(Vectors.load().keys["orgA"]).public_key_pem)
    let small = try ForeignKeys.small().publicKey
    let (byLarge, bySmall) = (
      try #require(Base64.decode(foreign.pss_sha256.by_orgA_base64)),
      try #require(Base64.decode(foreign.pss_sha256.by_rsa2048_base64))
    )
    #expect(try large.verify(byLarge, of: message))
    #expect(try small.verify(bySmall, of: message))
    #expect(try !small.verify(byLarge, of: message))
    #expect(try !large.verify(bySmall, of: message))
  }

  @Test("a signature is good for its bytes and its key alone")
  func sign() throws {
    let (key, other) = (try ForeignKeys.small(), try PrivateKey.generate(bits: 2048))
    let bytes = RandomBytes.make(1000)
    let signature = try key.sign(bytes)
    #expect(signature.count == 256)
    #expect(try key.publicKey.verify(signature, of: bytes))
    #expect(try !other.publicKey.verify(signature, of: bytes))
    #expect(try !key.publicKey.verify(signature, of: bytes + [0]))
    #expect(try !key.publicKey.verify(signature, of: []))
    for length in [0, 1, 255] { #expect(try !key.publicKey.verify(Array(signature.prefix(length)), of: bytes)) }
    for index in [0, 100, 255] {
      var altered = signature
      altered[index] ^= 0x40
      #expect(try !key.publicKey.verify(altered, of: bytes))
    }
  }

  @Test("RSA for the incumbent's format opens with the right key, and says nothing about why it does not with another")
  func hybrid() throws {
    let (key, other) = (try ForeignKeys.small(), try PrivateKey.generate(bits: 2048))
    let secret = RandomBytes.make(32)
    let wrapped = try key.publicKey.wrapForHybrid(secret)
    #expect(key.unwrapFromHybrid(wrapped) == secret)
    // One of 65,536 such texts decrypts to something, which is not the secret either.
    #expect(other.unwrapFromHybrid(wrapped) != secret)
    #expect(key.unwrapFromHybrid([]) == nil)
    #expect(key.unwrapFromHybrid(Array(wrapped.dropLast())) == nil)
    #expect(try refusal { _ = try key.publicKey.wrapForHybrid(RandomBytes.make(246)) }.code == "crypto-key-operation")
  }

  @Test("one key decrypts and signs on many threads at once")
  func concurrent() async throws {
    let key = try ForeignKeys.small()
    let secrets = (0..<16).map { _ in RandomBytes.make(32) }
    let opened = try await withThrowingTaskGroup(of: (Int, [UInt8]?).self) { group in
      for (index, secret) in secrets.enumerated() {
        group.addTask {
          let wrapped = try key.publicKey.wrap(secret)
          #expect(try key.publicKey.verify(key.sign(wrapped), of: wrapped))
          #expect(try key.unwrapFromHybrid(key.publicKey.wrapForHybrid(secret)) == secret)
          return (index, try key.unwrap(wrapped))
        }
      }
      return try await group.reduce(into: [Int: [UInt8]?]()) { $0[$1.0] = $1.1 }
    }
    #expect(secrets.indices.allSatisfy { opened[$0] == secrets[$0] })
  }
}
