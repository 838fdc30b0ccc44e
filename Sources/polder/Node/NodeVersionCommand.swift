import ArgumentParser
import Logging
import PolderCore
import PolderNode

/// `polder node version`
struct NodeVersionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Show the version of this program, and that of the node's server.")

  @OptionGroup var options: NodeOptions

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() async throws {
    let configuration = try options.place().configuration()
    let logger = Logger(label: "polder.node") { _ in SwiftLogNoOpLogHandler() }
    let server = try await NodeFactsReader(.system(logger: logger)).version(of: configuration).get()
    guard !json else {
      var object: JSONObject = ["node": .string(ProgramVersion.text), "server": .string(server.version)]
      object["polder"] = server.polder.map { .string($0) } ?? .null
      return print(JSONValue.object(object).text)
    }
    print("node   \(ProgramVersion.text)")
    print("server \(server.version)\(server.polder.map { " (Polder \($0))" } ?? "")")
  }
}
