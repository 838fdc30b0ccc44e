import PolderClient
import PolderCore
import PolderTesting
import Testing

/// What a client is told that can not log in.
@Suite(.timeLimit(.minutes(10)))
struct LoginFaultTests {
  @Test("a wrong password and an unknown name are refused alike; the right password still works")
  func wrongPassword() async throws {
    try await ProcessFederation.with([SitePlan("noord").unstarted]) { federation in
      let client = try UserClient(server: federation.address)
      var texts: Set<String> = []
      for name in ["researcher", "nobody"] {
        let refusal = await #expect(throws: RequestRefusal.self) {
          try await client.authenticate(username: name, password: "Wrong-password-1!")
        }
        #expect(refusal?.status == 401)
        texts.insert(refusal?.message ?? "")
      }
      #expect(texts.count == 1)
      #expect(texts.first?.contains("Wrong-password-1!") == false)
      try await client.authenticate(username: "researcher", password: "Researcher-1!")
      await client.shutdown()
    }
  }

  @Test("a server that is not there is told as such, with the address, and nothing was sent")
  func noServer() async throws {
    let port = try TestPort.find()
    let client = try UserClient(server: "http://127.0.0.1:\(port)")
    let error = await #expect(throws: PolderError.self) {
      try await client.authenticate(username: "researcher", password: "Researcher-1!")
    }
    #expect(error?.code == "transport-unreachable")
    #expect(error?.object?.contains("\(port)") == true)
    #expect(error?.nextStep?.isEmpty == false)
    await client.shutdown()
  }
}
