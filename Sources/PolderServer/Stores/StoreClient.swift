package import Logging
import PolderCore
import PolderHTTP
import PolderTransport

/// Calls algorithm stores: only where the policy allows it, looked up once, no redirects, bounded in time and size.
package struct StoreClient: Sendable {
  /// Which addresses may be called.
  package var policy = StorePolicy()
  /// Who finds addresses of hosts.
  package var resolver = HostResolver.system
  /// The address under which stores know this server, unless a request says otherwise.
  package var serverURL: String?
  /// The host at which stores of this very machine are when they are not here, as from within a container.
  package var hostURI: String?
  /// What hears why a store could not be called.
  package var logger = Logger(label: "polder.server.stores")

  /// A client.
  package init() {}

  private static let limit = Duration.seconds(10)
  private static let connectLimit = Duration.seconds(3)
  private static let replyBytes = 4 << 20

  /// The address under which the store knows this server; nil when nobody has said it.
  func server(_ asked: String?) -> String? { (asked ?? serverURL).map { WebAddress.trimmed($0) } }

  /// Finds a store and judges where it is.
  /// - Throws: the refusal for a store that may not be called, or is nowhere
  func route(to store: StoreTarget) async throws -> StoreRoute {
    guard let address = WebAddress(store.url) else { throw Self.unreadable }
    let accepts = store.isForced || (store.isKnown && address.isLocal)
    return StoreRoute(
      address: address, candidates: try await candidates(address, acceptsLoopback: accepts),
      other: address.isLocal ? hostURI.flatMap { address.moved(to: $0) } : nil)
  }

  /// Calls a store.
  /// - Throws: the refusal for a store that does not answer
  func send(_ call: HTTPCall, along route: StoreRoute) async throws -> HTTPAnswer {
    let end = ContinuousClock.now + Self.limit
    do {
      return try await attempt(call, route, until: end)
    } catch let error as PolderError {
      tell(error, route)
      guard error.isSurelyNotSent, let other = route.other else { throw Self.unreachable }
      // The configuration names that host, so it may be this very machine.
      let found = try await candidates(other, acceptsLoopback: true)
      do {
        return try await attempt(call, StoreRoute(address: other, candidates: found, other: nil), until: end)
      } catch let error as PolderError {
        tell(error, route)
        throw Self.unreachable
      }
    }
  }

  /// The caller is told the contract's sentence; why it is so, only the log knows.
  private func tell(_ error: PolderError, _ route: StoreRoute) {
    logger.warning(
      "an algorithm store could not be called",
      metadata: ["store": "\(route.address.origin)", "code": "\(error.code)", "reason": "\(error.message)"])
  }

  private func attempt(
    _ call: HTTPCall, _ route: StoreRoute, until end: ContinuousClock.Instant
  ) async throws -> HTTPAnswer {
    var last: any Error = Self.unreachable
    for candidate in route.candidates.prefix(4) {
      let remaining = end - .now
      guard remaining > .zero else { break }
      let pool = HTTPPool(
        connectTimeout: min(Self.connectLimit, remaining), perHost: 1, addresses: route.binding(candidate))
      let channel = try HTTPChannel(
        base: route.address.text, pool: pool, timeout: remaining, maximumReplyBytes: Self.replyBytes)
      do {
        let answer = try await channel.send(call)
        await pool.shutdown()
        return answer
      } catch {
        await pool.shutdown()
        guard let error = error as? PolderError, error.isSurelyNotSent else { throw error }
        last = error
      }
    }
    throw last
  }

  private func candidates(_ address: WebAddress, acceptsLoopback: Bool) async throws -> [NetworkAddress] {
    var found = [address.literal].compactMap(\.self)
    if found.isEmpty { found = await resolver.addresses(address.host, .seconds(5)) }
    guard !found.isEmpty else { throw Self.unreachable }
    let judged = found.map { ($0, policy.judge($0, acceptsLoopback: acceptsLoopback)) }
    let allowed = judged.filter { $0.1 == .allowed }.map(\.0)
    guard allowed.isEmpty else { return allowed }
    throw judged.contains { $0.1 == .loopback } ? Self.insecure : Self.forbidden
  }

  private static let unreadable = RequestRefusal(
    400,
    "The address of the algorithm store can not be used. Give one such as https://store.example.org/api, without user, "
      + "query or fragment.", code: "store-address-incorrect")

  private static let unreachable = RequestRefusal(
    404,
    "Algorithm store cannot be reached. Make sure that it is online and that you have included the API path (default "
      + "/api) at the end of the algorithm store URL", code: "store-unreachable")

  private static let insecure = RequestRefusal(
    400,
    "Algorithm store url is insecure: localhost services may be run on any computer. Add it anyway by setting the "
      + "'force' flag to true, but only do so for development servers!", code: "store-address-loopback")

  private static let forbidden = RequestRefusal(
    400,
    "This server does not call the address of that algorithm store: it belongs to a network that is closed to such "
      + "calls. Give another address, or ask the server's administrator about 'store_networks_forbidden'.",
    code: "store-address-forbidden")
}
