import ArgumentParser
import PolderPrompt

/// `polder profile list`
struct ProfileList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the profiles.")

  @OptionGroup var client: ClientOptions

  func run() throws {
    let place = try PromptPlace()
    let book = try place.folder.book()
    let entries = try book.names.map { try ProfileEntry($0, in: book, place.folder) }
    try client.printer(place.terminal).list(entries, columns: ProfileEntry.list)
  }
}
