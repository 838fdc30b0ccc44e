import ArgumentParser
import PolderServer

/// `polder server backup`
struct ServerBackup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write the server's database into a file, also while the server runs.",
    discussion: """
      The file is an SQLite database with the state of one moment, whatever engine the server uses; \
      `polder server restore` puts it back into either. It holds hashes and keys: keep it as you keep the database.
      """)

  @OptionGroup var options: ServerOptions

  @Argument(help: "The file to write; it must not be there yet.", completion: .file())
  var file: String

  func run() async throws {
    let address = try options.place().database()
    try await DatabaseBackup.write(address, to: file)
    print("backed up \(address) to \(file)")
  }
}
