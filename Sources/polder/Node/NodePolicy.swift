import ArgumentParser

/// `polder node policy`
struct NodePolicy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Look into the policies of a node.", subcommands: [NodePolicyExplain.self])
}
