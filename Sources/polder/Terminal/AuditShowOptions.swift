import ArgumentParser
import PolderService

/// What the verbs that show an audit log have in common, whosever log it is.
struct AuditShowOptions: ParsableArguments {
  @OptionGroup var which: AuditFilterOptions

  @Option(help: "How many entries at most.")
  var limit = 50

  @Flag(help: "One JSON object a line.")
  var json = false

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit has to be at least 1.") }
  }

  /// Shows the newest entries that fit; closes the log.
  func show(_ book: AuditBook, _ columns: [AuditColumn]) async throws {
    try await AuditOutput.show(book, try which.filter(), limit: limit, json: json, columns: columns)
  }
}
