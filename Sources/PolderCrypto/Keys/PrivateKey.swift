import CryptoExtras
public import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The private RSA key of an organization, of 2048 to 8192 bits. It prints as hidden; only `pem` and `write` give it away.
public struct PrivateKey: Sendable {
  /// The public half.
  public let publicKey: PublicKey
  /// The key in the DER form of PKCS#1.
  let der: [UInt8]
  /// The key as it signs.
  let signing: _RSA.Signing.PrivateKey
  /// The key as it decrypts.
  let decryptor: RSADecryptor

  /// Makes a new key.
  /// - Parameter bits: how many bits its modulus has; the incumbent uses 4096
  /// - Returns: a key that nobody else has
  /// - Throws: `PolderError` when keys of that length are not taken
  public static func generate(bits: Int = 4096) throws(PolderError) -> PrivateKey {
    guard RSALimits.allow(bits) else { throw KeyFailure.badLength(bits) }
    do {
      return PrivateKey(try _RSA.Signing.PrivateKey(keySize: _RSA.Signing.KeySize(bitCount: bits)))
    } catch {
      throw KeyFailure.operation("No RSA key could be made.", cause: error)
    }
  }

  /// Reads a key.
  /// - Parameter pem: a PEM text in the form of PKCS#1 or PKCS#8, without a password
  /// - Throws: `PolderError` that says what it is instead; never with a part of the text
  public init(pem: String) throws(PolderError) {
    guard pem.utf8.count <= PEMBlock.maximumLength else {
      throw KeyFailure.unreadable("The private key is longer than \(PEMBlock.maximumLength) bytes.")
    }
    let blocks = PEMBlock.all(in: pem)
    if let block = blocks.first(where: { $0.label.hasSuffix("PRIVATE KEY") }) {
      try self.init(block)
    } else if let block = blocks.first {
      throw KeyFailure.notPrivate(block.label)
    } else {
      throw KeyFailure.unreadable("The private key is no PEM text.")
    }
  }

  /// The key as PEM in the form of PKCS#1, with a line break at its end: byte for byte what the incumbent writes.
  public var pem: String { PEMBlock.text(label: "RSA PRIVATE KEY", der: der) }

  private init(_ block: PEMBlock) throws(PolderError) {
    guard block.label != "ENCRYPTED PRIVATE KEY", !block.isEncrypted else { throw KeyFailure.encrypted() }
    guard ["PRIVATE KEY", "RSA PRIVATE KEY"].contains(block.label) else { throw KeyFailure.notRSA(block.label) }
    guard let read = block.der else { throw KeyFailure.unreadable("The private key is damaged: it is not base64.") }
    let content = block.label == "PRIVATE KEY" ? RSAShape.privateContent(read) : .rsa(read)
    guard let content else { throw KeyFailure.unreadable("The private key is damaged: it is no DER.") }
    guard case .rsa(let numbers) = content else { throw KeyFailure.notRSA(block.label) }
    guard let bits = RSAShape.privateBits(numbers) else {
      throw KeyFailure.unreadable("The private key is damaged: it has no modulus.")
    }
    guard RSALimits.allow(bits) else { throw KeyFailure.badLength(bits) }
    do {
      self.init(try _RSA.Signing.PrivateKey(derRepresentation: numbers))
    } catch {
      throw KeyFailure.unreadable("The private key is damaged.", cause: error)
    }
  }

  private init(_ key: _RSA.Signing.PrivateKey) {
    der = Array(key.derRepresentation)
    signing = key
    decryptor = RSADecryptor(der: der)
    publicKey = PublicKey(der: Array(key.publicKey.derRepresentation), bits: key.keySizeInBits)
  }
}
