import PolderClient
import PolderCore
import PolderTransport
import Testing

@Suite("Live: the client itself", .timeLimit(.minutes(10)))
struct LiveSessionTests {
  @Test("A wrong password and an unknown name are refused with the same words, and no session begins")
  func refusesStrangers() async throws {
    try await LiveStage.with { stage in
      let client = try stage.client()
      let wrong = await stage.refusal(401) {
        try await client.authenticate(username: stage.name("admin"), password: "Not-it-1234")
      }
      let unknown = await stage.refusal(401) {
        try await client.authenticate(username: stage.name("nobody"), password: LiveStage.password)
      }
      #expect(wrong == unknown)
      await #expect(throws: (any Error).self) { try await client.token }
    }
  }

  @Test("Who is logged in has a name, a token, and a new token when asked for one")
  func knowsTheSession() async throws {
    try await LiveStage.with { stage in
      let user = stage.admin
      #expect(try await user.name == "Ada")
      let before = try await user.token.text
      let header = try await user.headers["Authorization"]?.text
      #expect(header == "Bearer \(before)")
      try await user.refreshToken()
      let after = try await user.token.text
      #expect(after != before)
      #expect(try await user.user.get().username == stage.name("admin"))
    }
  }

  @Test("The address is told in its parts, and paths below it are made")
  func tellsTheAddress() async throws {
    try await LiveTarget.with { target in
      let client = try UserClient(server: target.address, timeout: LiveTarget.patience)
      let port = try #require(client.port)
      #expect("\(client.host):\(port)" == target.address)
      #expect(client.path == "/api")
      #expect(client.basePath == target.address + "/api")
      #expect(client.generatePath(to: "task/1") == target.address + "/api/task/1")
      await client.shutdown()
      let parts = try UserClient(host: client.host, port: port, path: "/api")
      #expect(try await parts.util.getServerVersion().version.hasPrefix("4.15"))
      await parts.shutdown()
    }
  }

  @Test("Only a collaboration that the server shows is set up (deviation 61), and one that was stays")
  func setsUpCollaborations() async throws {
    try await LiveStage.with { stage in
      let user = try await stage.loggedIn("admin")
      let missing = CollaborationID(.max >> 12)
      await stage.refusal(404) { try await user.setupCollaboration(missing) }
      #expect(user.currentCollaboration == nil)
      let setup = try await user.setupCollaboration(stage.collaboration)
      #expect(setup.collaboration.id == stage.collaboration)
      #expect(setup.stores.isEmpty)
      await stage.refusal(404) { try await user.setupCollaboration(missing) }
      #expect(user.currentCollaboration?.collaboration.id == stage.collaboration)
    }
  }

  @Test("Any request can be sent: parameters, a body, the refusal as an error")
  func sendsRequests() async throws {
    try await LiveStage.with { stage in
      let user = stage.admin
      let list = try await user.request(
        "organization", params: ["collaboration_id": .integer(stage.collaboration.rawValue), "name": nil])
      let found = list["data"]?.array?.compactMap { $0["id"]?.integer }
      #expect(Set(found ?? []) == Set(stage.organizations.map(\.rawValue)))
      let task = try await stage.task()
      let killed = try await user.request(
        "/kill/task", json: ["id": .integer(task.id.rawValue)], method: .post)
      #expect(killed["msg"]?.string?.contains("\(task.id)") == true)
      let text = await stage.refusal(404) { try await user.request("organization/\(Int64.max >> 12)") }
      #expect(text.contains("not found"))
    }
  }

  @Test("A session that is kept elsewhere is no part of what a client prints")
  func printsNothing() async throws {
    try await LiveStage.with { stage in
      let token = try await stage.admin.token
      #expect(!"\(stage.admin) \(token)".contains(token.text))
    }
  }
}
