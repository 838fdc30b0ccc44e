import ArgumentParser
import PolderCore

/// `polder server api`
struct ServerAPI: ParsableCommand {
  /// The forms in which the description is printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case openapi
    case markdown
  }

  static let configuration = CommandConfiguration(
    commandName: "api",
    abstract: "Print what there is to ask the server for.",
    discussion: """
      As OpenAPI 3.1, the same that a running server answers at GET /api/openapi.json, or as a page for people.
      """)

  @Option(help: "openapi (JSON) or markdown.")
  var format = Format.openapi

  @Option(help: "What stands before every path.")
  var prefix = "/api"

  func run() throws {
    let description = try ServerCatalogue.description(prefix: prefix)
    switch format {
    case .openapi: print(JSONValue.object(description.document).text)
    case .markdown: print(description.markdown, terminator: "")
    }
  }
}
