import Logging
import PolderCore
import PolderHTTP
import PolderSQL

/// Everything that a server tells Prometheus.
package struct ServerMetrics: Sendable {
  let requests: RequestMetrics
  let attempts: AttemptLimit?
  let hub: SocketHub
  let pump: OutboxPump
  let audit: AuditQueue
  let nodes: NodeMetrics
  let database: any Database
  let logger: Logger

  /// The figures of this moment. A database that does not answer shows as `polder_database_up 0`.
  package func text() async -> String {
    var text = MetricText()
    text.begin("polder_build_info", .gauge, "The version that runs")
    text.sample(
      "polder_build_info", [("version", ServerVersion.polder), ("contract", ServerVersion.contract)], 1)
    requests.write(to: &text)
    text.single(
      "polder_login_attempts_refused_total", .counter, "Attempts refused because an address made too many",
      Double(attempts?.refused ?? 0))
    sockets(&text)
    await outbox(&text)
    text.single(
      "polder_database_statements_total", .counter, "Statements that ran", Double(database.statementCount))
    let (waiting, taken) = audit.counts
    text.single("polder_audit_waiting", .gauge, "Entries that wait to be written into the audit log", Double(waiting))
    text.single("polder_audit_records_total", .counter, "What the audit log was told", Double(taken))
    ProcessFigures.write(to: &text)
    nodes.write(to: &text)
    return text.text
  }

  private func sockets(_ text: inout MetricText) {
    let counters = hub.counters
    for (name, help, value) in [
      ("polder_sockets", "Sockets that are known", counters.sockets),
      ("polder_socket_sessions", "Sessions that live", counters.sessions),
      ("polder_socket_rooms", "Rooms with at least one socket", counters.rooms),
    ] {
      text.single(name, .gauge, help, Double(value))
    }
    for (name, help, value) in [
      ("polder_socket_sessions_total", "Sessions that were begun", counters.opened),
      ("polder_socket_events_total", "Events that were emitted", counters.emitted),
      ("polder_socket_deliveries_total", "Events that were queued for a socket", counters.delivered),
    ] {
      text.single(name, .counter, help, Double(value))
    }
    text.begin("polder_socket_sessions_dropped_total", .counter, "Sessions that were ended, by the reason")
    for (reason, value) in [
      ("slow", counters.tooSlow), ("silent", counters.timedOut), ("broken", counters.broken),
    ] {
      text.sample("polder_socket_sessions_dropped_total", [("reason", reason)], Double(value))
    }
  }

  private func outbox(_ text: inout MetricText) async {
    do {
      let newest = try await database.read { try OutboxRepository.bounds($0).newest }
      text.single("polder_database_up", .gauge, "Whether the database answers", 1)
      text.single(
        "polder_outbox_lag_events", .gauge, "Events that are committed and not sent by this server yet",
        Double(max(0, newest - pump.position)))
    } catch {
      logger.warning("the database did not answer for the metrics", metadata: ["reason": "\(error)"])
      text.single("polder_database_up", .gauge, "Whether the database answers", 0)
    }
  }
}
