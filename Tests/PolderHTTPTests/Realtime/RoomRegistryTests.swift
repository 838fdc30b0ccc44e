import Testing

@testable import PolderHTTP

@Suite("Rooms") struct RoomRegistryTests {
  func handle(_ number: Int, in namespace: String = "/tasks") -> SocketHandle {
    SocketHandle(sid: "s\(number)", namespace: namespace)
  }

  @Test("a socket is in the rooms it joined, in its namespace only") func joining() {
    var rooms = RoomRegistry<Int>()
    rooms.add(handle(1), 1)
    rooms.add(handle(2, in: "/"), 2)
    let joined = ["s1", "s2", "s3"].map { rooms.join($0, "a") }
    #expect(joined == [true, true, false])
    #expect(rooms.members(of: "a", in: "/tasks") == ["s1": 1])
    #expect(rooms.members(of: "a", in: "/") == ["s2": 2])
    #expect(rooms.rooms(of: "s1") == ["a"])
  }

  @Test("rooms vanish with their last socket") func vanishing() {
    var rooms = RoomRegistry<Int>()
    rooms.add(handle(1), 1)
    for name in ["a", "b", "c"] { _ = rooms.join("s1", name) }
    rooms.leave("s1", "b")
    #expect(rooms.rooms(of: "s1") == ["a", "c"])
    rooms.remove("s1")
    #expect((rooms.count, rooms.roomCount) == (0, 0))
    #expect(rooms.rooms(of: "s1") == [])
  }

  @Test("both directions agree after any history", arguments: 1...20 as ClosedRange<UInt64>)
  func agreement(seed: UInt64) {
    var state = seed
    func random(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % bound)
    }
    var rooms = RoomRegistry<Int>()
    var model: [Int: Set<String>] = [:]
    for _ in 0..<2_000 {
      let (number, name) = (random(20), "r\(random(6))")
      switch random(8) {
      case 0:
        if model[number] == nil {
          rooms.add(handle(number), number)
          model[number] = []
        }
      case 1:
        rooms.remove("s\(number)")
        model[number] = nil
      case 2...5:
        let isKnown = rooms.join("s\(number)", name)
        #expect(isKnown == (model[number] != nil))
        model[number]?.insert(name)
      default:
        rooms.leave("s\(number)", name)
        model[number]?.remove(name)
      }
    }
    for number in 0..<20 { #expect(rooms.rooms(of: "s\(number)") == (model[number] ?? []).sorted()) }
    for name in (0..<6).map({ "r\($0)" }) {
      let expected = Set(model.filter { $0.value.contains(name) }.keys)
      #expect(Set(rooms.members(of: name, in: "/tasks").values) == expected)
    }
    #expect(rooms.roomCount == Set(model.values.flatMap(\.self)).count)
  }
}
