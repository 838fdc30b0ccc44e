/// What a look at the DER of a key tells before anything is computed with it.
enum RSAShape {
  /// The identifier of RSA keys, 1.2.840.113549.1.1.1.
  private static let algorithm: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]

  /// What stands inside a container that names the algorithm.
  enum Content {
    /// An RSA key, in the form of PKCS#1.
    case rsa([UInt8])
    /// A key of another algorithm.
    case other
  }

  /// The content of a SubjectPublicKeyInfo; nil when it is none.
  static func publicContent(_ der: [UInt8]) -> Content? {
    var outer = DERReader(der)
    guard var info = outer.nextSequence(), var algorithm = info.nextSequence(),
      let identifier = algorithm.next(DERReader.identifier), let bits = info.next(DERReader.bits)
    else { return nil }
    return identifier.elementsEqual(Self.algorithm) ? .rsa(Array(bits.dropFirst())) : .other
  }

  /// The content of a PKCS#8 PrivateKeyInfo; nil when it is none.
  static func privateContent(_ der: [UInt8]) -> Content? {
    var outer = DERReader(der)
    guard var info = outer.nextSequence(), info.next(DERReader.integer) != nil, var algorithm = info.nextSequence(),
      let identifier = algorithm.next(DERReader.identifier), let bytes = info.next(DERReader.bytes)
    else { return nil }
    return identifier.elementsEqual(Self.algorithm) ? .rsa(Array(bytes)) : .other
  }

  /// How many bits the modulus of a public key in the form of PKCS#1 has; nil when it is none.
  static func publicBits(_ der: [UInt8]) -> Int? {
    var outer = DERReader(der)
    var key = outer.nextSequence()
    return bits(key?.next(DERReader.integer))
  }

  /// How many bits the modulus of a private key in the form of PKCS#1 has; nil when it is none.
  static func privateBits(_ der: [UInt8]) -> Int? {
    var outer = DERReader(der)
    var key = outer.nextSequence()
    guard key?.next(DERReader.integer) != nil else { return nil }
    return bits(key?.next(DERReader.integer))
  }

  private static func bits(_ integer: ArraySlice<UInt8>?) -> Int? {
    guard let digits = integer?.drop(while: { $0 == 0 }), let first = digits.first else { return nil }
    return digits.count * 8 - first.leadingZeroBitCount
  }
}
