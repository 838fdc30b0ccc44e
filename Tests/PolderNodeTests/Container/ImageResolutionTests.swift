import Logging
import PolderCore
import PolderTransport
import Synchronization
import Testing

@testable import PolderNode

@Suite("which image runs, and when it is pulled")
struct ImageResolutionTests {
  private static let old = "sha256:" + String(repeating: "0a", count: 32)
  private static let new = "sha256:" + String(repeating: "0b", count: 32)
  private static let id = "sha256:" + String(repeating: "1d", count: 32)
  private let engine = FakeEngine()

  private func resolver(
    _ engine: FakeEngine, _ accounts: [RegistryCredentials] = []
  ) throws -> ImageResolver {
    ImageResolver(
      client: try engine.client(), registries: RegistryAuthorization(accounts), pulls: PullMemory(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private func has(_ engine: FakeEngine, _ name: String, _ digest: String?) {
    let repository = ImageName(name)?.repository ?? name
    let digests = digest.map { "\"\(repository)@\($0)\"" } ?? ""
    engine.on("GET /images/\(name)/json", 200, #"{"Id": "\#(Self.id)", "RepoDigests": [\#(digests)]}"#)
  }

  private func registry(_ name: String, _ digest: String) {
    engine.on("GET /distribution/\(name)/json", 200, #"{"Descriptor": {"digest": "\#(digest)"}}"#)
  }

  @Test("an image that is given by its digest is not asked for when it is there", arguments: [true, false])
  func pinned(mustPull: Bool) async throws {
    let name = "ghcr.io/a/b@\(Self.old)"
    has(engine, name, Self.old)
    let found = try await resolver(engine).resolve(name, mustPull: mustPull)
    #expect(found == ResolvedImage(name: name, digest: Self.old, reference: Self.id))
    #expect(engine.state.withLock { $0.calls.count } == 1)
  }

  @Test("a tag whose digest is the registry's is not pulled, and a moment later not asked for")
  func current() async throws {
    has(engine, "ghcr.io/a/b:1", Self.old)
    registry("ghcr.io/a/b:1", Self.old)
    let resolver = try resolver(engine)
    for _ in 0..<3 {
      #expect(try await resolver.resolve("ghcr.io/a/b:1", mustPull: true).digest == Self.old)
    }
    #expect(engine.calls("POST /images/create") == 0)
    #expect(engine.calls("GET /distribution/ghcr.io/a/b:1/json") == 1)
  }

  @Test("a tag that was moved is pulled, with the account of its registry")
  func moved() async throws {
    has(engine, "ghcr.io/a/b:1", Self.old)
    has(engine, "ghcr.io/a/b:1", Self.new)
    registry("ghcr.io/a/b:1", Self.new)
    engine.on("POST /images/create", 200, #"{"status": "Pulling from a/b", "id": "1"}"# + "\n")
    let account = RegistryCredentials(registry: "ghcr.io", username: "u", password: "p")
    #expect(try await resolver(engine, [account]).resolve("ghcr.io/a/b:1", mustPull: false).digest == Self.new)
    for call in ["POST /images/create", "GET /distribution/ghcr.io/a/b:1/json"] {
      #expect(engine.state.withLock { $0.headers[call]?.contains { $0.name == "X-Registry-Auth" } } == true)
    }
  }

  @Test("without its registry the image of this machine will do, unless it must be pulled")
  func unreachable() async throws {
    has(engine, "ghcr.io/a/b:1", nil)
    engine.on("GET /distribution/ghcr.io/a/b:1/json", 500, #"{"message": "connection refused"}"#)
    let resolver = try resolver(engine)
    #expect(try await resolver.resolve("ghcr.io/a/b:1", mustPull: false).reference == Self.id)
    let error = await #expect(throws: PolderError.self) { try await resolver.resolve("ghcr.io/a/b:1", mustPull: true) }
    #expect(error?.code == .runtimePullFailed)
    #expect(error?.message.contains("connection refused") == true)
  }

  @Test("an image that is nowhere is unknown, whatever the engine's manner to say so", arguments: [true, false])
  func unknown(inBody: Bool) async throws {
    engine.on("POST /images/create", inBody ? 200 : 404, #"{"error": "not found", "message": "not found"}"#)
    let error = await #expect(throws: PolderError.self) {
      try await resolver(engine).resolve("ghcr.io/a/b:1", mustPull: false)
    }
    #expect(error?.code == .runtimeUnknownImage)
    #expect(error?.object == "ghcr.io/a/b:1")
  }

  @Test("Podman can not ask, so it pulls, and the image of this machine will do")
  func podman() async throws {
    let podman = FakeEngine(isPodman: true)
    has(podman, "ghcr.io/a/b:1", Self.old)
    podman.on("POST /images/create", 200, #"{"error": "no route"}"#)
    let resolver = try resolver(podman)
    for _ in 0..<3 { #expect(try await resolver.resolve("ghcr.io/a/b:1", mustPull: false).digest == Self.old) }
    #expect(podman.calls("POST /images/create") == 1)
    has(podman, "localhost/b:1", nil)
    #expect(try await resolver.resolve("localhost/b:1", mustPull: false).digest == nil)
    #expect(podman.calls("POST /images/create") == 1)
  }

  @Test("what was pulled in place of the digest that was asked for does not run")
  func substituted() async throws {
    let name = "ghcr.io/a/b@\(Self.old)"
    engine.on("GET /images/\(name)/json", 404)
    has(engine, name, Self.new)
    engine.on("POST /images/create", 200)
    let error = await #expect(throws: PolderError.self) { try await resolver(engine).resolve(name, mustPull: false) }
    #expect(error?.message.contains("another digest") == true)
  }

  @Test("what is no name is refused before the engine hears of it")
  func badName() async throws {
    let error = await #expect(throws: PolderError.self) { try await resolver(engine).resolve("../x", mustPull: false) }
    #expect(error?.code == .runtimeUnknownImage)
    #expect(engine.state.withLock { $0.calls.isEmpty })
  }
}
