import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderHTTP
import PolderSQL
import PolderSQLite
import Synchronization
import Testing

struct HandlerRunTests {
  @Test("who says nothing, something wrong, or is gone, is refused before the body is read")
  func callers() async throws {
    let service = try await ToyService()
    #expect(try await service.call(.get, "/api/thing/1", as: nil).status == .unauthorized)
    #expect(try await service.call(.get, "/api/thing/1", as: "nonsense").status.code == 422)
    #expect(try await service.call(.get, "/api/thing/1", as: "gone 3").text == #"{"msg":"Error loading the user 3"}"#)
    #expect(try await service.call(.post, "/api/thing", "not json", as: nil).status == .unauthorized)
  }

  @Test("a caller of a kind that the operation does not take gets 403, deviation 1")
  func kinds() async throws {
    let reply = try await ToyService().call(.post, "/api/thing", "{}", as: "node 2")
    #expect(reply.status == .forbidden && reply.text == #"{"msg":"This is not open to a node."}"#)
    #expect(reply.headers[DispatchTests.code] == "principal-kind")
  }

  @Test("a write is done, its event announced once it is committed, and the operation's own status answered")
  func write() async throws {
    let service = try await ToyService()
    let reply = try await service.call(.post, "/api/thing", #"{"name":"a"}"#)
    #expect(reply.status == .created && reply.text == #"{"id":1,"name":"a"}"#)
    #expect(service.outbox.wakes == 1)
    let events = try await service.database.read {
      try $0.rows("SELECT room, name, payload FROM event") { [try $0.text(0), try $0.text(1), try $0.text(2)] }
    }
    #expect(events == [["collaboration_1", "new_task", #"{"id":1,"parent_id":null}"#]])
  }

  /// A second later each time it is asked.
  private final class SteppingClock: Sendable {
    private let steps = Mutex<Int64>(0)

    func next() -> Timestamp {
      steps.withLock { steps in
        steps += 1
        return Timestamp(seconds: ToyService.now.seconds + steps)
      }
    }
  }

  @Test("the moment of a write is that of its transaction: what it makes void was there before, deviation 23")
  func moment() async throws {
    let clock = SteppingClock()
    let service = try await ToyService { clock.next() }
    let reply = try await service.call(.post, "/api/thing", #"{"name":"the moment"}"#)
    let made = try #require(HTTPField.Name("x-moment"))
    let begun = try #require(HTTPField.Name("x-begun"))
    let (begin, turn) = (try #require(reply.headers[begun]), try #require(reply.headers[made]))
    #expect(begin < turn)
  }

  @Test("a thrown refusal undoes what was written, a returned one keeps it; neither is announced")
  func refusals() async throws {
    let service = try await ToyService()
    let thrown = try await service.call(.post, "/api/fail/1/here", #"{"how":"refuse"}"#)
    #expect(thrown.status.code == 418 && thrown.headers[DispatchTests.code] == "toy-no")
    #expect(try await service.names() == [])
    #expect(try await service.call(.post, "/api/fail/1/here", #"{"how":"refuse and keep"}"#).status.code == 418)
    #expect(try await service.names() == ["refuse and keep"])
    #expect(service.outbox.wakes == 0)
  }

  @Test("a failure is answered without its reason, which is only logged, and never with what it held")
  func failure() async throws {
    let service = try await ToyService()
    let reply = try await service.call(.post, "/api/fail/1/here", #"{"how":"break"}"#)
    #expect(reply.status == .internalServerError)
    #expect(reply.text == #"{"msg":"An unexpected error occurred on the server!"}"#)
    #expect(service.log.all.contains { $0.hasPrefix("error request failed") && $0.contains("reason=Secret") })
    #expect(!service.log.all.contains { $0.contains("s3cret") })
    #expect(try await service.names() == [])
  }

  @Test("a busy database is answered with 503 and when to come again")
  func busy() async throws {
    let reply = try await ToyService().call(.post, "/api/fail/1/here", #"{"how":"busy"}"#)
    #expect(reply.status == .serviceUnavailable && reply.headers[.retryAfter] == "2")
  }

  @Test("an operation that judges first refuses before it looks at the body")
  func judgesFirst() async throws {
    let service = try await ToyService()
    let refused = try await service.call(.post, "/api/guarded", "not json")
    #expect(refused.status == .unauthorized && refused.text == #"{"msg":"You lack the permission to do that!"}"#)
    #expect(try await service.call(.post, "/api/guarded", "not json", as: "boss 1").status == .badRequest)
    let done = try await service.call(.post, "/api/guarded", #"{"name":"x"}"#, as: "boss 1")
    #expect(done.text == #"{"msg":"x by organization|global|create"}"#)
  }

  @Test("a request sent again under its key is answered alike and not done again; another caller's key is another")
  func again() async throws {
    let service = try await ToyService()
    let key = try #require(HTTPField.Name("idempotency-key"))
    let first = try await service.call(.post, "/api/thing", #"{"name":"a"}"#, headers: [key: "k1"])
    let second = try await service.call(.post, "/api/thing", #"{"name":"a"}"#, headers: [key: "k1"])
    #expect(first.status == .created && second.status == .created && first.text == second.text)
    let made = try #require(HTTPField.Name("x-made"))
    #expect(second.headers[made] == "yes")
    #expect(try await service.names() == ["a"])
    #expect(service.outbox.wakes == 1)
    let other = try await service.call(.post, "/api/thing", #"{"name":"b"}"#, as: "user 9", headers: [key: "k1"])
    #expect(other.text == #"{"id":2,"name":"b"}"#)
    #expect(try await service.call(.post, "/api/thing", #"{"name":"a"}"#, headers: [key: "a b"]).status == .badRequest)
  }

  @Test("a request that is refused is not kept: sent again it is tried again")
  func refusedIsNotKept() async throws {
    let service = try await ToyService()
    let key = try #require(HTTPField.Name("idempotency-key"))
    #expect(try await service.call(.post, "/api/thing", "{}", headers: [key: "k"]).status == .badRequest)
    #expect(try await service.call(.post, "/api/thing", #"{"name":"a"}"#, headers: [key: "k"]).status == .created)
  }

  @Test("that the time of a caller could not be noted does not spoil its request")
  func unseen() async throws {
    let service = try await ToyService()
    #expect(try await service.call(.post, "/api/thing", #"{"name":"a"}"#, as: "unseen 1").status == .created)
    #expect(service.log.all.contains { $0.hasPrefix("warning could not note") })
  }
}
