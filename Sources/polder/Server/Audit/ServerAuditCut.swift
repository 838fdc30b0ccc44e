import ArgumentParser
import Foundation
import PolderAlgorithm
import PolderCore
import PolderServer
import PolderService

/// `polder server audit cut`
struct ServerAuditCut: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cut",
    abstract: "Remove old entries, signed off by somebody, after they were written to a file.",
    discussion: """
      The log keeps an entry that says who approved the cut and with which hash the removed part ended, so that the \
      file and the rest still prove each other.
      """)

  @OptionGroup var options: ServerOptions

  @Option(help: "Remove the entries before this time (UTC).")
  var before: String

  @Option(help: "Who approves it; stands in the log.")
  var approvedBy: String

  @Option(
    help: "The file that the removed entries are written to first; it must not be there yet.", completion: .file())
  var output: String

  func validate() throws {
    _ = try AuditFilterOptions.moment(before, "--before")
    if approvedBy.allSatisfy(\.isWhitespace) { throw ValidationError("--approved-by needs a name.") }
  }

  func run() async throws {
    let moment = try AuditFilterOptions.moment(before, "--before")
    let audit = try await AuditBook(try options.place().settings())
    let file = try NewFile.make(output)
    // The whole log, and nothing that is written from here on is cut: the entry that the cut ends with is in the file,
    // whatever the clocks said.
    let exported = try await audit.export(begin: { try file.truncate(atOffset: 0) }) {
      try file.write(contentsOf: Data(($0.line + "\n").utf8))
    }
    try file.synchronize()
    try file.close()
    let cut = try await audit.cut(before: moment, through: exported, approvedBy: approvedBy)
    try audit.close()
    guard let cut else { return print("There is nothing before \(moment.wireText); \(output) holds the whole log.") }
    print("cut through \(cut.through); \(output) holds the whole log as it was before")
  }
}
