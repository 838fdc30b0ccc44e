import Foundation
import PolderCore
import PolderPostgres
package import PolderSQL
import PolderSQLite
import PolderService

extension DatabaseAddress {
  /// Opens the database; an SQLite file is made when it is not there, a PostgreSQL database has to be there.
  package func open() async throws -> any PolderSQL.Database {
    do {
      switch self {
      case .memory: return try SQLiteDatabase.inMemory()
      case .sqlite(let path): return try Self.openFile(path)
      case .postgres(let address): return try await PostgresDatabase.open(address)
      }
    } catch let error as SQLError {
      throw PolderError(error, database: "\(self)")
    }
  }

  private static func openFile(_ path: String) throws -> SQLiteDatabase {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(
        atPath: folder.isEmpty ? "." : folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw PolderError(
        .databaseUnusable, "The folder of the database can not be made.", object: folder,
        nextStep: "Make it, or give another path.", cause: error)
    }
    // It holds hashes and the secret of tokens; SQLite gives its other files the same permissions.
    if !FileManager.default.fileExists(atPath: path) {
      // When this fails, opening the file fails too, and says why.
      _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    return try SQLiteDatabase(path: path)
  }
}
