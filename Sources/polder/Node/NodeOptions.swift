import ArgumentParser

/// The options by which the verbs about a node of this machine find its configuration.
struct NodeOptions: ParsableArguments {
  @OptionGroup var which: NodeNameOptions

  @Flag(exclusivity: .exclusive)
  var scope: ServerScope = .user

  /// The configuration that is meant.
  func place() throws -> NodePlace { try which.place(scope.folders) }
}
