/// What all connections of a relay share.
final class RelaySettings: Sendable {
  /// The node's side of the relay.
  let upstream: Endpoint
  let hold: Duration
  let maxBody: Int
  let budget: BodyBudget

  init(_ arguments: RelayArguments) {
    upstream = .path(arguments.socket)
    hold = arguments.hold
    maxBody = arguments.maxBody
    budget = BodyBudget(max(arguments.maxBody * 2, 16 << 20))
  }

  /// nil while nobody listens there.
  func connect() -> ByteStream? {
    guard let socket = upstream.connected() else { return nil }
    return ByteStream(socket)
  }
}
