import ArgumentParser
import Foundation
import PolderAlgorithm
import PolderCore
import PolderService

/// What the verbs about audit logs print, whosever log it is.
enum AuditOutput {
  /// The newest entries, as a table or as lines of JSON; closes the log.
  static func show(
    _ book: AuditBook, _ filter: AuditFilter, limit: Int, json: Bool, columns: [AuditColumn]
  ) async throws {
    let entries = try await book.newest(limit, filter)
    try book.close()
    if json { return entries.forEach { print($0.line) } }
    TextColumns.print(columns.map(\.title), entries.map { entry in columns.map { $0.text(entry) } })
  }

  /// All entries that fit a filter as lines of JSON, into a new file or to standard output; closes the log.
  static func export(_ book: AuditBook, _ which: AuditFilterOptions, to output: String?) async throws {
    let file = try output.map(NewFile.make)
    let handle = file ?? FileHandle.standardOutput
    let head = try await book.export(try which.filter(), begin: { try file?.truncate(atOffset: 0) }) {
      try handle.write(contentsOf: Data(($0.line + "\n").utf8))
    }
    try file?.synchronize()
    try file?.close()
    try book.close()
    StandardError.write("head \(head)")
    if !which.isEmpty { StandardError.write("This is a part of the log: the chain can be followed within it only.") }
  }

  /// A verdict; ends with the exit code for a log that is not whole.
  static func tell(_ verdict: AuditVerdict, json: Bool) throws {
    print(json ? verdict.json.text : verdict.text)
    if !verdict.isWhole { throw ExitCode(ExitStatus.data) }
  }
}
