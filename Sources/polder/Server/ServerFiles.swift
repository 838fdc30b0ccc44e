import ArgumentParser
import PolderCore
import PolderServer
import PolderService

/// `polder server files`
struct ServerFiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files", abstract: "Show the files of a server: configuration, log, database.")

  @OptionGroup var options: ServerOptions

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() throws {
    let place = try options.place()
    let settings = try place.settings()
    let rows = [
      ("Configuration file", "configuration", place.path),
      ("Log file", "log", try place.logging().file ?? "-"),
      ("Database", "database", settings.shownDatabase),
      ("Data folder", "data", place.dataFolder),
    ]
    if json {
      var object = JSONObject()
      for row in rows { object[row.1] = .string(row.2) }
      return print(JSONValue.object(object).text)
    }
    for row in rows { print("\(row.0)\(String(repeating: " ", count: 18 - row.0.count)) = \(row.2)") }
  }
}
