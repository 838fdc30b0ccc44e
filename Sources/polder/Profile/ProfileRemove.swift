import ArgumentParser
import PolderCore
import PolderPrompt

/// `polder profile remove`
struct ProfileRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove a profile and its session.",
    discussion: "The file of the private key and the pinned keys of other organizations stay.")

  @Argument(help: "The profile.")
  var name: String

  @OptionGroup var client: ClientOptions

  func run() throws {
    let place = try PromptPlace()
    try place.folder.update { (book) throws(PolderError) in try book.remove(name) }
    try place.folder.forgetSession(of: name)
    client.printer(place.terminal).done("Removed \(name).", ["profile": .string(name)])
  }
}
