import HTTPTypes
import HummingbirdTesting
import Testing

struct RequestIDTests {
  private func id(_ given: String?) async throws -> (String?, [String]) {
    let service = try await ToyService()
    let name = try #require(HTTPField.Name("X-Request-ID"))
    var headers: HTTPFields = [:]
    headers[name] = given
    let reply = try await service.call(.get, "/api/state", as: nil, headers: headers)
    return (reply.headers[name], service.log.all)
  }

  @Test("a request keeps the number it comes with, in the answer and in the log")
  func kept() async throws {
    let (id, log) = try await id("trace-1.a_B")
    #expect(id == "trace-1.a_B" && log.contains { $0.contains("request=trace-1.a_B") })
  }

  @Test(
    "a number that is too long or not plain is replaced",
    arguments: [nil, "", String(repeating: "x", count: 129), "a b", "a\u{9}b", "é", "a;b", "a\"b"])
  func replaced(given: String?) async throws {
    let (id, log) = try await id(given)
    let own = try #require(id)
    #expect(own != given && (1...16).contains(own.utf8.count) && own.utf8.allSatisfy { $0 < 0x80 })
    #expect(log.contains { $0.contains("request=\(own)") })
  }
}
