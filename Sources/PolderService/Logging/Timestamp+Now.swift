import Foundation
public import PolderCore

extension Timestamp {
  /// The moment now, by the system's clock.
  @Sendable public static func systemNow() -> Timestamp {
    Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
  }
}
