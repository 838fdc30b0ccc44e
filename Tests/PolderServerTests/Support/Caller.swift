import PolderCore
import PolderServer

/// Who sends a request in a test.
enum Caller: Sendable, Hashable, CustomStringConvertible {
  case nobody
  case user(Int64)
  case node(Int64)
  case container(ContainerClaims)

  static let root = Caller.user(1)

  func token(_ mint: TokenMint, _ now: Timestamp) throws -> String? {
    switch self {
    case .nobody: nil
    case .user(let id): mint.pair(for: .user(UserID(id), roles: []), session: "s", generation: 0, now: now).access
    case .node(let id): mint.pair(for: .node(NodeID(id)), session: "s", generation: 0, now: now).access
    case .container(let claims): try mint.container(claims, now: now)
    }
  }

  var kind: PrincipalKind? {
    switch self {
    case .nobody: nil
    case .user: .user
    case .node: .node
    case .container: .container
    }
  }

  var description: String {
    switch self {
    case .nobody: "nobody"
    case .user(let id): "user \(id)"
    case .node(let id): "node \(id)"
    case .container(let claims): "container of task \(claims.taskID) at node \(claims.nodeID)"
    }
  }
}
