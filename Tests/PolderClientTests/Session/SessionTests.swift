import PolderClient
import PolderCore
import PolderTesting
import PolderTransport
import Testing

@Suite("Session with a server")
struct SessionTests {
  /// Gives a server with its first user only.
  func withServer(_ body: (TestServer, UserClient) async throws -> Void) async throws {
    try await TestFolder.with { folder in
      let server = try await TestServer.start(in: folder)
      let client = try UserClient(server: server.address)
      do {
        try await body(server, client)
      } catch {
        await client.shutdown()
        try await server.stop()
        throw error
      }
      await client.shutdown()
      try await server.stop()
    }
  }

  @Test("Without logging in nothing is sent; a wrong password and an unknown name are told in the same words")
  func tellsRefusedLogIns() async throws {
    try await withServer { _, client in
      let missing = await #expect(throws: PolderError.self) { try await client.organization.list() }
      #expect(missing?.code == .sessionMissing)
      for (name, password) in [("root", "wrong"), ("nobody", TestServer.rootPassword)] {
        let refusal = await #expect(throws: RequestRefusal.self) {
          try await client.authenticate(username: name, password: password)
        }
        #expect(refusal?.status == 401)
        #expect(refusal?.message == "Failed to login")
      }
      try await client.authenticate(username: "root", password: TestServer.rootPassword)
      #expect(try await client.user.list().data.map(\.username) == ["root"])
    }
  }

  @Test("After five failures the right password is refused too, in the same words")
  func locksAccounts() async throws {
    try await withServer { _, client in
      for _ in 1...5 {
        await #expect(throws: RequestRefusal.self) {
          try await client.authenticate(username: "root", password: "wrong")
        }
      }
      let refusal = await #expect(throws: RequestRefusal.self) {
        try await client.authenticate(username: "root", password: TestServer.rootPassword)
      }
      #expect(refusal?.status == 401)
      #expect(refusal?.message == "Failed to login")
    }
  }

  @Test("A session outlives a restart of the server, and a refused log-in leaves it as it was")
  func outlivesRestarts() async throws {
    try await withServer { server, client in
      try await client.authenticate(username: "root", password: TestServer.rootPassword)
      try await server.restart()
      #expect(try await client.user.list().data.count == 1)
      await #expect(throws: RequestRefusal.self) {
        try await client.authenticate(username: "root", password: "wrong")
      }
      #expect(try await client.user.list().data.count == 1)
    }
  }

  @Test("An address where no server is, and one that leads elsewhere, are told apart")
  func tellsWrongAddresses() async throws {
    try await withServer { server, _ in
      let elsewhere = try UserClient(server: server.address, apiPath: "/somewhere")
      let foreign = await #expect(throws: PolderError.self) { try await elsewhere.operations.call(GetVersion.self) }
      #expect(foreign?.code == .transportUnusableAnswer)
      await elsewhere.shutdown()
      try await server.stop()
      let gone = try UserClient(server: server.address)
      let unreachable = await #expect(throws: PolderError.self) {
        try await gone.authenticate(username: "root", password: "x")
      }
      #expect(unreachable?.code == .transportUnreachable)
      await gone.shutdown()
    }
    #expect(throws: PolderError.self) { try UserClient(server: "127.0.0.1:5000") }
  }
}
