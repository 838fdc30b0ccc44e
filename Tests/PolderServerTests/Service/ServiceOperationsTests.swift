import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderHTTP
import PolderSQL
import PolderServer
import Testing

struct ServiceOperationsTests {
  @Test("the version is the contract's, with ours beside it; anybody may ask")
  func version() async throws {
    let reply = try await ServerHouse().call(.get, "/version")
    let recorded = try #require(try Golden.record("version")["json"]?["version"])
    #expect(reply.status == .ok && reply.json == ["version": recorded, "polder": .string(ServerVersion.polder)])
  }

  @Test("health tells the truth about the database")
  func health() async throws {
    let house = try await ServerHouse()
    try Golden.hold(try await house.call(.get, "/health"), to: "health")
    try house.database.close()
    house.clock.advance(.seconds(2))
    let reply = try await house.call(.get, "/health")
    #expect(reply.status == .ok && reply.json == ["database": false])
  }

  @Test("a method that is not there, and OPTIONS, are answered as recorded")
  func methods() async throws {
    let house = try await ServerHouse()
    try Golden.hold(try await house.call(.delete, "/version"), to: "method_not_allowed")
    try Golden.hold(try await house.call(.options, "/user"), to: "options")
  }

  @Test("every operation of the catalogue has its handler")
  func catalogue() async throws {
    let house = try await ServerHouse()
    for operation in ServerCatalogue.operations where operation.route.verb == .get {
      let path = "/" + operation.route.path(["1"])
      let reply = try await house.call(.options, path)
      #expect(reply.status == .ok && reply.header("allow")?.contains("GET") == true, "\(path)")
    }
  }

  @Test("a request that was done is answered again from what was kept; another request under its key is refused")
  func kept() async throws {
    let house = try await ServerHouse()
    let token = house.token(user: UserID(1))
    let key = try #require(HTTPField.Name("Idempotency-Key"))
    func make(_ name: String) async throws -> TestResponse {
      try await house.call(.post, "/organization", ["name": .string(name)], token: token, headers: [key: "k"])
    }
    let first = try await make("one")
    #expect(first.status == .created)
    let again = try await make("one")
    #expect(again.status == .created && again.json == first.json)
    #expect(try await house.number("SELECT COUNT(*) FROM organization WHERE name = 'one'") == 1)
    let other = try await make("two")
    #expect(other.status.code == 422 && other.header("polder-error") == "idempotency-key-reused")
    house.clock.advance(.seconds(8 * 86_400))
    await house.parts.chores.step(house.clock.now)
    #expect(try await house.number("SELECT COUNT(*) FROM polder_idempotency") == 0)
  }

  @Test("a reply that holds a node's key is not kept in the database")
  func secrets() async throws {
    let house = try await ServerHouse()
    let organization = try await house.organization("o")
    let collaboration = try await house.collaboration("c", of: [organization])
    let key = try #require(HTTPField.Name("Idempotency-Key"))
    let reply = try await house.call(
      .post, "/node",
      ["collaboration_id": .integer(collaboration.rawValue), "organization_id": .integer(organization.rawValue)],
      token: house.token(user: UserID(1)), headers: [key: "k"])
    #expect(reply.status == .created && reply.json?["api_key"]?.string != nil)
    #expect(try await house.number("SELECT COUNT(*) FROM polder_idempotency") == 0)
  }
}
