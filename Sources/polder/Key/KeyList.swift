import ArgumentParser
import PolderCore
import PolderCrypto
import PolderPrompt

/// `polder key list`
struct KeyList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the pinned keys of organizations: by what they are known here.")

  @OptionGroup var client: ClientOptions

  func run() throws {
    let place = try PromptPlace()
    let book = try place.folder.book()
    let profile = try book.profile(place.profileName(nil, client, in: book))
    try client.printer(place.terminal).list(place.folder.pinFile(of: profile).pins.all, columns: Self.columns)
  }

  private static let columns: [Column<PinnedKey>] = [
    Column("organization") { $0.organization }, Column("fingerprint") { $0.fingerprint.description },
    Column("first seen") { $0.firstSeen }, Column("confirmed") { $0.isConfirmed },
    Column("envelopes") { $0.acceptsEnvelopes },
  ]
}
