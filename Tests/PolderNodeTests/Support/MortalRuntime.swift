import PolderCore

@testable import PolderNode

/// What a mortal node sees of its machine.
struct MortalRuntime: Runtime {
  let mortal: Mortal
  let runtime: FakeRuntime

  func check() async throws -> [RuntimeFinding] { try await runtime.check() }
  func knows(image: String) -> Bool { runtime.knows(image: image) }
  func resolve(_ image: String, mustPull: Bool) async throws -> ResolvedImage {
    try await runtime.resolve(image, mustPull: mustPull)
  }
  func place(_ run: RunID) async throws -> RuntimePlacement {
    try await mortal.perform(.place) { try await runtime.place(run) }
  }
  func start(_ order: RunOrder) async throws { try await mortal.perform(.start) { try await runtime.start(order) } }
  func adopt(_ handle: RuntimeHandle) async throws -> AdoptedState {
    try await mortal.perform(.adopt) { try await runtime.adopt(handle) }
  }
  func wait(_ handle: RuntimeHandle) async throws -> RuntimeExit {
    try await mortal.perform(.wait) { try await runtime.wait(handle) }
  }
  func output(_ handle: RuntimeHandle) -> AsyncStream<[UInt8]> { runtime.output(handle) }
  func kill(_ handle: RuntimeHandle) async throws {
    try await mortal.perform(.other) { try await runtime.kill(handle) }
  }
  func remove(_ handle: RuntimeHandle) async -> Bool {
    // The dead remove nothing.
    (try? await mortal.perform(.remove) { await runtime.remove(handle) }) ?? false
  }
}
