import ArgumentParser
import PolderService

/// `polder node audit export`
struct NodeAuditExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the audit log as JSON lines, with the chain, and tell its head.",
    discussion: """
      The head goes to standard error: note it where nobody can change it. `polder node audit verify --file FILE --head \
      HEAD` then proves the file, on any machine. What a filter leaves out is missing in the chain.
      """)

  @OptionGroup var options: NodeOptions
  @OptionGroup var which: AuditFilterOptions

  @Option(help: "The file to write; it must not be there yet. Standard output without it.", completion: .file())
  var output: String?

  func run() async throws {
    try await AuditOutput.export(options.auditBook(), which, to: output)
  }
}
