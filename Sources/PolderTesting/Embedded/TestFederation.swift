import Foundation
package import PolderClient
package import PolderCore
package import PolderNode
import Synchronization

/// A federation in this process: a server, a collaboration of organizations, and nodes where data is given.
///
/// ```swift
/// try await TestFederation.with(Plan()) { federation in
///   let ada = try await federation.user("Researcher")
///   …
/// }
/// ```
package final class TestFederation: Sendable {
  /// The server.
  package let server: TestServer
  /// The user who may do everything, logged in; at the first organization.
  package let root: UserClient
  /// The collaboration of all organizations.
  package let collaboration: CollaborationID
  /// The organizations in the order of the plan.
  package let sites: [Site]
  /// A folder that goes away at the end.
  package let folder: TestFolder

  private let plan: Plan
  private let nodes = Mutex<[TestNode]>([])
  private let clients = Mutex<[UserClient]>([])
  private let standIns = Mutex<[NodeStandIn]>([])

  private init(_ plan: Plan, _ folder: TestFolder, _ server: TestServer) async throws {
    self.plan = plan
    self.folder = folder
    self.server = server
    root = try UserClient(server: server.address)
    do {
      try await root.authenticate(username: "root", password: TestServer.rootPassword)
      (collaboration, sites) = try await Setup(root: root).make(plan)
    } catch {
      await root.shutdown()
      throw error
    }
  }

  /// Gives a federation for as long as a piece of work takes, and leaves nothing of it.
  package static func with<Value>(
    _ plan: Plan = Plan(), _ body: (TestFederation) async throws -> Value
  ) async throws -> Value {
    try await TestFolder.with { folder in
      let server = try await TestServer.start(in: folder, plan.server)
      do {
        let federation = try await TestFederation(plan, folder, server)
        do {
          try await federation.startNodes()
          let value = try await body(federation)
          try await federation.close()
          try await server.stop()
          return value
        } catch {
          // The failure of the work is the one that matters.
          try? await federation.close()
          throw error
        }
      } catch {
        try? await server.stop()
        throw error
      }
    }
  }

  /// The numbers of all organizations.
  package var organizations: [OrganizationID] { sites.map(\.organization) }

  /// Makes a user with a role at an organization and logs in: half a second for the two hashes.
  package func user(_ role: String, at site: Int = 0, username: String = "ada") async throws -> UserClient {
    try await Setup(root: root).makeUser(username, role: role, at: sites[site].organization)
    let client = try client()
    try await client.authenticate(username: username, password: Setup.password)
    return client
  }

  /// A client that nobody has logged in with.
  package func client() throws -> UserClient {
    let client = try UserClient(server: server.address)
    clients.withLock { $0.append(client) }
    return client
  }

  /// Acts as the node of an organization.
  package func standIn(at site: Int) async throws -> NodeStandIn {
    guard let key = sites[site].apiKey else {
      throw PolderError("testing-no-node", "The organization has no node.", object: sites[site].name)
    }
    let standIn = try await NodeStandIn(server: server.address, apiKey: key)
    standIns.withLock { $0.append(standIn) }
    return standIn
  }

  /// The configuration of the node of an organization.
  package func configuration(at site: Int) throws -> NodeConfiguration {
    guard let key = sites[site].apiKey else {
      throw PolderError("testing-no-node", "The organization has no node.", object: sites[site].name)
    }
    var databases: [NodeDatabase] = []
    if site < plan.data.count {
      let file = try folder.write(String(decoding: plan.data[site], as: UTF8.self), to: "\(site).csv")
      databases = [NodeDatabase(label: "default", uri: file, type: "csv", isReadOnly: true)]
    }
    var images = plan.images
    images[SitePlan.statistics] = [try BuiltPrograms.polder(), "algorithm", "run"]
    let runtime = RuntimeSettings(images: images, limits: plan.limits, shim: try BuiltPrograms.shim())
    return NodeConfiguration(
      apiKey: key, serverURL: "http://127.0.0.1", port: Int(server.address.split(separator: ":").last ?? ""),
      dataFolder: folder.path + "/n\(site)", databases: databases, runtime: runtime, disclosure: plan.disclosure)
  }

  private func startNodes() async throws {
    try await withThrowingTaskGroup(of: TestNode.self) { group in
      for site in plan.data.indices {
        let configuration = try configuration(at: site)
        group.addTask { try await TestNode.start(configuration) }
      }
      for try await node in group { nodes.withLock { $0.append(node) } }
    }
  }

  private func close() async throws {
    for client in clients.withLock({ $0 }) + [root] { await client.shutdown() }
    for standIn in standIns.withLock({ $0 }) { await standIn.shutdown() }
    for node in nodes.withLock({ $0 }) { try await node.end() }
  }
}
