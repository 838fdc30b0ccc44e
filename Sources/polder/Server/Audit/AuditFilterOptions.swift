import ArgumentParser
import PolderCore
import PolderService

/// The options that say which entries of an audit log are meant.
struct AuditFilterOptions: ParsableArguments {
  @Option(help: "From this time on (UTC), for instance 2026-11-25 or 2026-11-25T18:00:00.")
  var since: String?

  @Option(help: "Before this time (UTC).")
  var until: String?

  @Option(help: "By this principal, for instance user:3 or node:7, or by any of a kind: user, node, container.")
  var principal: String?

  @Option(help: "This operation, for instance CreateTask.")
  var operation: String?

  @Option(help: "About this object, for instance task/5.")
  var object: String?

  var isEmpty: Bool { since == nil && until == nil && principal == nil && operation == nil && object == nil }

  func filter() throws -> AuditFilter {
    var filter = AuditFilter()
    filter.since = try since.map { try Self.moment($0, "--since") }
    filter.until = try until.map { try Self.moment($0, "--until") }
    filter.principal = principal
    filter.operation = operation
    filter.object = object
    return filter
  }

  static func moment(_ text: String, _ option: String) throws -> Timestamp {
    guard let moment = Timestamp(text: text) else {
      throw ValidationError("\(option) has to be a date or a date and time, such as 2026-11-25T18:00:00.")
    }
    return moment
  }
}
