import ArgumentParser
import Foundation
import PolderCore
import PolderServer
import PolderService

/// `polder server check`
struct ServerCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong with a configuration, and how to mend it.",
    discussion: "Ends with 78 when the server would not start or a part of it would not work.")

  @OptionGroup var options: ServerOptions

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() async throws {
    let place = try options.place()
    let items = await ServerCheck(
      place.configuration, environment: ProcessInfo.processInfo.environment, dataFolder: place.dataFolder,
      logFolder: place.logFolder
    ).run()
    CheckTable.print(items, json: json)
    let errors = items.count { $0.state == .error }
    if !json {
      let warnings = items.count { $0.state == .warning }
      print("\(place.path): \(errors) errors, \(warnings) warnings")
    }
    if errors > 0 { throw ExitCode(ExitStatus.configuration) }
  }
}
