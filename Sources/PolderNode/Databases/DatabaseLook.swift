import Foundation
import PolderCore
import PolderData
import PolderService

/// Looks at one database of this machine: whether it is there, readable, and what columns it has.
enum DatabaseLook {
  private static let largestCSV = 2 << 30

  static func report(_ database: NodeDatabase) -> DatabaseReport {
    var report = DatabaseReport(database)
    do {
      if database.type == "folder" {
        try folder(database, &report)
      } else if let path = database.path {
        try file(path, database, &report)
      }
    } catch let error as PolderError {
      let isUsable = error.code == .nodeColumnsUnknown
      report.note(
        isUsable ? .warning : .error, error.message,
        nextStep: isUsable
          ? "Researchers see no columns of it; algorithms may read it all the same."
          : "Correct the `uri` of the database, or the file, and start again.")
    } catch {
      report.note(.error, "It can not be looked at: \(error)", nextStep: "Check the `uri` of the database.")
    }
    return report
  }

  private static func folder(_ database: NodeDatabase, _ report: inout DatabaseReport) throws {
    guard DatabaseCheck.isFolder(database.uri) == true else { throw BoundedFile.unusable("There is no such folder.") }
    guard access(database.uri, R_OK | X_OK) == 0 else { throw BoundedFile.unusable("The folder may not be read.") }
    let attributes = try? FileManager.default.attributesOfItem(atPath: database.uri)
    // Without attributes nothing is said about rights.
    let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
    if mode & 0o005 == 0o005 { openToAll(database.uri, "o-rx", &report) }
  }

  private static func file(_ path: String, _ database: NodeDatabase, _ report: inout DatabaseReport) throws {
    // What only algorithms understand is theirs to judge, whatever it is.
    let isKnown = NodeDatabase.fileTypes.contains(database.type) || database.type == "sql"
    guard isKnown || DatabaseCheck.isFolder(path) == false else { return }
    let file = try BoundedFile(path)
    report.size = file.size
    if file.isOpenToAll { openToAll(path, "o-r", &report) }
    switch database.type {
    case "csv": try csv(file, &report)
    case "parquet":
      let footer = try ParquetFile.footer(file)
      (report.columns, report.rows) = (footer.columns, footer.rows)
    case "excel": report.columns = try Workbook.columns(file)
    case "sql": try sqlite(file, database, &report)
    default: break
    }
  }

  private static func csv(_ file: BoundedFile, _ report: inout DatabaseReport) throws {
    guard file.size <= largestCSV else {
      throw BoundedFile.columnsUnknown("It has more than \(largestCSV >> 30) GiB, and was not looked through.")
    }
    report.columns = try CSVFile(path: file.path).check()
  }

  private static func sqlite(_ file: BoundedFile, _ database: NodeDatabase, _ report: inout DatabaseReport) throws {
    let found = try SQLiteTables.look(file)
    report.columns = found.columns
    if found.hasWriteAheadLog {
      report.note(
        .warning, "It keeps changes in a second file (WAL): algorithms see the one file, and may fail to open it.",
        nextStep: "Give them a copy, or run: sqlite3 \(file.path) 'PRAGMA journal_mode = DELETE'")
    }
    if database.uri.hasPrefix("/"), !database.uri.hasSuffix(".sqlite") {
      report.note(
        .warning, "Python algorithms take a plain path for SQLite only when it ends in .sqlite.",
        nextStep: "Write the `uri` as sqlite:///\(file.path).")
    }
  }

  private static func openToAll(_ path: String, _ change: String, _ report: inout DatabaseReport) {
    report.note(.warning, "Everybody on this machine may read it.", nextStep: "chmod \(change) \(path)")
  }
}
