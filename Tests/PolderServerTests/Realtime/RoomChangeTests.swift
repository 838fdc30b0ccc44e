import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderHTTP
import PolderSQL
import PolderServer
import Testing

/// Requests that change who belongs where have the rooms looked at with the next step, not a minute later.
struct RoomChangeTests {
  private struct Scene {
    let organization: OrganizationID
    let collaboration: CollaborationID
    let viewer: UserID
    let node: NodeID

    init(_ house: ServerHouse) async throws {
      organization = try await house.organization("o")
      collaboration = try await house.collaboration("c", of: [organization])
      viewer = try await house.user("viewer", of: organization, role: "Viewer")
      node = try await house.node("n", of: organization, in: collaboration)
      // From here on the sweep itself is due only in a minute.
      await house.parts.chores.step(house.clock.now)
    }

    var room: String { "collaboration_\(collaboration)" }
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil, to house: ServerHouse
  ) async throws {
    let reply = try await house.call(method, path, body, token: house.token(user: UserID(1)))
    #expect((200...201).contains(reply.status.code), "\(path): \(reply.status)")
    await house.parts.chores.step(house.clock.now)
  }

  @Test("an organization that leaves a collaboration is in its rooms no more, nor is its node")
  func leaving() async throws {
    try await LiveHouse.run { live in
      let scene = try await Scene(live.house)
      try await live.peer(live.house.token(user: scene.viewer)) { peer in
        _ = try await peer.heard(until: "message")
        try await live.peer(live.house.token(node: scene.node)) { node in
          _ = try await node.heard(until: "message Node <n> joined room <\(scene.room)_organization_2>")
          #expect(live.house.parts.hub.sockets(in: scene.room).count == 2)
          try await send(
            .delete, "/collaboration/\(scene.collaboration)/organization",
            ["id": .integer(scene.organization.rawValue)], to: live.house)
          #expect(live.house.parts.hub.sockets(in: scene.room).isEmpty)
          try await send(
            .post, "/collaboration/\(scene.collaboration)/organization",
            ["id": .integer(scene.organization.rawValue)], to: live.house)
          #expect(live.house.parts.hub.sockets(in: scene.room).count == 2)
        }
      }
    }
  }

  @Test("a deleted node is disconnected, and so are the users of a deleted organization")
  func deleted() async throws {
    try await LiveHouse.run { live in
      let scene = try await Scene(live.house)
      try await live.peer(live.house.token(node: scene.node)) { node in
        _ = try await node.heard(until: "message Node <n> joined room <\(scene.room)_organization_2>")
        try await send(.delete, "/node/\(scene.node)", to: live.house)
        _ = try await node.heard(until: "DISCONNECT")
      }
      try await live.peer(live.house.token(user: scene.viewer)) { peer in
        _ = try await peer.heard(until: "message")
        try await send(
          .delete, "/organization/\(scene.organization)?delete_dependents=True", to: live.house)
        _ = try await peer.heard(until: "DISCONNECT")
      }
    }
  }

  @Test("a deleted collaboration has no room left")
  func collaboration() async throws {
    try await LiveHouse.run { live in
      let scene = try await Scene(live.house)
      try await live.peer(live.house.token(user: scene.viewer)) { peer in
        _ = try await peer.heard(until: "message")
        try await send(
          .delete, "/collaboration/\(scene.collaboration)?delete_dependents=True", to: live.house)
        #expect(live.house.parts.hub.sockets(in: scene.room).isEmpty)
      }
    }
  }
}
