import ArgumentParser

/// `polder node run refuse`
struct NodeRunRefuse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refuse", abstract: "Do not let a run that waits be executed.",
    discussion: "The researcher reads the reason in the log of the run.")

  @Argument(help: "The run's number.") var number: Int64
  @Option(help: "Why; the researcher reads it.") var reason: String
  @OptionGroup var options: NodeRunOptions

  func run() throws { try options.decide(number, isApproved: false, reason: reason) }
}
