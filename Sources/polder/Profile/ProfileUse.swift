import ArgumentParser
import PolderCore
import PolderPrompt

/// `polder profile use`
struct ProfileUse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "use", abstract: "Make a profile the one that verbs use where none is named.")

  @Argument(help: "The profile.")
  var name: String

  @OptionGroup var client: ClientOptions

  func run() throws {
    let place = try PromptPlace()
    try place.folder.update { (book) throws(PolderError) in try book.use(name) }
    client.printer(place.terminal).done("Using \(name).", ["profile": .string(name)])
  }
}
