import ArgumentParser
import PolderCore
import PolderServer
import PolderService

/// `polder server audit show`
struct ServerAuditShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the newest entries, oldest first.")

  @OptionGroup var options: ServerOptions
  @OptionGroup var which: AuditFilterOptions

  @Option(help: "How many entries at most.")
  var limit = 50

  @Flag(help: "One JSON object a line.")
  var json = false

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit has to be at least 1.") }
  }

  func run() async throws {
    let audit = try await ServerAudit(try options.place().settings())
    let entries = try await audit.newest(limit, try which.filter())
    try audit.close()
    if json { return entries.forEach { print($0.line) } }
    let rows = entries.map { entry in
      let record = entry.record
      let times = record.count > 1 ? "\(record.outcome) ×\(record.count)" : "\(record.outcome)"
      return [
        String(entry.number), record.time.wireText, record.principal ?? "-", record.address ?? "-", record.operation,
        record.object, times, record.reason.isEmpty ? "-" : record.reason,
      ]
    }
    TextColumns.print(["NUMBER", "TIME (UTC)", "WHO", "FROM", "OPERATION", "OBJECT", "OUTCOME", "BECAUSE"], rows)
  }
}
