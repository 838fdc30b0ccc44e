import Crypto
import Foundation

/// The SHA-256 of bytes as an audit log names it: 64 hexadecimal digits.
public struct AuditHash: Sendable {
  private var hash = SHA256()
  /// How many bytes it is of.
  public private(set) var count = 0

  /// The hash of nothing yet.
  public init() {}

  /// Takes further bytes.
  public mutating func update(_ bytes: [UInt8]) {
    hash.update(data: bytes)
    count += bytes.count
  }

  /// The hash of all bytes so far.
  public var text: String { hash.finalize().hexadecimal }

  /// The hash of some bytes.
  public static func text(of bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal }
}
