import PolderService

/// Tries to reach one database that is no file of this machine.
struct DatabaseVisit: Sendable {
  let columns: DatabaseCheck.ReadsColumns?
  let connects: DatabaseCheck.Connects?

  /// What is known after the visit.
  /// - Parameters:
  ///   - database: the database
  ///   - report: what was known before
  /// - Returns: the same, and what was found
  func report(_ database: NodeDatabase, _ report: DatabaseReport) async -> DatabaseReport {
    var report = report
    await logIn(database, &report)
    if report.answer == nil { await connect(database, &report) }
    return report
  }

  private func logIn(_ database: NodeDatabase, _ report: inout DatabaseReport) async {
    guard let columns, PostgresLogin.isMeant(database) else { return }
    guard let login = PostgresLogin(database) else { return report.note(.ambiguous) }
    do {
      let found = try await columns(login)
      (report.columns, report.answer) = (found.names, .login)
      guard found.isCut || found.names.isEmpty else { return }
      report.note(
        .warning,
        found.isCut
          ? "It has more columns than are told to researchers: the first \(found.names.count)."
          : "The user may read no table of it.",
        nextStep: found.isCut
          ? "Give the node a user who may read only the tables that matter." : "Grant SELECT on the tables that matter."
      )
    } catch is CancellationError {
      // The node ends.
    } catch {
      report.note(PostgresTrouble(error))
    }
  }

  private func connect(_ database: NodeDatabase, _ report: inout DatabaseReport) async {
    guard let connects, let endpoint = database.endpoint else { return }
    report.answer = await connects(endpoint.host, endpoint.port) ? .connection : .nobody
    guard report.answer == .nobody else { return }
    report.note(
      .warning, "Nobody answers at \(endpoint.host), port \(endpoint.port).",
      nextStep: "Check the `uri` of the database, and the way there.")
  }
}

extension DatabaseReport {
  fileprivate mutating func note(_ trouble: PostgresTrouble) {
    note(trouble.state, trouble.message, nextStep: trouble.nextStep)
    answer = trouble.answer
  }
}
