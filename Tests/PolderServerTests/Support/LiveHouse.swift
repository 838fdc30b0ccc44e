import HummingbirdTesting
import Hummingbird
import Logging
import NIOCore
import PolderCore
import PolderHTTP
import PolderRealtime
import PolderSQL
import PolderServer
import PolderService

/// A whole server at a port of loopback, with the clock of its house.
struct LiveHouse: Sendable {
  let house: ServerHouse
  let port: Int

  /// Runs a server while the body runs, on a database of its own or on one that is shared.
  static func run(
    at address: String? = nil, _ body: @Sendable (LiveHouse) async throws -> Void
  ) async throws {
    let house = try await ServerHouse(at: address)
    let logger = Logger(label: "live") { _ in SwiftLogNoOpLogHandler() }
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let application = house.parts.application(host: "127.0.0.1", port: 0, logger: logger) { found.yield($0) }
    let run = ServiceRun(
      [house.parts.pump, application, house.parts.end], logger: logger, signals: [])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await run.run() }
      for await port in ports {
        do {
          try await body(LiveHouse(house: house, port: port))
        } catch {
          await run.stop()
          throw error
        }
        break
      }
      await run.stop()
      try await group.waitForAll()
    }
  }

  /// A peer with a token, listening until the body ends.
  func peer(
    _ token: String?, _ options: SocketIOClient.Options = .init(), _ body: @Sendable (Peer) async throws -> Void
  ) async throws {
    let endpoint = SocketEndpoint(host: "127.0.0.1", port: port, isSecure: false)
    let client = try SocketIOClient(endpoint: endpoint, options: options) { token.map { "Bearer \($0)" } }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await client.run() }
      do {
        try await body(Peer(client: client))
      } catch {
        client.close()
        throw error
      }
      client.close()
      try await group.waitForAll()
    }
  }

  /// Everything that a node sent before was handled.
  func handled(by node: NodeID, _ client: SocketIOClient) async throws {
    house.clock.advance(.seconds(1))
    client.emit("ping")
    try await wait(
      "SELECT last_seen FROM authenticatable WHERE id = \(node.rawValue)", until: .text(house.clock.now.databaseText))
  }

  /// Waits until something of the database is so; the server's work is awaited, not time.
  func wait(_ query: SQL, until expected: SQLValue) async throws {
    for _ in 0..<20_000 {
      let value = try await house.database.read { try $0.first(query)?.value(0) }
      if value == expected { return }
      await Task.yield()
    }
    throw PolderError("test-wait", "The database never came to \(expected): \(query.text)")
  }
}

/// A peer of the server: reads what it is told, in order.
final class Peer: Sendable {
  let client: SocketIOClient

  init(client: SocketIOClient) { self.client = client }

  /// What comes next, up to and including an event of that name; presence and texts as one line each.
  func heard(until name: String) async throws -> [String] {
    var lines: [String] = []
    for await event in client.events {
      let line = try Self.line(event)
      lines.append(line)
      if line == name || line.hasPrefix(name + " ") { return lines }
    }
    throw PolderError("test-ended", "The connection ended before \(name); heard: \(lines)")
  }

  /// As many lines as are asked for.
  func next(_ count: Int) async throws -> [String] {
    var lines: [String] = []
    for await event in client.events {
      lines.append(try Self.line(event))
      if lines.count == count { return lines }
    }
    throw PolderError("test-ended", "The connection ended before \(count) events were heard, after \(lines)")
  }

  private static func line(_ event: SocketEvent) throws -> String {
    switch event {
    case .connected: return "CONNECT"
    case .disconnected: return "DISCONNECT"
    case .connectionFailed(let reason, _): throw PolderError("test-connection", reason)
    case .event(let event, let arguments):
      let text = arguments.map { $0.string ?? $0.text }.joined(separator: " ")
      return text.isEmpty ? event : "\(event) \(text)"
    }
  }
}
