import ArgumentParser
import PolderCore
import PolderPrompt

/// `polder logout`
struct Logout: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout",
    abstract: "Forget the session of a profile; the profile stays.",
    discussion: """
      The server is not told: tokens that somebody copied are good until they end by themselves. Change the password \
      when that may be: it ends all other sessions.
      """)

  @Flag(help: "Forget the sessions of all profiles.")
  var all = false

  @OptionGroup var client: ClientOptions

  func run() throws {
    let place = try PromptPlace()
    let book = try place.folder.book()
    let names: [String]
    if all {
      names = book.names
    } else {
      guard let name = try place.chosen(client).name else { return }
      names = [name]
    }
    for name in names { try place.folder.forgetSession(of: name) }
    client.printer(place.terminal).done(
      "Logged out: \(names.joined(separator: ", "))", ["profiles": .array(names.map { .string($0) })])
  }
}
