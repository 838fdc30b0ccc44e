import ArgumentParser
import CMalloc

/// The one program.
@main
struct Polder: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "polder",
    abstract: "Analyze data of several hospitals together without moving it.",
    discussion: """
      A server coordinates, a node at each hospital runs algorithms beside its own database, and only aggregates \
      come back. `polder demo` shows all of it on this machine, in seconds, on public data; `polder login` begins work as a user of a \
      server.
      """,
    version: ProgramVersion.text,
    groupedSubcommands: [
      CommandGroup(name: "Server and node", subcommands: [Demo.self, Server.self, Node.self]),
      CommandGroup(
        name: "Session",
        subcommands: [Login.self, Logout.self, WhoAmI.self, ProfileNoun.self, KeyNoun.self, RecoverNoun.self]),
      CommandGroup(name: "Analysis", subcommands: [TaskNoun.self, RunNoun.self]),
      CommandGroup(
        name: "Federation",
        subcommands: [
          OrganizationNoun.self, CollaborationNoun.self, StudyNoun.self, UserNoun.self, RoleNoun.self, RuleNoun.self,
          StoreNoun.self, Algorithm.self,
        ]),
      CommandGroup(name: "Program", subcommands: [Completions.self, Manual.self, Version.self, VNodeLocal.self]),
    ])

  static func main() async {
    // Parts of large uploads come and go on many threads; without this each keeps the largest that it ever had.
    _ = polder_large_blocks_from(1 << 20)
    let words = CalledName.words(of: CommandLine.arguments)
    if let problem = CommandWords.problem(in: words, of: Self.self) {
      Self.exit(withError: ValidationError(problem))
    }
    do {
      var command = try parseAsRoot(words)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      Failure.end(with: error, of: Self.self)
    }
  }
}
