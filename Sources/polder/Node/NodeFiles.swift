import ArgumentParser
import PolderCore
import PolderNode
import PolderService

/// `polder node files`
struct NodeFiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files", abstract: "Show the files of a node: configuration, data, log, key, databases.")

  @OptionGroup var options: NodeOptions

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() throws {
    let place = try options.place()
    let configuration = try place.configuration()
    let rows = [
      ("Configuration file", "configuration", place.path),
      ("Data folder", "data", configuration.dataFolder),
      ("Journal", "journal", configuration.journalFile),
      ("Log file", "log", configuration.logging.file ?? "-"),
      ("Private key", "private_key", configuration.privateKeyFile ?? "-"),
    ]
    guard !json else {
      var object = JSONObject()
      for row in rows { object[row.1] = .string(row.2) }
      var databases = JSONObject()
      for database in configuration.databases { databases[database.label] = .string(database.shown) }
      object["databases"] = .object(databases)
      return print(JSONValue.object(object).text)
    }
    for row in rows { tell(row.0, row.2) }
    for database in configuration.databases {
      tell("Database \(database.label)", "\(database.shown) (\(database.type))")
    }
  }

  private func tell(_ title: String, _ text: String) {
    print("\(title)\(String(repeating: " ", count: max(0, 18 - title.count))) = \(text)")
  }
}
