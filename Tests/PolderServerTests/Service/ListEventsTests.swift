import HTTPTypes
import PolderCore
import PolderHTTP
import PolderServer
import PolderSQL
import Testing

struct ListEventsTests {
  private func announce(_ house: ServerHouse, _ room: Room, _ count: Int = 1) async throws {
    let (pump, now) = (house.parts.pump, house.clock.now)
    try await house.write { sql in
      for number in 0..<count {
        try Unit(sql, now: now, outbox: pump).announce(
          room: room, event: .newTask, payload: EventPayload.NewTask(id: TaskID(Int64(number)), parentID: nil))
      }
    }
  }

  private func list(_ house: ServerHouse, _ query: String, _ token: String) async throws -> Wire.EventPage {
    let reply = try await house.call(.get, "/polder/events" + query, token: token)
    return try JSONValueDecoder.decode(Wire.EventPage.self, from: try #require(reply.json))
  }

  @Test("without a cursor the present one is told; behind it come the events of one's own rooms, in order")
  func rooms() async throws {
    let house = try await ServerHouse()
    let (one, two) = (try await house.organization("1"), try await house.organization("2"))
    let own = try await house.collaboration("own", of: [one])
    let foreign = try await house.collaboration("foreign", of: [two])
    try await announce(house, .collaboration(own))
    let user = house.token(user: try await house.user("u", of: one, role: "Viewer"))
    let node = house.token(node: try await house.node("n", of: one, in: own))
    let start = try await list(house, "", user)
    #expect(start.data.isEmpty && start.cursor == 1 && !start.lost && !start.more)
    try await announce(house, .collaboration(foreign))
    try await announce(house, .collaboration(own))
    try await announce(house, .organization(own, one))
    let seen = try await list(house, "?after=1", user)
    #expect(seen.data.map(\.id) == [3] && seen.cursor == 4 && seen.data.first?.event == "new_task")
    #expect(seen.data.first?.payload == ["id": 0, "parent_id": nil])
    #expect(try await list(house, "?after=1", node).data.map(\.id) == [3, 4])
    let nobody = house.token(user: try await house.user("x", of: one))
    #expect(try await list(house, "?after=1", nobody).data.isEmpty)
    #expect(try await list(house, "?after=1", house.token(user: UserID(1))).data.map(\.id) == [2, 3])
  }

  @Test("a page is bounded and says where to go on")
  func pages() async throws {
    let house = try await ServerHouse()
    let own = try await house.collaboration("own", of: [try await house.organization("1")])
    try await announce(house, .collaboration(own), 5)
    let root = house.token(user: UserID(1))
    let first = try await list(house, "?after=0&limit=2", root)
    #expect(first.data.map(\.id) == [1, 2] && first.more && first.cursor == 2)
    let rest = try await list(house, "?after=2&limit=3", root)
    #expect(rest.data.map(\.id) == [3, 4, 5] && !rest.more && rest.cursor == 5)
    #expect(try await list(house, "?after=5", root).data.isEmpty)
  }

  @Test("who asks from before what was removed, or from a future of another database, hears that events are lost")
  func lost() async throws {
    let house = try await ServerHouse()
    let own = try await house.collaboration("own", of: [try await house.organization("1")])
    let root = house.token(user: UserID(1))
    try await announce(house, .collaboration(own), 3)
    house.clock.advance(.seconds(8 * 86_400))
    await house.parts.chores.step(house.clock.now)
    let fresh = house.token(user: UserID(1))
    #expect(try await house.number("SELECT COUNT(*) FROM polder_outbox") == 0)
    #expect(try await list(house, "", fresh).cursor == 3)
    #expect(try await list(house, "?after=2", fresh).lost)
    #expect(try await !list(house, "?after=3", fresh).lost)
    #expect(try await list(house, "?after=4", fresh).lost)
    try await announce(house, .collaboration(own))
    #expect(try await list(house, "?after=3", fresh).data.map(\.id) == [4])
    #expect(root != fresh)
  }
}
