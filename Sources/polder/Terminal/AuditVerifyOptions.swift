import ArgumentParser
import PolderService

/// What the verbs that verify an audit log have in common, whosever log it is.
struct AuditVerifyOptions: ParsableArguments {
  @Option(help: "An exported file, in place of the log itself.", completion: .file())
  var file: String?

  @Option(help: "A head that was remembered: NUMBER:HASH.")
  var head: String?

  @Option(help: "For a part of a log: the entry before its first, NUMBER:HASH.")
  var after: String?

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func validate() throws {
    for (text, option) in [(head, "--head"), (after, "--after")] {
      if let text, AuditHead(text: text) == nil { throw ValidationError("\(option) has to be NUMBER:HASH.") }
    }
    if after != nil, file == nil { throw ValidationError("--after is for a file.") }
  }

  /// Verifies the file, or the log when no file is given; ends with the exit code for one that is not whole.
  func verify(_ book: () async throws -> AuditBook) async throws {
    let remembered = head.flatMap { AuditHead(text: $0) }
    let verdict: AuditVerdict
    if let file {
      verdict = try AuditFile.verify(
        path: file, after: after.flatMap { AuditHead(text: $0) } ?? .start, remembered: remembered)
    } else {
      let audit = try await book()
      verdict = try await audit.verify(remembered: remembered)
      try audit.close()
    }
    try AuditOutput.tell(verdict, json: json)
  }
}
