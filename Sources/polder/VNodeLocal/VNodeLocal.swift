import ArgumentParser

/// `vnode-local`: the words by which the incumbent's command line starts a node in a container.
struct VNodeLocal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vnode-local",
    abstract: "Take the incumbent's command line, as `v6 node start --image` gives it.",
    discussion: "The program does the same when it is called by this name.", shouldDisplay: false,
    subcommands: [VNodeLocalStart.self, VNodeLocalVersion.self])
}
