import PolderTransport
import Testing

@testable import PolderClient

@Suite("What the Python client sends")
struct GoldenCallTests {
  @Test("Each method sends what the Python client's method sent: method, path, query and body")
  func sendsTheSame() async throws {
    for call in try GoldenCall.all() where !StoreGoldenScript.knows(call.name) {
      if GoldenScript.silent.contains(call.name) { continue }
      do {
        try await hold(call)
      } catch {
        Issue.record(error, "\(call.name)")
      }
    }
  }

  private func hold(_ call: GoldenCall) async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    try await client.setupCollaboration(4)
    try await client.store.set(9)
    await api.forget()
    try await GoldenScript.run(call.name, client)
    // What the Python client asks once for each organization is asked once here.
    var asked: Set<String> = []
    let wanted = call.requests.filter { !GoldenScript.isLeftOut($0, of: call.name) }
      .map { GoldenScript.mended($0, of: call.name).description }
      .filter { !$0.hasPrefix("GET") || asked.insert($0).inserted }
    let beyond = GoldenScript.beyond[call.name] ?? []
    let sent = try await api.sent.map { try GoldenCall.Request($0) }
    #expect(sent.filter { !beyond.contains($0.path) }.map(\.description).sorted() == wanted.sorted(), "\(call.name)")
    #expect(beyond.subtracting(sent.map(\.path)) == [], "\(call.name)")
  }

  @Test("A request shows whose it is, one that is open to everybody does not")
  func carriesTheToken() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    _ = try await client.node.get(1)
    _ = try await client.util.getServerVersion()
    let headers = await api.sent.map { call in call.headers.first { $0.name == "Authorization" }?.value }
    #expect(headers == ["Bearer \(AnyReply.token)", nil])
  }

  @Test("The recording has every method, and what sends nothing is in it")
  func bookkeeping() throws {
    let calls = try GoldenCall.all()
    let names = Set(calls.map(\.name))
    #expect(names.count == 93)
    #expect(GoldenScript.silent.subtracting(names) == [])
    #expect(Set(GoldenScript.beyond.keys).subtracting(names) == [])
    for call in calls where GoldenScript.silent.contains(call.name) { #expect(call.requests.isEmpty, "\(call.name)") }
  }
}
