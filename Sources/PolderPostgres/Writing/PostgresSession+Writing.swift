import Foundation
import PolderSQL

extension PostgresSession {
  /// What became of a transaction whose end was not heard.
  enum Fate {
    case committed
    case undone
    case unknown
  }

  /// Writers of all servers come one after the other, so that nothing they rest on changes under them and numbers are
  /// given in the order of commits. The number is any that nobody else uses.
  static let writeLock = 0x504F_4C45

  /// Begins a transaction that writes, waits for its turn, and returns its number.
  func beginWriting() throws(SQLError) -> String {
    let number = try connected().value(
      """
      BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT pg_advisory_xact_lock(\(Self.writeLock)); \
      SELECT pg_current_xact_id()
      """)
    guard let number, number.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw SQLError(.other, "The server gave no number for a transaction.")
    }
    return number
  }

  /// Asks over a new connection what became of a transaction.
  func fate(of number: String) -> Fate {
    let end = Date().addingTimeInterval(options.patience)
    do throws(SQLError) {
      while true {
        drop()
        switch try connected().value("SELECT pg_xact_status('\(number)'::xid8)") {
        case "committed": return .committed
        case "aborted": return .undone
        case "in progress" where Date() < end: Thread.sleep(forTimeInterval: 0.05)
        default: return .unknown
        }
      }
    } catch {
      return .unknown
    }
  }
}
