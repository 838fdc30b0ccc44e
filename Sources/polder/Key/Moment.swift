import Foundation
import PolderCore

/// The clock of this machine.
enum Moment {
  static func now() -> Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
}
