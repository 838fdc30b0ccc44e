import ArgumentParser
import PolderPrompt

/// `polder profile show`
struct ProfileShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a profile, with its key and its rule for encryption.")

  @Argument(help: "The profile; the one in use where none is named.")
  var name: String?

  @OptionGroup var client: ClientOptions

  func run() throws {
    let place = try PromptPlace()
    let book = try place.folder.book()
    let name = try place.profileName(name, client, in: book)
    try client.printer(place.terminal).object(
      ProfileEntry(name, in: book, place.folder), columns: ProfileEntry.whole)
  }
}
