/// The end of an audit log at some moment: the last number and its hash. Who remembers it elsewhere finds out when the
/// log was cut short or written anew since.
public struct AuditHead: Hashable, Sendable, CustomStringConvertible {
  /// The number of the last entry; 0 when there was none.
  public let number: Int64
  /// Its hash: 64 hexadecimal digits.
  public let hash: String

  /// A head.
  public init(number: Int64, hash: String) {
    self.number = number
    self.hash = hash
  }

  /// Where a log begins.
  public static let start = AuditHead(number: 0, hash: String(repeating: "0", count: 64))

  /// Reads `NUMBER:HASH`.
  public init?(text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int64(parts[0]), number >= 0 else { return nil }
    let hash = parts[1].lowercased()
    guard hash.utf8.count == 64, hash.utf8.allSatisfy(Self.isHexadecimal) else { return nil }
    self.init(number: number, hash: hash)
  }

  /// `NUMBER:HASH`.
  public var description: String { "\(number):\(hash)" }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}
