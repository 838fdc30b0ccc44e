import PolderCore

/// The end of a demonstration that stays: how to log in and what to try, until it is interrupted.
struct KeptUp {
  let scenario: Scenario
  let collaboration: CollaborationID
  let sites: [DemoSite]

  func stay() async throws {
    let output = scenario.output
    output.line()
    output.line("Everything stays up until Ctrl-C.")
    output.line("  server       \(scenario.server)  (API below /api)")
    for account in [scenario.accounts.researcher, scenario.accounts.admin, scenario.accounts.root] {
      output.line("  user         \(account.username)  password \(account.password)  (\(account.purpose))")
    }
    output.line(
      "  collaboration \(collaboration), organizations \(sites.map(\.organization.description).joined(separator: ", "))"
    )
    output.line()
    output.line("Three commands to try next:")
    output.line("  curl -s \(scenario.server)/api/version")
    let program = scenario.options.program
    output.line("  \(program) login \(scenario.server) --username researcher")
    output.line(
      "  \(program) task create --collaboration \(collaboration) --organization \(sites[0].organization) "
        + "--image \(NodePart.image) --database default --method summary --kwarg 'columns=[\"age\"]' --wait")
    // Cancellation by Ctrl-C ends the pause, which has no other end.
    while !Task.isCancelled { try await Task.sleep(for: .seconds(3_600)) }
  }
}
