import Logging
import Synchronization
import Testing

@testable import PolderNode

@Suite("keeping a helper running")
struct HelperSupervisorTests {
  @Test("a helper that ends is started again, and each pause is waited for")
  func again() async {
    let pauses = Mutex<[Duration]>([])
    let starts = Mutex(0)
    let changes = Mutex<[Bool]>([])
    let (thirds, third) = AsyncStream.makeStream(of: Void.self)
    var supervisor = HelperSupervisor(
      name: "test", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      launch: { ready in
        let count = starts.withLock { count in
          count += 1
          return count
        }
        guard count >= 3 else { return "end \(count)" }
        ready()
        third.yield()
        await untilCancelled()
        return "cancelled"
      },
      now: { .zero },
      pause: { duration in
        // Those for what is overdue end with the attempt.
        guard duration != HelperMachine.patience else { return await untilCancelled() }
        pauses.withLock { $0.append(duration) }
      })
    supervisor.onChange = { serves in changes.withLock { $0.append(serves) } }
    let task = Task { [supervisor] in await supervisor.run() }
    for await _ in thirds { break }
    task.cancel()
    await task.value
    #expect(starts.withLock { $0 } == 3)
    #expect(pauses.withLock { $0 } == [.seconds(1), .seconds(2)])
    #expect(changes.withLock { $0 }.last == false)
  }

  @Test("a helper that never becomes ready is ended, and its end is waited for")
  func overdue() async {
    let ended = Mutex(0)
    let (seconds, second) = AsyncStream.makeStream(of: Void.self)
    let supervisor = HelperSupervisor(
      name: "test", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      launch: { _ in
        await untilCancelled()
        if ended.withLock({ count in
          count += 1
          return count == 2
        }) {
          second.yield()
        }
        return "cancelled"
      }, now: { .zero }, pause: { _ in })
    let task = Task { await supervisor.run() }
    for await _ in seconds { break }
    task.cancel()
    await task.value
    #expect(ended.withLock { $0 } >= 2)
  }

  @Test("the last words of a program tell why it ended, without what could obey a terminal")
  func lastWords() {
    let ready = Mutex(0)
    let words = HelperWords(readyWord: "serves") { ready.withLock { $0 += 1 } }
    #expect(words.reason("it ended") == "it ended")
    words.take("bind: \u{1B}[31mAddress in use\u{07}\n")
    words.take("   ")
    words.take("now it serves")
    #expect(words.reason("it ended") == "it ended: bind: [31mAddress in use")
    words.take(String(repeating: "x", count: 10_000))
    #expect(words.reason("").utf8.count < 400)
    #expect(ready.withLock { $0 } == 1)
  }

  @Test("only a process with the very argument counts as left by a former node")
  func left() {
    let line = Array("ssh\0-N\0-F\0/d/tunnel-a/config\0a\0".utf8)
    #expect(LeftHelper.matches(line, mark: "/d/tunnel-a/config"))
    #expect(!LeftHelper.matches(line, mark: "/d/tunnel-a/conf"))
    #expect(!LeftHelper.matches([], mark: "/d/tunnel-a/config"))
  }
}

/// Waits for the cancellation of the task, without a clock.
private func untilCancelled() async {
  let (never, continuation) = AsyncStream.makeStream(of: Void.self)
  await withTaskCancellationHandler {
    for await _ in never {}
  } onCancel: {
    continuation.finish()
  }
}
