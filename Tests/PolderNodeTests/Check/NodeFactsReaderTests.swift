import Logging
import PolderCore
import PolderCrypto
import PolderService
import PolderTransport
import Synchronization
import Testing

@testable import PolderNode

@Suite("what a check finds out about a node")
struct NodeFactsReaderTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private func facts(_ bench: CheckBench, _ more: String = "") async throws -> NodeFacts {
    let text = "api_key: \(goodKey)\nserver_url: http://server.example\nport: 1\napi_path: /api\ntask_dir: d\n" + more
    let file = try Configuration(text: text, source: "node.yaml")
    return await NodeFactsReader(bench.tools).facts(of: file, relativeTo: place.path, environment: [:])
  }

  @Test("a node that is as it should be")
  func fine() async throws {
    let facts = try await facts(CheckBench())
    #expect(try facts.server?.get() == ServerFact(version: "4.15.2", polder: "1.0"))
    #expect(try facts.login?.get().identity.node == NodeID(9))
    #expect(try facts.runtime?.get() == [])
    #expect(facts.key == nil && facts.problems.isEmpty && !facts.isRunning)
  }

  @Test("nothing is written, here or at the server")
  func nothing() async throws {
    let bench = CheckBench()
    _ = try await facts(bench, "encryption: {enabled: true}\n")
    #expect(!place.exists("d"))
    #expect(bench.server.state.withLock { $0.calls }.allSatisfy { $0.hasPrefix("GET") || $0 == "POST /token/node" })
  }

  @Test("a refused key, and a server that is none, are told apart")
  func refusals() async throws {
    let other = try Configuration(
      text: "api_key: \(goodKey.replacing("0b9a", with: "1b9a"))\nserver_url: http://a\ntask_dir: d\n", source: "n")
    let refused = await NodeFactsReader(CheckBench().tools).facts(of: other, relativeTo: place.path, environment: [:])
    guard case .failure(let error)? = refused.login else { return #expect(Bool(false), "the key was taken") }
    #expect(error.code == .nodeKeyRefused)
    var bench = CheckBench()
    bench.version = HTTPAnswer(status: 200, body: Array("<html>".utf8))
    let foreign = try await facts(bench)
    guard case .failure(let error)? = foreign.server else { return #expect(Bool(false), "anything is a server") }
    #expect(error.code == .nodeServerUnknown && foreign.login == nil)
    #expect(bench.server.calls("POST /token/node") == 0)
  }

  @Test("an engine that can not be reached is an error that says where it was looked for, and what to do")
  func noEngine() async throws {
    let address = "unix://\(place.path)/engine.sock"
    var tools = CheckBench().tools
    tools.runtime = { configuration in
      let settings = RuntimeSettings(
        kind: .container, shim: ShimPath.value, container: ContainerSettings(engine: address))
      return try ContainerRuntime(
        settings: settings, node: "ward", dataFolder: configuration.dataFolder, environment: [:],
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
    let file = try Configuration(text: "api_key: \(goodKey)\nserver_url: http://a\ntask_dir: d\n", source: "n")
    let facts = await NodeFactsReader(tools).facts(of: file, relativeTo: place.path, environment: [:])
    let item = try #require(RuntimeStep().items(facts).first)
    #expect(item.state == .error && item.object == address && item.nextStep != nil)
  }

  @Test("the clocks are compared through the header Date")
  func clock() async throws {
    var bench = CheckBench()
    bench.version = HTTPAnswer(
      status: 200, headers: [("date", "Sun, 15 Jun 2025 15:16:40 GMT")], body: bench.version.body)
    #expect(try await facts(bench).server?.get().ahead == .seconds(600))
    #expect(HTTPDate.moment("Sun, 15 Jun 2025 15:06:40 GMT") == noon)
    for text in ["", "yesterday", "Sun, 99 Jun 2025 15:06:40 GMT", "Sun, 15 Jux 2025 15:06:40 GMT"] {
      #expect(HTTPDate.moment(text) == nil)
    }
  }

  @Test("all that is wrong in a file is told at once, and what is right is looked at all the same")
  func wrong() async throws {
    let facts = try await facts(CheckBench(), "share_config: maybe\nruntime: {kind: moon}\n")
    #expect(facts.problems.count == 2)
    #expect(facts.configuration != nil && facts.runtime == nil)
    #expect(try facts.login?.get().identity.node == NodeID(9))
  }

  @Test("the key is read, and not repeated")
  func key() async throws {
    _ = try place.folder("d")
    let key = try PrivateKey.generate(bits: 2_048)
    try key.write(to: place.path + "/d/private_key.pem")
    let facts = try await facts(CheckBench(), "encryption: {enabled: true}\n")
    #expect(try facts.key?.get().publicKey == key.publicKey)
    #expect(!"\(facts)".contains("PRIVATE KEY"))
  }

  @Test("a node that runs on the folder is noticed, and not disturbed")
  func running() async throws {
    let journal = try await NodeJournal(folder: place.path + "/d", now: { noon })
    #expect(try await facts(CheckBench()).isRunning)
    try journal.close()
    #expect(try await !facts(CheckBench()).isRunning)
  }
}
