import Foundation
import PolderCore
import PolderData

/// Looks whether the databases of a configuration are there and readable, before anything is taken up.
public struct DatabaseCheck: Sendable {
  /// The names of the columns by label, of those databases whose columns can be told.
  public private(set) var columns: [String: [String]] = [:]

  /// Checks all databases.
  /// - Throws: `PolderError` `node-database-unusable` that names every database that can not be used.
  public init(_ databases: [NodeDatabase]) throws {
    var problems: [String] = []
    for database in databases {
      do {
        if let names = try Self.columns(of: database) { columns[database.label] = names }
      } catch let error as PolderError {
        problems.append("'\(database.label)' (\(database.uri)): \(error.message)")
      }
    }
    guard problems.isEmpty else {
      throw PolderError(
        .nodeDatabaseUnusable, "Databases can not be used: \(problems.joined(separator: " "))", object: "databases",
        nextStep: "Correct the `uri` of the database, or the file, and start again.")
    }
  }

  private static func columns(of database: NodeDatabase) throws -> [String]? {
    switch database.type {
    case "csv": return try CSVFile(path: database.uri).check()
    case "folder":
      guard isFolder(database.uri) == true else { throw unusable("There is no such folder.") }
      return nil
    case "parquet", "excel":
      guard isFolder(database.uri) == false else { throw unusable("There is no such file.") }
      guard access(database.uri, R_OK) == 0 else { throw unusable("The file may not be read.") }
      return nil
    default: return nil
    }
  }

  /// Whether there is a folder at a path, or a file; nil when there is neither.
  static func isFolder(_ path: String) -> Bool? {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) ? isFolder.boolValue : nil
  }

  private static func unusable(_ message: String) -> PolderError { PolderError(.nodeDatabaseUnusable, message) }
}
