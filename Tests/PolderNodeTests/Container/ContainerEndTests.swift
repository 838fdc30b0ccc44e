import PolderCore
import PolderTransport
import Synchronization
import Testing

@testable import PolderNode

@Suite("an engine in trouble ends no run, and an end that was seen stays", .timeLimit(.minutes(2)))
struct ContainerEndTests {
  private typealias World = EngineWorld

  @Test("an engine that refuses says nothing about a run that may go on", arguments: [400, 403, 409, 500, 503])
  func refusingAtAdoption(_ status: Int) async throws {
    let world = try World()
    world.engine.greet(as: "one")
    world.engine.on(World.looking, status, "{}")
    #expect(try await world.runtime().adopt(world.handle) == .running)
  }

  @Test("an engine that can not be reached at all is waited for as well")
  func away() async throws {
    let world = try World()
    world.engine.on("GET /_ping", 502)
    #expect(try await world.runtime().adopt(world.handle) == .running)
  }

  @Test("who waits goes on asking an engine that refuses, is exchanged, or speaks an old version for a while")
  func refusingWhileWaiting() async throws {
    let world = try World()
    // None that can be used, another one, its own that refuses, its own.
    world.engine.on("GET /_ping", 200)
    for identity in ["two", "one", "one"] { world.engine.greet(as: identity) }
    world.engine.on(World.looking, 400, "{}")
    world.engine.on(World.looking, 200, World.container("exited"))
    let exit = try await world.runtime().wait(world.handle)
    #expect(exit.isSuccess)
    #expect(world.pauses.withLock { $0 } == [.seconds(1), .seconds(2), .seconds(4)])
  }

  @Test("another engine does not have the container, which is not gone for that")
  func exchanged() async throws {
    let world = try World()
    world.engine.greet(as: "two")
    world.engine.greet(as: "one")
    world.engine.state.withLock {
      $0.effects["GET /info"] = { state in
        guard state.calls.count(where: { $0 == "GET /info" }) == 2 else { return }
        let container = World.container("exited", code: 3)
        state.answers[World.looking] = [HTTPAnswer(status: 200, body: Array(container.utf8))]
      }
    }
    let exit = try await world.runtime().wait(world.handle)
    #expect(exit.code == 3 && exit.detail?.contains("removed") != true)
    #expect(world.engine.calls(World.looking) == 1)
  }

