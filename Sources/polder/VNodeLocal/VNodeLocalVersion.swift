import ArgumentParser

/// `vnode-local version`
struct VNodeLocalVersion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the versions of the program and of its contract.")

  func run() { print(ProgramVersion.text) }
}
