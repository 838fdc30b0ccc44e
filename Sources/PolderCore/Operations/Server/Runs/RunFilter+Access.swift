extension RunFilter {
  /// Who may look for runs and results: whoever may view runs, in the scope that the rule gives.
  static let access = Access(
    [.user, .node, .container],
    .all([
      .atLeast(.own, .run, .view), .whenOrganization(.organization(.run, .view)),
      .whenCollaboration(.any([.collaboration(.run, .view), .ownCollaboration])),
    ]))
}
