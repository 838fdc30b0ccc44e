import Crypto
public import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The codes of authenticator apps: RFC 6238 with HMAC-SHA1, six digits and steps of 30 seconds.
public struct OneTimeCode: Sendable {
  /// How long a step is, in seconds.
  public static let step: Int64 = 30
  /// How many steps the clocks of app and server may be apart, either way.
  public static let tolerance: Int64 = 1
  /// How many digits a code has.
  public static let digits = 6
  /// How many characters a new secret has: 160 random bits.
  public static let secretLength = 32

  private let key: SymmetricKey

  /// The codes of a secret in base32, as apps show it: in any case, with or without blanks and padding.
  ///
  /// Nil when the text is no such secret.
  public init?(secret: String) {
    var text: [UInt8] = []
    for byte in secret.utf8 where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "=") {
      text.append((97...122).contains(byte) ? byte - 32 : byte)
    }
    let padding = (8 - text.count % 8) % 8
    guard let bytes = Base32.decode(text + Array(repeating: UInt8(ascii: "="), count: padding)), !bytes.isEmpty else {
      return nil
    }
    key = SymmetricKey(data: Data(bytes))
  }

  /// A new secret, from the system's generator for cryptography.
  public static func newSecret() -> String {
    var generator = SystemRandomNumberGenerator()
    return Base32.encode((0..<20).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// The step that a moment is in.
  public static func step(at moment: Timestamp) -> Int64 { moment.seconds / step }

  /// The code of a step, with its leading zeros.
  public func code(step: Int64, digits: Int = OneTimeCode.digits) -> String {
    let counter = withUnsafeBytes(of: UInt64(bitPattern: step).bigEndian) { Data($0) }
    let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: key))
    let offset = Int(mac[mac.count - 1] & 0x0F)
    let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let limit = (0..<digits).reduce(UInt64(1)) { product, _ in product * 10 }
    let text = String(UInt64(number) % limit)
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }

  /// The step whose code this is, of those around a moment and after one that was used before; nil when there is none.
  ///
  /// Every candidate is compared, and each in a time that does not depend on where it differs.
  public func step(of code: String, at moment: Timestamp, after used: Int64?) -> Int64? {
    let now = Self.step(at: moment)
    var found: Int64?
    for step in now - Self.tolerance...now + Self.tolerance {
      let isSame = ConstantTime.equal(self.code(step: step).utf8, code.utf8)
      if isSame, step > used ?? .min, found == nil { found = step }
    }
    return found
  }
}
