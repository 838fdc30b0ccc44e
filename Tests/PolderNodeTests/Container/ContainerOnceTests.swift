import Foundation
import PolderCore
import Testing

@testable import PolderNode

@Suite(
  "one run, one container, whatever happens to the node",
  .enabled(if: EngineUnderTest.isThere, "needs POLDER_TEST_ENGINE and busybox"))
struct ContainerOnceTests {
  private static let untilTold =
    "echo on; busybox touch /mnt/tmp/on; until [ -e /mnt/tmp/go ]; do busybox sleep 0.05; done; echo off"

  @Test("a later process of the node finds a run that goes on, tells what is new, and waits for its end")
  func running() async throws {
    try await ContainerFixture(Self.untilTold).use { run in
      try await run.runtime.start(try await run.order())
      try await run.appears("on")
      let later = try run.anotherRuntime()
      #expect(try await later.adopt(run.handle) == .running)
      let output = later.output(run.handle)
      try run.place.write("", to: "tmp/go")
      var text = ""
      for await piece in output { text += String(decoding: piece, as: UTF8.self) }
      // Where the end came before the log was asked for, there is nothing new.
      #expect(["off\n", ""].contains(text))
      let exit = try await later.wait(run.handle)
      #expect(exit.isSuccess)
      #expect(exit.text == "on\noff\n")
      #expect(try await later.adopt(run.handle) == .finished(exit))
    }
  }

  @Test("without a record nothing was started")
  func noRecord() async throws {
    let run = try await ContainerFixture("true")
    #expect(try await run.runtime.adopt(run.handle) == .neverStarted)
    try await run.runtime.kill(run.handle)
    await #expect(throws: PolderError.self) { try await run.runtime.wait(run.handle) }
  }

  @Test("a run that was started as a program gets the order to end all the same")
  func program() async throws {
    let run = try await ContainerFixture("true")
    try run.place.write("", to: "records/spec")
    guard case .lost = try await run.runtime.adopt(run.handle) else { return #expect(Bool(false), "it is known") }
    try await run.runtime.kill(run.handle)
    #expect(run.place.exists("records/kill"))
  }

  @Test("a container that was made and not started never will be")
  func madeOnly() async throws {
    try await ContainerFixture("echo twice").use { run in
      let (record, client) = try await Self.make(run)
      #expect(try await run.anotherRuntime().adopt(run.handle) == .neverStarted)
      #expect(try await client.inspect(record.container) == nil)
      let late = await #expect(throws: EngineRefusal.self) { try await client.start(record.container) }
      #expect(late?.isMissing == true)
    }
  }

  @Test("a container that somebody removed is dead")
  func removed() async throws {
    try await ContainerFixture(Self.untilTold).use { run in
      try await run.runtime.start(try await run.order())
      let found = try ContainerFolder(path: run.handle.folder).record()
      let record = try #require(found)
      try await run.runtime.link.engine().client.remove(record.container, force: true)
      let exit = try await run.runtime.wait(run.handle)
      #expect(!exit.isSuccess)
      #expect(exit.detail?.contains("removed") == true)
      guard case .dead = try await run.anotherRuntime().adopt(run.handle) else {
        Issue.record("it should be dead")
        return
      }
    }
  }

  @Test("a run at another engine is lost, not dead")
  func otherEngine() async throws {
    let run = try await ContainerFixture("true")
    try ContainerFolder(path: run.handle.folder).write(
      ContainerRecord(
        container: "x", relay: "y", order: "z", engine: "another", wallSeconds: 1, cpuSeconds: 1, memoryBytes: 1,
        logBytes: 1))
    guard case .lost = try await run.runtime.adopt(run.handle) else {
      Issue.record("it should be lost")
      return
    }
  }

  @Test("a kill ends the run, also one that another process of the node has started")
  func killed() async throws {
    try await ContainerFixture(Self.untilTold).use { run in
      try await run.runtime.start(try await run.order())
      try await run.appears("on")
      try await run.anotherRuntime().kill(run.handle)
      let exit = try await run.runtime.wait(run.handle)
      #expect(exit.cause == .killed)
      #expect(exit.text == "on\n")
      try await run.runtime.kill(run.handle)
      #expect(try await run.anotherRuntime().adopt(run.handle) == .finished(exit))
    }
  }

  @Test("who stops waiting leaves the run alone, and a living run keeps its container")
  func cancelledWait() async throws {
    try await ContainerFixture(Self.untilTold).use { run in
      try await run.runtime.start(try await run.order())
      try await run.appears("on")
      let waiting = Task { try await run.runtime.wait(run.handle) }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
      try await run.anotherRuntime().remove(run.handle)
      #expect(try await run.runtime.adopt(run.handle) == .running)
      try run.place.write("", to: "tmp/go")
      #expect(try await run.runtime.wait(run.handle).isSuccess)
    }
  }

  @Test("after removal nothing of the run is left at the engine")
  func removal() async throws {
    let run = try await ContainerFixture("true")
    try await run.runtime.start(try await run.order())
    let found = try ContainerFolder(path: run.handle.folder).record()
    let record = try #require(found)
    _ = try await run.runtime.wait(run.handle)
    await run.runtime.remove(run.handle)
    let client = try await run.runtime.link.engine().client
    for name in [record.container, record.relay] { #expect(try await client.inspect(name) == nil) }
    #expect(!run.place.exists("records"))
    await run.runtime.remove(run.handle)
  }

  @Test("cleaning removes what the engine has of a run that is over, and leaves one that runs or is open alone")
  func cleaning() async throws {
    try await ContainerFixture(Self.untilTold).use { run in
      try await run.runtime.start(try await run.order())
      try await run.appears("on")
      let later = try run.anotherRuntime()
      let record = try #require(try ContainerFolder(path: run.handle.folder).record())
      let client = try await later.link.engine().client
      try await later.removeLeftovers(keeping: [])
      #expect(try await client.inspect(record.container)?.phase == .running)
      #expect(try await client.inspect(record.relay)?.phase == .running)
      try run.place.write("", to: "tmp/go")
      #expect(try await run.runtime.wait(run.handle).isSuccess)
      #expect(try await later.leftovers(keeping: [run.handle.run]).isEmpty)
      let lines = try await later.leftovers(keeping: [])
      #expect(Set(lines) == ["container \(record.container)", "container \(record.relay)"])
      try await later.removeLeftovers(keeping: [])
      #expect(try await later.leftovers(keeping: []).isEmpty)
      for name in [record.container, record.relay] { #expect(try await client.inspect(name) == nil) }
    }
  }

  /// As a node leaves it that is ended between the two calls.
  private static func make(_ run: ContainerFixture) async throws -> (ContainerRecord, EngineClient) {
    let order = try await run.order()
    let engine = try await run.runtime.link.engine()
    let record = ContainerRecord(
      container: run.runtime.names.container(run.handle.run), relay: run.runtime.names.relay(run.handle.run),
      order: "o", engine: engine.info.identity, wallSeconds: 60, cpuSeconds: 60, memoryBytes: 1, logBytes: 1_000)
    try ContainerFolder(path: run.handle.folder).write(record)
    let plan = ContainerPlan(runtime: run.runtime, engine: engine, order: order, record: record)
    let found = try await engine.client.image(order.reference)
    let image = try #require(found)
    let body = try await plan.algorithm(image: image, network: "none", resources: [])
    _ = try await run.runtime.create(record.container, body.json, engine.client)
    return (record, engine.client)
  }
}
