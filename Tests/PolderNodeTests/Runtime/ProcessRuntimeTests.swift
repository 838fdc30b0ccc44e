import Foundation
import PolderCore
import Testing

@testable import PolderNode

@Suite("a run as a sandboxed program")
struct ProcessRuntimeTests {
  @Test("files stand where the contract puts them, and what is written there arrives")
  func files() async throws {
    let run = try RunFixture(
      """
      cat /mnt/data/task-000000007/input /mnt/data/cases.csv
      echo 42 > /mnt/data/task-000000007/output && echo kept > /mnt/tmp/note
      echo no > /mnt/data/cases.csv || echo refused
      """)
    try run.place.write("input\n", to: "task/input")
    try run.place.write("age\n63\n", to: "data/lung.csv")
    try await run.runtime.start(
      try await run.order(more: [
        RunOrder.Binding(source: "\(run.place.path)/data/lung.csv", target: "/mnt/data/cases.csv", isWritable: false)
      ]))
    let exit = try await run.runtime.wait(run.handle)
    #expect(exit.text.hasPrefix("input\nage\n63\n"))
    #expect(exit.text.hasSuffix("refused\n"))
    #expect(run.place.text("task/output") == "42\n")
    #expect(run.place.text("tmp/note") == "kept\n")
    #expect(run.place.text("data/lung.csv") == "age\n63\n")
    #expect(exit.isSuccess)
  }

  @Test("the environment is what was ordered, and a PATH")
  func environment() async throws {
    let run = try RunFixture(program: ["/usr/bin/env"])
    let exit = try await run.run(environment: [("INPUT_FILE", "F4======"), ("ODD", "a=b\nc\\ d")])
    #expect(exit.text.contains("INPUT_FILE=F4======\n"))
    #expect(exit.text.contains("ODD=a=b\nc\\ d\n"))
    let names = exit.text.split(separator: "\n").compactMap { $0.split(separator: "=").first }
    // PWD is the sandbox's doing and says only where it stands.
    #expect(Set(names) == ["INPUT_FILE", "ODD", "c\\ d", "PATH", "PWD"])
    #expect(exit.text.contains("PWD=/\n"))
  }

  @Test("the exit code is the program's", arguments: [0, 1, 3, 127])
  func exitCode(code: Int32) async throws {
    let exit = try await RunFixture("echo out; echo err >&2; exit \(code)").run()
    #expect(exit.cause == .exit)
    #expect(exit.code == code)
    #expect(exit.signal == nil)
    #expect(exit.isSuccess == (code == 0))
    #expect(exit.text == "out\nerr\n")
  }

  @Test("a crash is told by its signal", arguments: [("SEGV", 11), ("ABRT", 6), ("KILL", 9)])
  func crash(name: String, number: Int32) async throws {
    let exit = try await RunFixture("kill -\(name) $$").run()
    #expect(exit.cause == .exit)
    #expect(exit.code == nil)
    #expect(exit.signal == number)
  }

  @Test("an image without a program is not started")
  func unknownImage() async throws {
    let run = try RunFixture("true")
    #expect(run.runtime.knows(image: "test"))
    #expect(!run.runtime.knows(image: "other"))
    let order = try await run.order(image: "other")
    let error = await #expect(throws: PolderError.self) { try await run.runtime.start(order) }
    #expect(error?.code == .runtimeUnknownImage)
    #expect(try await run.runtime.adopt(run.handle) == .neverStarted)
  }

  @Test("a program that is missing is not started", arguments: ["/nowhere/program", "no-such-program", "a/b", "/usr"])
  func missingProgram(name: String) async throws {
    let run = try RunFixture(program: [name])
    let error = await #expect(throws: PolderError.self) { try await run.start() }
    #expect(error?.code == .runtimeStartFailed)
    #expect(error?.object == name)
    #expect(!run.place.exists("supervisor/state"))
  }

  @Test("a database that is missing is told before anything starts")
  func missingBinding() async throws {
    let run = try RunFixture("true")
    let order = try await run.order(more: [.init(source: "/nowhere.csv", target: "/mnt/data/a.csv", isWritable: false)])
    let error = await #expect(throws: PolderError.self) { try await run.runtime.start(order) }
    #expect(error?.code == .runtimeStartFailed)
    #expect(error?.message.contains("/nowhere.csv") == true)
  }

  @Test("the log is bounded, and says so")
  func boundedLog() async throws {
    var limits = RunFixture.limits
    limits.logBytes = 1_000
    let exit = try await RunFixture("yes | head -c 1000000", limits: limits).run()
    #expect(exit.isSuccess)
    #expect(exit.log.count < 1_200)
    #expect(exit.text.hasPrefix("y\ny\n"))
    #expect(exit.text.contains("[cut off here"))
  }

  @Test("the log keeps bytes that are no text")
  func bytes() async throws {
    let exit = try await RunFixture("printf '\\377\\000\\001'").run()
    #expect(exit.log == [255, 0, 1])
  }

  @Test("the log is told as it grows, whole, and ends with the run")
  func liveLog() async throws {
    let run = try RunFixture(
      "echo first; until [ -e /mnt/tmp/go ]; do sleep 0.01; done; echo second; exit 0")
    try await run.start()
    var text = ""
    for await piece in run.runtime.output(run.handle) {
      text += String(decoding: piece, as: UTF8.self)
      if text == "first\n" { try run.place.write("", to: "tmp/go") }
    }
    #expect(text == "first\nsecond\n")
    #expect(try await run.runtime.wait(run.handle).text == text)
  }

  @Test("a later process of the node tells only what is new in the log")
  func liveLogAfterAdoption() async throws {
    let run = try RunFixture(
      "echo first; touch /mnt/data/task-000000007/on; until [ -e /mnt/tmp/go ]; do sleep 0.01; done; echo second")
    try await run.start()
    try await run.appears("on")
    for await _ in run.runtime.output(run.handle) { break }
    let later = try run.anotherRuntime()
    let output = later.output(run.handle)
    try run.place.write("", to: "tmp/go")
    var text = ""
    for await piece in output { text += String(decoding: piece, as: UTF8.self) }
    #expect(text == "second\n")
    #expect(try await later.wait(run.handle).text == "first\nsecond\n")
  }

  @Test("records of a run that ended can be removed, those of a living one can not")
  func removal() async throws {
    let run = try RunFixture("until [ -e /mnt/tmp/go ]; do sleep 0.01; done")
    try await run.start()
    await run.runtime.remove(run.handle)
    #expect(run.place.exists("supervisor/state"))
    try run.place.write("", to: "tmp/go")
    #expect(try await run.runtime.wait(run.handle).isSuccess)
    await run.runtime.remove(run.handle)
    #expect(!run.place.exists("supervisor"))
    await run.runtime.remove(run.handle)
  }

  @Test("without a sandbox a program runs as well, with the proxy at a port of its own")
  func withoutSandbox() async throws {
    let run = try RunFixture(program: ["/bin/sh", "-c", "echo $GREETING"], sandbox: .off)
    let placement = try await run.runtime.place(RunID(7))
    #expect(placement.paths == .machine)
    #expect(placement.proxyPort > 1_023)
    #expect(try await run.run(environment: [("GREETING", "hello")]).text == "hello\n")
    #expect(try await run.runtime.check().map(\.severity) == [.warning])
  }
}
