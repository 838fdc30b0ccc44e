import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderHTTP
import PolderSQL
import PolderSQLite
import Testing

struct RequestAuditTests {
  @Test("a change is told in its transaction: who, what, which number it got, and why it was allowed")
  func change() async throws {
    let service = try await ToyService()
    _ = try await service.call(
      .post, "/api/thing", #"{"name":"very secret"}"#,
      headers: [try #require(HTTPField.Name("x-request-id")): "trace-1"])
    let record = try #require(service.trail.appended.first)
    #expect(service.trail.appended.count == 1 && service.trail.taken.isEmpty)
    #expect(record.principal == "user:1" && record.operation == "CreateThing" && record.object == "thing/1")
    #expect(record.outcome == .done && record.reason == "accepted kind of caller" && record.request == "trace-1")
    #expect(record.time == ToyService.now && record.details == ["fields": "name"])
  }

  @Test("a change that is undone takes its entry with it, and is told as a refusal")
  func undone() async throws {
    let service = try await ToyService()
    _ = try await service.call(.post, "/api/fail/4/here", #"{"how":"refuse"}"#)
    let kept = try await service.database.read { try $0.rows("SELECT operation FROM told").count }
    #expect(kept == 0 && service.trail.appended.isEmpty)
    let record = try #require(service.trail.taken.first)
    #expect(record.outcome == .refused(418, "toy-no") && record.object == "fail/4/here" && record.operation == "Fail")
    #expect(service.trail.taken.count == 1)
  }

  @Test("a refusal that keeps what was written is told once, in the transaction")
  func keptRefusal() async throws {
    let service = try await ToyService()
    _ = try await service.call(.post, "/api/fail/1/here", #"{"how":"refuse and keep"}"#)
    #expect(service.trail.appended.map(\.outcome) == [.refused(418, "http-418")] && service.trail.taken.isEmpty)
  }

  @Test("a failure is told as one, without its reason")
  func failure() async throws {
    let service = try await ToyService()
    _ = try await service.call(.post, "/api/fail/1/here", #"{"how":"s3cret"}"#)
    #expect(service.trail.taken.map(\.outcome) == [.failed])
    #expect(!"\(service.trail.taken)".contains("s3cret"))
  }

  @Test("a read is told with the ids in its path and its filters, and no other value of a query")
  func reads() async throws {
    let service = try await ToyService()
    _ = try await service.call(.post, "/api/thing", #"{"name":"a"}"#)
    _ = try await service.call(.get, "/api/thing/1")
    _ = try await service.call(.get, "/api/thing?name=s3cret&task_id=7&id=x")
    _ = try await service.call(.get, "/api/state")
    #expect(service.trail.taken.map(\.object) == ["thing/1", "thing?task_id=7"])
    #expect(service.trail.taken.map(\.operation) == ["GetThing", "ListThings"])
  }

  @Test("who is refused before it is known who it is, is told by operation and code alone")
  func unknownCaller() async throws {
    let service = try await ToyService()
    _ = try await service.call(.get, "/api/thing/123456", as: nil)
    _ = try await service.call(.get, "/api/thing/123456", as: "nonsense")
    #expect(service.trail.taken.map(\.object) == ["thing/<id>", "thing/<id>"])
    #expect(service.trail.taken.map(\.outcome) == [.refused(401, "token-missing"), .refused(422, "http-422")])
    #expect(service.trail.taken.allSatisfy { $0.principal == nil })
  }

  @Test("a caller of the wrong kind, and one who lacks a permission, are told by name")
  func knownCaller() async throws {
    let service = try await ToyService()
    _ = try await service.call(.post, "/api/thing", "{}", as: "node 2")
    _ = try await service.call(.post, "/api/guarded", "{}")
    #expect(service.trail.taken.map(\.principal) == ["node:2", "user:1"])
    #expect(
      service.trail.taken.map(\.outcome) == [.refused(403, "principal-kind"), .refused(401, "permission-lacking")])
  }

  @Test("a request that is sent again is told as read, not as done twice")
  func again() async throws {
    let service = try await ToyService()
    let key: HTTPFields = [try #require(HTTPField.Name("idempotency-key")): "k"]
    for _ in 0..<2 { _ = try await service.call(.post, "/api/thing", #"{"name":"a"}"#, headers: key) }
    #expect(service.trail.appended.count == 1 && service.trail.taken.map(\.reason) == ["sent again"])
  }

  @Test("what never was a request of the service is not told")
  func nonsense() async throws {
    let service = try await ToyService()
    _ = try await service.call(.get, "/api/nosuch")
    _ = try await service.call(.put, "/api/thing")
    _ = try await service.call(.post, "/api/thing", "{")
    #expect(service.trail.taken.isEmpty && service.trail.appended.isEmpty)
  }
}
