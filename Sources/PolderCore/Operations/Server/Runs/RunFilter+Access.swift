extension RunFilter {
  /// Who may look for runs and results: whoever may view runs, in the scope that the rule gives.
  static let access = Access(
    [.user, .node, .container],
    .all([
      .whenOrganization(
        .refusing(
          "You lack the permission to view runs for organization id={organization}!", .organization(.run, .view))),
      .whenCollaboration(
        .refusing(
          "You lack the permission to view runs for collaboration id={collaboration}!",
          .any([.collaboration(.run, .view), .ownCollaboration]))),
      .atLeast(.own, .run, .view),
    ]))
}
