import ArgumentParser

/// `polder version`
struct Version: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the versions of the program and of its contract.")

  func run() { print(ProgramVersion.text) }
}