  @Test("records of a run at another engine stay, and those of one that lives")
  func recordsStay() async throws {
    let world = try World()
    world.engine.greet(as: "two")
    world.engine.greet(as: "one")
    let runtime = try world.runtime()
    #expect(await runtime.remove(world.handle) == false)
    #expect(world.engine.calls(World.looking) == 0)
    await runtime.link.forget()
    world.engine.on(World.looking, 200, World.container("running"))
    world.engine.on(World.removing, 409, #"{"message": "it runs"}"#)
    #expect(await runtime.remove(world.handle) == false)
    #expect(try world.folder.record() != nil)
    world.engine.turn(World.removing, 204)
    #expect(await runtime.remove(world.handle))
    #expect(!world.place.exists("records"))
  }

  @Test("records stay while the engine can not be asked")
  func recordsOfNobody() async throws {
    let world = try World()
    world.engine.on("GET /_ping", 502)
    #expect(try await world.runtime().remove(world.handle) == false)
    #expect(try world.folder.record() != nil)
  }

  @Test("an order to end a run that the engine did not take is given again until it ends")
  func killedAgain() async throws {
    let world = try World()
    world.engine.greet(as: "one")
    world.engine.on(World.looking, 200, World.container("running"))
    world.engine.on(World.killing, 500, #"{"message": "busy"}"#)
    world.engine.on(World.killing, 204)
    let runtime = try world.runtime()
    await #expect(throws: EngineRefusal.self) { try await runtime.kill(world.handle) }
    // Taken the second time, carried out the third.
    world.engine.state.withLock {
      $0.effects[World.killing] = { state in
        guard state.calls.count(where: { $0 == World.killing }) == 3 else { return }
        state.answers[World.looking] = [
          HTTPAnswer(status: 200, body: Array(World.container("exited", code: 137).utf8))
        ]
      }
    }
    // Also by a later process of the node.
    let exit = try await world.runtime().wait(world.handle)
    #expect(exit.cause == .killed)
    #expect(world.engine.calls(World.killing) == 3)
  }

  @Test("a run whose time is over is ended again and again, with pauses, until it has ended")
  func overTime() async throws {
    let world = try World(wallSeconds: 1)
    world.engine.greet(as: "one")
    world.engine.on(World.looking, 200, World.container("running", started: "2001-01-01T00:00:00Z"))
    world.engine.on(World.killing, 204)
    world.engine.state.withLock {
      $0.effects[World.killing] = { state in
        guard state.calls.count(where: { $0 == World.killing }) == 4 else { return }
        state.answers[World.looking] = [
          HTTPAnswer(status: 200, body: Array(World.container("exited", code: 137).utf8))
        ]
      }
    }
    let exit = try await world.runtime().wait(world.handle)
    #expect(exit.cause == .wall)
    // What repeats the order comes after a pause each time.
    #expect(world.pauses.withLock { $0.count } == 3)
  }

  @Test("on a disk on which the reason can not be written a run is ended all the same")
  func killedWithoutReason() async throws {
    let world = try World()
    world.engine.greet(as: "one")
    world.engine.on(World.looking, 200, World.container("running"))
    world.engine.on(World.killing, 204)
    // In the way of the file that holds the reason.
    _ = try world.place.folder("records/ended-for.new/full")
    let error = await #expect(throws: PolderError.self) { try await world.runtime().kill(world.handle) }
    #expect(error?.code == .nodeFolderUnusable)
    #expect(world.engine.calls(World.killing) == 1)
  }

  @Test("a disk on which an end can not be written says nothing about the run")
  func endWithoutRoom() async throws {
    let world = try World()
    world.engine.greet(as: "one")
    world.engine.on(World.looking, 200, World.container("exited"))
    _ = try world.place.folder("records/end.json.new/full")
    var runtime = try world.runtime()
    let moving = world.place.path + "/records/end.json.new"
    runtime.pause = { _ in try RoomMaker.clear(moving) }
    let exit = try await runtime.wait(world.handle)
    #expect(exit.isSuccess)
    #expect(try world.folder.end() == exit)
  }

  @Test("an end that was seen is the end, although its container is gone")
  func kept() async throws {
    let world = try World()
    world.engine.greet(as: "one")
    world.engine.on(World.looking, 200, World.container("exited", code: 4))
    world.engine.on("GET /containers/\(World.id)/logs", 200, World.log("it printed this"))
    let exit = try await world.runtime().wait(world.handle)
    #expect(exit.text == "it printed this" && exit.code == 4)
    world.engine.turn(World.looking, 404, "{}")
    let later = try world.runtime()
    #expect(try await later.adopt(world.handle) == .finished(exit))
    #expect(try await later.wait(world.handle) == exit)
    #expect(world.engine.calls(World.looking) == 1)
  }

  @Test("a log whose beginning the engine has left out says so, and no other does", arguments: [true, false, nil])
  func cutLog(isCut: Bool?) async throws {
    let world = try World()
    let reading = "GET /containers/\(World.id)/logs"
    world.engine.greet(as: "one")
    world.engine.on(World.looking, 200, World.container("exited"))
    world.engine.on(reading, 200, World.log("the end"))
    world.engine.on(reading, 200, World.log("2026-01-01T00:00:02Z the end"))
    if let isCut { try world.folder.note(beginning: Array("2026-01-01T00:00:0\(isCut ? 1 : 2)Z the end".utf8)) }
    let exit = try await world.runtime().wait(world.handle)
    #expect(exit.text == "the end" && exit.isLogCut == isCut)
    let log = RunLog.text(of: exit, shared: true, lines: [])
    #expect(log.hasPrefix("node > earlier output is left out\n") == (isCut == true))
    // As a later process of the node finds it.
    #expect(try world.folder.end() == exit)
  }

  @Test("a log that the engine does not give keeps no result back")
  func withoutLog() async throws {
    let world = try World()
    world.engine.greet(as: "one")
    world.engine.on(World.looking, 200, World.container("exited"))
    world.engine.on("GET /containers/\(World.id)/logs", 500, #"{"message": "no log"}"#)
    let exit = try await world.runtime().wait(world.handle)
    #expect(exit.isSuccess && exit.log.isEmpty)
    #expect(exit.detail?.contains("no log") == true)
  }

  @Test("want of memory that the engine tells a moment after the end is the reason")
  func memory() async throws {
    let world = try World()
    world.engine.greet(as: "one")
    world.engine.on(World.looking, 200, World.container("exited", code: 137))
    world.engine.on("GET /containers/\(World.id)/json", 200, World.container("exited", code: 137, isOutOfMemory: true))
    #expect(try await world.runtime().wait(world.handle).cause == .memory)
  }

  @Test("an engine that can not count does not hide the end")
  func usage() async throws {
    let world = try World()
    world.engine.greet(as: "one")
    world.engine.on(World.looking, 200, World.container("running"))
    let counting = "GET /containers/c7/stats"
    world.engine.on(counting, 500, "{}")
    world.engine.state.withLock {
      $0.effects[counting] = { state in
        state.answers[World.looking] = [HTTPAnswer(status: 200, body: Array(World.container("exited").utf8))]
      }
    }
    let exit = try await world.runtime().wait(world.handle)
    #expect(exit.isSuccess)
    // A glance later, and not after a pause for an engine in trouble.
    #expect(world.pauses.withLock { $0 } == [.seconds(2)])
  }

  @Test("a log that nobody reads any more is not followed")
  func leftLog() async throws {
    let world = try World()
    let following = "GET /containers/c7/logs"
    world.engine.greet(as: "one")
    world.engine.state.withLock { _ = $0.held.insert(following) }
    do {
      let output = try world.runtime().output(world.handle)
      await world.engine.until { $0.calls.contains(following) }
      withExtendedLifetime(output) {}
    }
    await world.engine.until { $0.givenUp.contains(following) }
    #expect(world.engine.state.withLock { $0.givenUp } == [following])
  }
}
