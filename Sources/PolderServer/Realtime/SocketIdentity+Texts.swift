import PolderCore

extension SocketIdentity.Caller {
  /// What a room is told when this caller comes in.
  func entryText(_ room: Room) -> String { "\(isNode ? "Node" : "User") <\(name)> joined room <\(room)>" }

  /// What a room is told when this caller has left.
  func exitText(_ room: Room) -> String { "\(name) left room \(room)" }
}
