/// Who is in which room, both ways round.
struct RoomRegistry<Member> {
  struct Room: Hashable {
    let namespace: String
    let name: String
  }

  private struct Entry {
    let handle: SocketHandle
    let member: Member
    var rooms: Set<String> = []
  }

  private var sockets: [String: Entry] = [:]
  private var rooms: [Room: [String: Member]] = [:]

  var count: Int { sockets.count }
  var roomCount: Int { rooms.count }

  mutating func add(_ handle: SocketHandle, _ member: Member) {
    sockets[handle.sid] = Entry(handle: handle, member: member)
  }

  func member(_ sid: String) -> (handle: SocketHandle, member: Member)? {
    sockets[sid].map { ($0.handle, $0.member) }
  }

  /// False when there is no such socket.
  mutating func join(_ sid: String, _ name: String) -> Bool {
    guard var entry = sockets.removeValue(forKey: sid) else { return false }
    entry.rooms.insert(name)
    rooms[Room(namespace: entry.handle.namespace, name: name), default: [:]][sid] = entry.member
    sockets[sid] = entry
    return true
  }

  mutating func leave(_ sid: String, _ name: String) {
    guard var entry = sockets[sid], entry.rooms.remove(name) != nil else { return }
    sockets[sid] = entry
    vacate(sid, Room(namespace: entry.handle.namespace, name: name))
  }

  mutating func remove(_ sid: String) {
    guard let entry = sockets.removeValue(forKey: sid) else { return }
    for name in entry.rooms { vacate(sid, Room(namespace: entry.handle.namespace, name: name)) }
  }

  func rooms(of sid: String) -> [String] { sockets[sid]?.rooms.sorted() ?? [] }

  func members(of name: String, in namespace: String) -> [String: Member] {
    rooms[Room(namespace: namespace, name: name)] ?? [:]
  }

  private mutating func vacate(_ sid: String, _ room: Room) {
    rooms[room]?.removeValue(forKey: sid)
    if rooms[room]?.isEmpty == true { rooms[room] = nil }
  }
}
