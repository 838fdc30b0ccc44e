import PolderCore

/// Whose uploads a caller may name. An algorithm's uploads pass through its node, which may make them in its own name.
enum BlobOwner {
  /// The name under which a caller's uploads are kept.
  static func name(of principal: Principal) -> String {
    switch principal.identity {
    case .user(let id, _): "user:\(id)"
    case .node(let id, _, _): "node:\(id)"
    case .container(let claims): "container:\(claims.taskID):\(claims.nodeID)"
    }
  }

  /// Whether a caller may name what somebody uploaded.
  static func isOwn(_ owner: String, _ principal: Principal) -> Bool {
    if owner == name(of: principal) { return true }
    guard let claims = principal.container else { return false }
    return owner == "node:\(claims.nodeID)"
  }
}
