import CryptoExtras
public import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The public RSA key of an organization, of 2048 to 8192 bits.
public struct PublicKey: Sendable, Hashable {
  /// The key as DER SubjectPublicKeyInfo, in the one form that all keys with these numbers have.
  let der: [UInt8]
  /// How many bits the modulus has.
  public let bits: Int

  /// Reads a key.
  /// - Parameter pem: a PEM text with a SubjectPublicKeyInfo, or an RSA key in the form of PKCS#1
  /// - Throws: `PolderError` that says what it is instead
  public init(pem: String) throws(PolderError) {
    guard pem.utf8.count <= PEMBlock.maximumLength else {
      throw KeyFailure.unreadable("The public key is longer than \(PEMBlock.maximumLength) bytes.")
    }
    let blocks = PEMBlock.all(in: pem)
    if let block = blocks.first(where: { ["PUBLIC KEY", "RSA PUBLIC KEY"].contains($0.label) }) {
      try self.init(block)
    } else if let block = blocks.first(where: { $0.label.hasSuffix("PRIVATE KEY") }) {
      throw KeyFailure.notPublic(block.label)
    } else if let block = blocks.first {
      throw KeyFailure.unreadable("This is no public key, but `\(block.label)`.")
    } else {
      throw pem.isEmpty ? KeyFailure.missing() : KeyFailure.unreadable("The public key is no PEM text.")
    }
  }

  /// Reads the key of an organization in the form of the API.
  /// - Throws: `PolderError` that says whose it is, and what it is instead
  package init(encoded: String, of organization: OrganizationID) throws(PolderError) {
    do {
      try self.init(encoded: encoded)
    } catch {
      throw PolderError(
        error.code, error.message, object: "organization \(organization)", nextStep: error.nextStep,
        cause: error.cause)
    }
  }

  /// Reads a key in the form of the API.
  /// - Parameter encoded: base64 of a PEM text; an empty text says that the organization has no key
  /// - Throws: `PolderError` that says what it is instead
  public init(encoded: String) throws(PolderError) {
    guard encoded.utf8.count <= 2 * PEMBlock.maximumLength else {
      throw KeyFailure.unreadable("The public key is longer than \(2 * PEMBlock.maximumLength) bytes.")
    }
    guard let pem = Base64.decode(encoded, lenient: true) else {
      throw KeyFailure.unreadable("The public key is not base64 of a PEM text.")
    }
    try self.init(pem: String(decoding: pem, as: UTF8.self))
  }

  /// The key as PEM SubjectPublicKeyInfo, with a line break at its end: byte for byte what the incumbent writes.
  public var pem: String { PEMBlock.text(label: "PUBLIC KEY", der: der) }

  /// The key in the form of the API: base64 of its PEM text.
  public var encoded: String { Base64.encode(pem.utf8) }

  /// What the key is compared by.
  public var fingerprint: KeyFingerprint { KeyFingerprint(der: der) }

  private init(_ block: PEMBlock) throws(PolderError) {
    guard let read = block.der else { throw KeyFailure.unreadable("The public key is damaged: it is not base64.") }
    let content = block.label == "PUBLIC KEY" ? RSAShape.publicContent(read) : .rsa(read)
    guard let content else { throw KeyFailure.unreadable("The public key is damaged: it is no DER.") }
    guard case .rsa(let numbers) = content else { throw KeyFailure.notRSA(block.label) }
    guard let bits = RSAShape.publicBits(numbers) else {
      throw KeyFailure.unreadable("The public key is damaged: it has no modulus.")
    }
    guard RSALimits.allow(bits) else { throw KeyFailure.badLength(bits) }
    do {
      der = Array(try _RSA.Encryption.PublicKey(derRepresentation: read).derRepresentation)
    } catch {
      throw KeyFailure.unreadable("The public key is damaged.", cause: error)
    }
    self.bits = bits
  }

  /// The public half of a private key that was checked.
  init(der: [UInt8], bits: Int) {
    self.der = der
    self.bits = bits
  }
}

extension PublicKey: CustomStringConvertible {
  /// Length and fingerprint.
  public var description: String { "RSA \(bits) \(fingerprint)" }
}
