import ArgumentParser
import PolderServer

/// `polder server restore`
struct ServerRestore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a backup into the server's database.",
    discussion: """
      Takes a file of `polder server backup`, or any SQLite file of a server, also one of the incumbent: so a server \
      moves from SQLite to PostgreSQL and back. Everything happens in one transaction; a server that runs goes on with \
      what was restored. Restart it when the backup is of another server, whose tokens it can not know.
      """)

  @OptionGroup var options: ServerOptions

  @Flag(help: "Replace what the database holds; without it, only an empty database is filled.")
  var replace = false

  @Argument(help: "The file of the backup.", completion: .file())
  var file: String

  func run() async throws {
    let address = try options.place().database()
    let report = try await DatabaseRestore.run(file, into: address, replacing: replace)
    print("restored \(report.rows.values.reduce(0, +)) rows from \(file) into \(address)")
    if report.emptied > 0 {
      print("\(report.emptied) references named rows that are not there, and were emptied")
    }
  }
}
