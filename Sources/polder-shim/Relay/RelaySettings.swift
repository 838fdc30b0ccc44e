/// What all connections of a relay share.
final class RelaySettings: Sendable {
  let upstream: UnixSocket
  let hold: Duration
  let maxBody: Int
  let budget: BodyBudget

  init(_ arguments: RelayArguments) {
    upstream = UnixSocket(path: arguments.socket)
    hold = arguments.hold
    maxBody = arguments.maxBody
    budget = BodyBudget(max(arguments.maxBody * 2, 16 << 20))
  }
}
