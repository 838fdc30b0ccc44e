import PolderTransport
import Testing

@testable import PolderNode

@Suite("requests that take memory")
struct RequestReaderTests {
  private let limits = ProxyLimits(connections: 4, taskBytes: 10, otherBytes: 4, allBytes: 15)

  @Test("a body is put together from its parts")
  func parts() {
    var reader = reader("POST", BodyBudget(bytes: 15))
    reader.add([1, 2])
    reader.add([])
    reader.add([3])
    #expect(reader.request.body == [1, 2, 3])
    #expect(reader.refusal == nil)
  }

  @Test("a body over the limit is refused, and nothing more of it kept")
  func tooLarge() {
    for (method, limit) in [("POST", 10), ("GET", 4)] {
      var reader = reader(method, BodyBudget(bytes: 100))
      reader.add([UInt8](repeating: 0, count: limit))
      #expect(reader.refusal == nil)
      reader.add([0])
      #expect(reader.refusal?.status == 413)
      reader.add([0, 0])
      #expect(reader.request.body.count == limit)
    }
  }

  @Test("all bodies together have a limit, and memory comes back")
  func together() {
    let budget = BodyBudget(bytes: 15)
    do {
      var first = reader("POST", budget)
      first.add([UInt8](repeating: 0, count: 10))
      var second = reader("POST", budget)
      second.add([UInt8](repeating: 0, count: 6))
      #expect(first.refusal == nil)
      #expect(second.refusal?.status == 503)
    }
    var third = reader("POST", budget)
    third.add([UInt8](repeating: 0, count: 10))
    #expect(third.refusal == nil)
    #expect(budget.take(5))
    #expect(!budget.take(1))
  }

  @Test("of a request that is refused by its head nothing is kept")
  func refusedHead() {
    let budget = BodyBudget(bytes: 15)
    var reader = RequestReader(
      ProxyFixture.request("POST", "/task"), refusal: ProxyHandler.refusal(401, "no"), limits: limits, budget: budget)
    reader.add([1, 2, 3])
    #expect(reader.refusal?.status == 401)
    #expect(reader.request.body == [])
    #expect(budget.take(15))
  }

  private func reader(_ method: String, _ budget: BodyBudget) -> RequestReader {
    RequestReader(ProxyFixture.request(method, "/task"), refusal: nil, limits: limits, budget: budget)
  }
}
