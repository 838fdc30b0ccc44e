import Foundation
import PolderCore
import Testing

@testable import PolderNode

@Suite("whose containers and records are")
struct ContainerOwnerTests {
  private let creating = "POST /containers/create"

  @Test("two nodes of one name at one engine have names and marks of their own, and each keeps its own")
  func marks() throws {
    let world = try EngineWorld()
    let (one, two) = (try world.runtime("one").names, try world.runtime("two").names)
    #expect(one.node == two.node && one.mark != two.mark)
    #expect(one.container(RunID(7)) != two.container(RunID(7)))
    #expect(try world.runtime("one").names.mark == one.mark)
  }

  @Test("a container of another node is not taken, and not touched")
  func anotherNode() async throws {
    let world = try EngineWorld()
    let runtime = try world.runtime()
    world.engine.on(creating, 409, #"{"message": "in use"}"#)
    world.engine.on(EngineWorld.looking, 200, EngineWorld.container("exited", mark: "ffffffff"))
    let error = await #expect(throws: PolderError.self) {
      try await runtime.create("c7", [:], try world.engine.client())
    }
    #expect(error?.code == .runtimeStartFailed)
    #expect(world.engine.calls(EngineWorld.removing) == 0)
  }

  @Test("a container of an earlier run of the node makes room")
  func ownContainer() async throws {
    let world = try EngineWorld()
    let runtime = try world.runtime()
    world.engine.on(creating, 409, #"{"message": "in use"}"#)
    world.engine.on(creating, 201, #"{"Id": "\#(EngineWorld.id)"}"#)
    world.engine.on(EngineWorld.looking, 200, EngineWorld.container("exited", mark: runtime.names.mark))
    world.engine.on(EngineWorld.removing, 204)
    #expect(try await runtime.create("c7", [:], try world.engine.client()) == EngineWorld.id)
    #expect(world.engine.calls(EngineWorld.removing) == 1)
  }

  @Test("what was started as a program is not taken for a container that was never made")
  func program() async throws {
    let world = try EngineWorld()
    try FileManager.default.removeItem(atPath: world.handle.folder + "/container.json")
    let runtime = try world.runtime()
    #expect(try await runtime.adopt(world.handle) == .neverStarted)
    for name in ["spec", "state", "lock"] {
      try world.place.write("", to: "records/\(name)")
      guard case .lost = try await runtime.adopt(world.handle) else {
        Issue.record("\(name): it may be alive")
        continue
      }
      #expect(await runtime.remove(world.handle) == false)
      try FileManager.default.removeItem(atPath: world.handle.folder + "/" + name)
    }
    #expect(await runtime.remove(world.handle))
  }

  @Test("what was started as a container is not taken for a program that never began")
  func container() async throws {
    let world = try EngineWorld()
    let settings = RuntimeSettings(sandbox: .off, shim: ShimPath.value)
    let runtime = try ProcessRuntime(settings: settings, dataFolder: world.place.path + "/data")
    #expect(try await runtime.adopt(world.handle) == .lost(reason: ProcessRuntime.isContainer))
    #expect(await runtime.remove(world.handle) == false)
    #expect(try world.folder.record() != nil)
    #expect(!world.place.exists("records/state"))
  }
}
