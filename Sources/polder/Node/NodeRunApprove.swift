import ArgumentParser

/// `polder node run approve`
struct NodeRunApprove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Let a run that waits be executed: exactly this one, with its image and input.")

  @Argument(help: "The run's number.") var number: Int64
  @Option(help: "Why, for the node's audit log.") var reason: String?
  @OptionGroup var options: NodeRunOptions

  func run() throws { try options.decide(number, isApproved: true, reason: reason) }
}
