import CLibPQ
import Foundation
import PolderSQL

/// What one thread works with: a connection that is made when it is needed, and again when it was lost.
final class PostgresSession {
  let options: PostgresDatabase.Options
  private let address: PostgresAddress
  /// Whether the database is being closed: then a server that does not answer is not waited for.
  private let isClosing: () -> Bool
  private var connection: PostgresConnection?
  /// After a vain wait others need not wait as long again.
  private var isPatient = true

  init(_ address: PostgresAddress, _ options: PostgresDatabase.Options, isClosing: @escaping () -> Bool) {
    self.address = address
    self.options = options
    self.isClosing = isClosing
  }

  /// The connection; waits for a server that does not answer, as long as the options say.
  func connected() throws(SQLError) -> PostgresConnection {
    if let connection, !connection.isBroken { return connection }
    connection = nil
    let end = Date().addingTimeInterval(isPatient ? options.patience : 0)
    var pause = 0.02
    while true {
      do throws(SQLError) {
        let fresh = try PostgresConnection(address, options)
        connection = fresh
        isPatient = true
        return fresh
      } catch {
        guard error.mayPass, !isClosing(), Date().addingTimeInterval(pause) < end else {
          isPatient = false
          throw error
        }
        Thread.sleep(forTimeInterval: pause)
        pause = min(1, pause * 2)
      }
    }
  }

  /// Whether the connection is lost.
  var isLost: Bool { connection?.isBroken ?? true }

  /// Ends whatever transaction is open and undoes it.
  func undo() {
    guard let connection else { return }
    do throws(SQLError) {
      guard !connection.isBroken else { return drop() }
      try connection.run("ROLLBACK")
    } catch {
      // The server undoes the transaction of a connection that ends.
      drop()
    }
  }

  /// Ends a transaction that has only read.
  func finishReading() {
    guard let connection, !connection.isIdle else { return }
    do throws(SQLError) { try connection.run("COMMIT") } catch { drop() }
  }

  /// Closes the connection; the next work makes another.
  func drop() { connection = nil }
}

extension SQLError {
  /// Whether a server that refused a connection so may soon take one: it does not answer, is starting, or is full.
  var mayPass: Bool {
    guard kind == .unreachable || kind == .closed || kind == .busy else { return false }
    return [
      "Connection refused", "No such file or directory", "starting up", "shutting down", "recovery",
      "timeout expired", "could not receive", "server closed", "Connection reset", "too many clients",
      "remaining connection slots", "the connection to the database was lost", "Network is unreachable", "No route",
      "Temporary failure in name resolution",
    ].contains { message.contains($0) } || kind == .closed
  }

  /// Whether a statement kept prepared does not fit the tables any more, or was forgotten: a new connection helps.
  var isStale: Bool { code == "0A000" || code == "26000" }

  /// Whether the same work may succeed when it is done again from the start.
  var mayRepeat: Bool { kind == .serialization || kind == .closed }
}
