import Foundation
package import PolderCore
import PolderPostgres
import PolderSQL
import PolderSQLite
import PolderService

/// A backup of a server's database, running or not: an SQLite file with the state of one moment, whatever the engine.
///
/// The file is itself a database that a server can be started on.
package enum DatabaseBackup {
  /// Writes a backup into a file that is not there yet; others may use the database meanwhile.
  package static func write(_ address: DatabaseAddress, to path: String) async throws {
    let manager = FileManager.default
    guard !manager.fileExists(atPath: path) else {
      throw PolderError(
        .backupRefused, "The file is there already, and a backup replaces nothing.", object: path,
        nextStep: "Give another name, or remove the file.")
    }
    let unfinished = path + ".unfinished"
    do {
      try remove(unfinished)
      switch address {
      case .memory:
        throw PolderError(
          .backupRefused, "A database in memory is only in the server that has it.", object: "\(address)",
          nextStep: "Give the server a database in a file or on a PostgreSQL server.")
      case .sqlite(let source): try copy(source, to: unfinished)
      case .postgres(let address): try await copy(address, to: unfinished)
      }
      // It holds hashes and the secret of tokens.
      try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: unfinished)
      try manager.moveItem(atPath: unfinished, toPath: path)
    } catch {
      // What is left of a backup that failed is of no use; the error tells why it failed.
      try? remove(unfinished)
      if let error = error as? SQLError { throw PolderError(error, database: "\(address)") }
      throw error
    }
  }

  private static func copy(_ source: String, to path: String) throws {
    guard FileManager.default.fileExists(atPath: source) else {
      throw PolderError(
        .backupRefused, "There is no database at that path.", object: source,
        nextStep: "Check `uri` in the configuration, and the folder that it begins in.")
    }
    let file = try SQLiteFile(path: source)
    try file.copy(to: path)
    try file.close()
  }

  private static func copy(_ address: PostgresAddress, to path: String) async throws {
    let database = try await DatabaseAddress.open(address, for: "polder backup")
    do {
      try await database.read { source in
        // The work may begin again after the connection was lost.
        try remove(path)
        let file = try SQLiteFile(path: path)
        try file.transaction { target in
          try ServerSchema.migrator.migrate(target)
          try ServerSchema.complete(target)
          try TableCopy.empty(target, for: source)
          _ = try TableCopy.run(from: source, to: target)
        }
        try file.close()
      }
    } catch {
      try database.close()
      throw error
    }
    try database.close()
  }

  private static func remove(_ path: String) throws {
    for suffix in ["", "-wal", "-shm", "-journal"] where FileManager.default.fileExists(atPath: path + suffix) {
      try FileManager.default.removeItem(atPath: path + suffix)
    }
  }
}

extension PolderError.Code {
  /// A backup can not be made so.
  package static let backupRefused: Self = "server-backup-refused"
  /// A backup can not be put back so.
  package static let restoreRefused: Self = "server-restore-refused"
}
