import ArgumentParser

/// `polder node key`
struct NodeKeyGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Look at the keys of organizations by which the node knows them, and change them on their own word.",
    subcommands: [NodeKeyList.self, NodeKeyFingerprint.self, NodeKeyPin.self, NodeKeyForget.self])
}
