import ArgumentParser
import Foundation
import PolderAlgorithm
import PolderCore
import PolderServer
import PolderService

/// `polder server audit export`
struct ServerAuditExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the audit log as JSON lines, with the chain, and tell its head.",
    discussion: """
      The head goes to standard error: note it where nobody can change it. `polder server audit verify --file FILE \
      --head HEAD` then proves the file, on any machine. What a filter leaves out is missing in the chain.
      """)

  @OptionGroup var options: ServerOptions
  @OptionGroup var which: AuditFilterOptions

  @Option(help: "The file to write; it must not be there yet. Standard output without it.", completion: .file())
  var output: String?

  func run() async throws {
    let filter = try which.filter()
    let audit = try await ServerAudit(try options.place().settings())
    let file = try output.map(NewFile.make)
    let handle = file ?? FileHandle.standardOutput
    let head = try await audit.export(filter, begin: { try file?.truncate(atOffset: 0) }) {
      try handle.write(contentsOf: Data(($0.line + "\n").utf8))
    }
    try file?.synchronize()
    try file?.close()
    try audit.close()
    StandardError.write("head \(head)")
    if !which.isEmpty { StandardError.write("This is a part of the log: the chain can be followed within it only.") }
  }
}
