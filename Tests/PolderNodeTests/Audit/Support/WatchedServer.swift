import PolderCore
import PolderTransport

/// Looks at what is there at the moment at which a report reaches the server.
struct WatchedServer: HTTPCaller {
  let server: StandInServer
  let onReport: @Sendable (JSONValue) async throws -> Void

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    if call.method == .patch, let body = call.body, let report = try? JSONValue(parsing: body),
      report["finished_at"] != nil
    {
      try await onReport(report)
    }
    return try await server.send(call)
  }
}
