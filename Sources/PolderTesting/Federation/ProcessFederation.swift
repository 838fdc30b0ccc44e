package import PolderClient
package import PolderCore
import Synchronization

/// A server and nodes as processes of the real program, set up through the API, and a researcher who is logged in.
package final class ProcessFederation: Sendable {
  /// The folder of everything.
  package let folder: TestFolder
  /// The port of the server, the same after a restart.
  package let port: Int
  /// The organizations, in the order of their plans.
  package let sites: [FederationSite]
  /// The collaboration of all of them.
  package let collaboration: CollaborationID
  /// Whoever may do everything.
  package let root: UserClient
  /// A researcher of the first organization.
  package let researcher: UserClient
  /// What the researcher is told.
  package let feed: EventFeed
  private let server: ServerHolder

  /// The server's address.
  package var address: String { "http://127.0.0.1:\(port)" }

  private init(
    _ folder: TestFolder, _ server: ServerHolder, _ made: FederationMaking.Made, _ researcher: UserClient,
    _ feed: EventFeed
  ) {
    self.folder = folder
    self.server = server
    port = server.port
    sites = made.sites
    collaboration = made.collaboration
    root = made.root
    self.researcher = researcher
    self.feed = feed
  }

  /// A federation for as long as some work takes. At the end every process is stopped, the folder removed, and whether a
  /// process was left is looked up.
  /// - Throws: what the work throws; `PolderError` `testing-left-processes` when a process is left
  package static func with<Value: Sendable>(
    _ plans: [SitePlan], _ body: @Sendable @escaping (ProcessFederation) async throws -> Value
  ) async throws -> Value {
    try await TestFolder.with { folder in
      let server = try ServerHolder(folder)
      let making = FederationMaking(folder: folder, server: server, plans: plans)
      let outcome = await result { try await run(making, body) }
      for plan in plans { await making.end(plan) }
      await server.stop()
      let left = Traces.processes(of: folder.path)
      let value = try outcome.get()
      guard left.isEmpty else {
        throw PolderError(
          "testing-left-processes", left.map(Traces.describe).joined(separator: "; "), object: folder.path)
      }
      return value
    }
  }

  private static func run<Value: Sendable>(
    _ making: FederationMaking, _ body: @Sendable @escaping (ProcessFederation) async throws -> Value
  ) async throws -> Value {
    let made = try await making.make()
    let outcome = await result {
      let researcher = try await making.researcher(made)
      let value = await result {
        try await researcher.withEvents { feed in
          try await body(ProcessFederation(making.folder, making.server, made, researcher, feed))
        }
      }
      await researcher.shutdown()
      return try value.get()
    }
    for site in made.sites { await site.stop() }
    await made.root.shutdown()
    return try outcome.get()
  }

  /// What came of some work, so that cleaning up can follow it.
  private static func result<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }

  /// The organization of a name.
  /// - Throws: `PolderError` when no plan has it
  package func site(_ name: String) throws -> FederationSite {
    guard let site = sites.first(where: { $0.plan.name == name }) else {
      throw PolderError("testing-no-site", "There is no such organization.", object: name)
    }
    return site
  }

  /// Ends the server by force.
  package func crashServer() async throws { try await server.crash() }

  /// Starts the server again, at the same port and on the same database.
  package func startServer() async throws { try await server.start() }

  /// All that the server logged.
  package var serverLog: String { folder.text("server.log") }
}
