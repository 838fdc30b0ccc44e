import PolderCore
import PolderTransport
import Synchronization
import Testing

@testable import PolderNode

@Suite("the held poll of a task's status")
struct ProxyHoldTests {
  private static func status(_ word: String) -> HTTPAnswer {
    HTTPAnswer(status: 200, body: (["status": .string(word)] as JSONValue).bytes)
  }

  private let poll = ProxyFixture.request("GET", "/task/3/status")

  @Test("a task that is over is told at once", arguments: ["completed", "failed", "crashed", "killed by user"])
  func finished(word: String) async {
    let server = FakeUpstream { _, _ in Self.status(word) }
    let answer = await ProxyFixture.handler(server).answer(poll)
    #expect(answer.body == Self.status(word).body)
    #expect(server.calls.count == 1)
  }

  @Test("what is no status is told at once", arguments: [200, 404, 401])
  func odd(code: Int) async {
    let server = FakeUpstream(code, ["msg": "no"])
    #expect(await ProxyFixture.handler(server).answer(poll).status == code)
    #expect(server.calls.count == 1)
  }

  @Test("a poll is held until the status changes, and asks only after changes")
  func held() async {
    let changes = ChangeSignal()
    let server = FakeUpstream { call, count in
      // A change while the question is on its way must not be missed; the second change is for some other run.
      if count < 2 { changes.changed() }
      return Self.status(count < 2 ? "active" : "completed")
    }
    let answer = await ProxyFixture.handler(server, changes: changes).answer(poll)
    #expect(answer.body == Self.status("completed").body)
    #expect(server.calls.count == 3)
  }

  @Test("a change from waiting to running is told, too")
  func started() async {
    let changes = ChangeSignal()
    let server = FakeUpstream { _, count in
      changes.changed()
      return Self.status(count == 0 ? "pending" : "active")
    }
    #expect(await ProxyFixture.handler(server, changes: changes).answer(poll).body == Self.status("active").body)
  }

  @Test("after the time for holding the status is told as it is")
  func unchanged() async {
    let server = FakeUpstream { _, _ in Self.status("active") }
    let answer = await ProxyFixture.handler(server, hold: .milliseconds(20)).answer(poll)
    #expect(answer.body == Self.status("active").body)
    #expect(server.calls.count == 2)
  }

  @Test("a poll that nobody waits for any more ends")
  func cancelled() async {
    let (asked, ask) = AsyncStream.makeStream(of: Void.self)
    let server = FakeUpstream { _, _ in
      ask.yield()
      return Self.status("active")
    }
    let handler = ProxyFixture.handler(server, hold: .seconds(600))
    let polling = Task { await handler.answer(poll) }
    for await _ in asked { break }
    polling.cancel()
    #expect(await polling.value.status == 503)
    #expect(server.calls.count == 1)
  }
}
