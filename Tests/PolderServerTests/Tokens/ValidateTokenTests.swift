import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderHTTP
import PolderServer
import PolderSQL
import Testing

struct ValidateTokenTests {
  @Test("a user's token tells who the user is, a node's which node")
  func validating() async throws {
    let house = try await SmallWorld.house()
    let user = try await house.call(.post, "/token/user/validate", as: .user(101))
    #expect(
      user.json == [
        "msg": "Token is valid", "user_id": 101, "username": "user101", "email": "user101@example.org",
        "organization_id": 10,
      ])
    #expect(user.json?.object?.keys == ["msg", "user_id", "username", "email", "organization_id"])
    let node = try await house.call(.post, "/token/node/validate", as: .node(201))
    #expect(node.json == ["msg": "Token is valid", "node_id": 201, "name": "node201", "organization_id": 10])
  }

  @Test("a token of the wrong kind is told nothing (deviation 1)")
  func wrongKind() async throws {
    let house = try await SmallWorld.house()
    #expect(try await house.call(.post, "/token/node/validate", as: .user(101)).status == 403)
    #expect(try await house.call(.post, "/token/user/validate", as: .node(201)).status == 403)
    let container = SmallWorld.container(of: SmallWorld.runs[0])
    #expect(try await house.call(.post, "/token/user/validate", as: container).status == 403)
    #expect(try await house.call(.post, "/token/user/validate", as: .nobody).status == 401)
  }

  @Test("deviation 25: a token for another service tells who the user is for a minute, and is good for nothing else")
  func validationOnly() async throws {
    let house = try await ServerHouse()
    let now = house.clock.now
    let token = house.parts.tokens.validation(of: UserID(1), roles: ["Root"], session: "s", now: now)
    let valid = try await house.call(.post, "/token/user/validate", token: token)
    #expect(valid.status == .ok)
    #expect(valid.json?["user_id"] == 1)
    for path in ["/user/1", "/rule", "/role", "/organization", "/task", "/polder/events"] {
      let refused = try await house.call(.get, path, token: token)
      #expect((refused.status.code, refused.message) == (403, "This token is good for its own validation only."))
    }
    let change = try await house.call(
      .patch, "/password/change", ["current_password": "root", "new_password": "N3w-passw0rd"], token: token)
    #expect(change.status.code == 403)
    #expect(try await house.call(.post, "/token/refresh", token: token).status.code == 422)
    house.clock.advance(.seconds(60))
    let late = try await house.call(.post, "/token/user/validate", token: token)
    #expect((late.status.code, late.message) == (401, "Token has expired"))
  }

  @Test("deviation 25: nobody joins the sockets with such a token")
  func noSocket() async throws {
    try await LiveHouse.run { live in
      let house = live.house
      let one = try await house.organization("one")
      _ = try await house.collaboration("c", of: [one])
      let viewer = try await house.user("viewer", of: one, role: "Viewer")
      let token = house.parts.tokens.validation(of: viewer, roles: [], session: nil, now: house.clock.now)
      #expect(throws: RequestRefusal.self) { try house.parts.tokens.access("Bearer \(token)", now: house.clock.now) }
      try await live.peer(token) { peer in
        #expect(try await peer.heard(until: "CONNECT") == ["CONNECT"])
        try await live.peer(house.token(user: viewer)) { known in
          _ = try await known.heard(until: "message")
          #expect(house.parts.hub.sockets(in: "collaboration_1").count == 1)
        }
      }
    }
  }
}
