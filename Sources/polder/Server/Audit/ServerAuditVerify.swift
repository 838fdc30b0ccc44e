import ArgumentParser
import PolderServer
import PolderService

/// `polder server audit verify`
struct ServerAuditVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Follow the chain of the audit log, and say which entry was changed, removed, put in or moved.",
    discussion: """
      Give the head that was remembered elsewhere (an export and the server's log tell it) to find out whether the end \
      was cut off or written anew since. With --file an export is verified, without database and server.
      """)

  @OptionGroup var options: ServerOptions

  @Option(help: "An exported file, in place of a server's database.", completion: .file())
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

  func run() async throws {
    let remembered = head.flatMap { AuditHead(text: $0) }
    let verdict: AuditVerdict
    if let file {
      verdict = try AuditFile.verify(
        path: file, after: after.flatMap { AuditHead(text: $0) } ?? .start, remembered: remembered)
    } else {
      let audit = try await AuditBook(try options.place().settings())
      verdict = try await audit.verify(remembered: remembered)
      try audit.close()
    }
    try AuditOutput.tell(verdict, json: json)
  }
}
