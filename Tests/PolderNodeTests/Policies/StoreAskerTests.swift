import PolderCore
import PolderTransport
import Synchronization
import Testing

@testable import PolderNode

@Suite("asking an algorithm store")
struct StoreAskerTests {
  private struct Tokens: TokenSource {
    let renewed: Bool
    func token() async throws -> String { "first" }
    func token(insteadOf rejected: String) async throws -> String { renewed ? "second" : rejected }
  }

  private let store = FakeStore()

  private func asker(renewed: Bool = true, server: String = "http://localhost") -> StoreAsker {
    let configuration = NodeConfiguration(apiKey: "k", serverURL: server, port: 7601, dataFolder: "/nowhere")
    return StoreAsker(configuration, Tokens(renewed: renewed)) { [store] base in
      store.state.withLock { $0.bases.append(base) }
      return store
    }
  }

  private func image(_ digest: String? = nil) -> ResolvedImage {
    ResolvedImage(name: "ghcr.io/example/mean:1", digest: digest, reference: "x")
  }

  private func answers(_ answers: [(Int, JSONValue)]) {
    store.state.withLock { $0.answers = answers.map { StandInServer.answer($0.0, $0.1) } }
  }

  @Test("with the headers of the contract, as the task names the image")
  func asks() async throws {
    let reply = try await asker(server: "http://host.docker.internal").answer(
      of: "https://store.example.org/api/", image: image())
    #expect(reply == StoreReply(.approves))
    let (call, base) = store.state.withLock { ($0.calls.first, $0.bases.first) }
    #expect(base == "https://store.example.org/api" && call?.path == "/algorithm")
    #expect(call?.query.map(\.value) == ["ghcr.io/example/mean:1"])
    let headers = Dictionary(uniqueKeysWithValues: (call?.headers ?? []).map { ($0.name, $0.value) })
    #expect(headers["Server-Url"] == "http://localhost:7601/api")
    #expect(headers["Client-Type"] == "node" && headers["Authorization"] == "Bearer first")
    #expect(call?.timeout != nil)
  }

  @Test(
    "nothing found, no answer that can be read, or a refusal is a no",
    arguments: [
      (200, ["data": []]), (200, "?"), (302, .null), (400, ["msg": "digest differs"]), (403, .null), (404, .null),
    ]
      as [(Int, JSONValue)])
  func denies(_ status: Int, _ body: JSONValue) async throws {
    answers([(status, body)])
    #expect(try await asker().answer(of: "https://s.example.org", image: image()).answer == .denies)
  }

  @Test("a store in trouble says nothing", arguments: [408, 429, 500, 503])
  func trouble(_ status: Int) async throws {
    answers([(status, .null)])
    await #expect(throws: PolderError.self) {
      try await asker().answer(of: "https://s.example.org", image: image())
    }
  }

  @Test("a token that is refused is renewed once")
  func renews() async throws {
    answers([(401, .null), (200, ["data": [["id": 1]]])])
    #expect(try await asker().answer(of: "https://s.example.org", image: image()).answer == .approves)
    #expect(store.state.withLock { $0.calls.count } == 2)
    answers([(401, .null)])
    #expect(try await asker(renewed: false).answer(of: "https://s.example.org", image: image()).answer == .denies)
  }

  @Test("an approval of another digest is none for what is here")
  func digests() async throws {
    answers([(200, ["data": [["digest": "sha256:a"]]])])
    #expect(try await asker().answer(of: "https://s.example.org", image: image("sha256:a")).answer == .approves)
    #expect(try await asker().answer(of: "https://s.example.org", image: image("sha256:b")).answer == .denies)
    #expect(try await asker().answer(of: "https://s.example.org", image: image()).answer == .approves)
    answers([(200, ["data": [["digest": ""]]])])
    #expect(try await asker().answer(of: "https://s.example.org", image: image("sha256:b")).answer == .approves)
  }

  @Test("an address that is none is not called")
  func badAddress() async throws {
    #expect(try await asker().answer(of: "file:///etc/passwd", image: image()).answer == .denies)
    #expect(store.state.withLock { $0.calls.isEmpty })
  }
}
