import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderHTTP
import PolderSQL
import PolderSQLite
import Testing

struct PagingTests {
  private func service(_ count: Int) async throws -> ToyService {
    let service = try await ToyService()
    try await service.database.write { sql in
      for number in 0..<count { try sql.execute("INSERT INTO thing (name) VALUES (\("t\(number % 3)"))") }
    }
    return service
  }

  /// As recorded in `golden/server.json`, `org.list.page` and `org.list.sort`.
  @Test(
    "links and headers are those of the contract",
    arguments: [
      (
        "?page=2&per_page=2",
        "</api/thing?page=1&per_page=2>; rel=first,</api/thing?page=1&per_page=2>; rel=previous,"
          + "</api/thing?page=2&per_page=2>; rel=self,</api/thing?page=2&per_page=2>; rel=last"
      ),
      (
        "?sort=-name&per_page=2",
        "</api/thing?sort=-name&per_page=2&page=1>; rel=first,</api/thing?sort=-name&per_page=2&page=1>; rel=self,"
          + "</api/thing?sort=-name&per_page=2&page=2>; rel=next,</api/thing?sort=-name&per_page=2&page=2>; rel=last"
      ),
      (
        "?page=99",
        "</api/thing?page=1>; rel=first,</api/thing?page=98>; rel=previous,</api/thing?page=99>; rel=self,"
          + "</api/thing?page=1>; rel=last"
      ),
      (
        "?name=org%25&a=1&a=2&c=d+e",
        "</api/thing?name=org%25&a=1&c=d+e&page=1>; rel=first,</api/thing?name=org%25&a=1&c=d+e&page=1>; rel=self,"
          + "</api/thing?name=org%25&a=1&c=d+e&page=1>; rel=last"
      ),
    ])
  func links(query: String, expected: String) async throws {
    let reply = try await service(4).call(.get, "/api/thing" + query)
    #expect(reply.status == .ok)
    let link = try #require(HTTPField.Name("Link"))
    let count = try #require(HTTPField.Name("total-count"))
    #expect(reply.headers[link] == expected && reply.headers[count] == "4")
    #expect(reply.headers[.accessControlExposeHeaders] == "total-count, Link")
    let links = try #require(try JSONValue(parsing: reply.text)["links"]?.object)
    #expect(Array(links).map { "<\($0.value.string ?? "")>; rel=\($0.key)" }.joined(separator: ",") == expected)
  }

  @Test("without entries there is no last page, and ten entries make a page")
  func sizes() async throws {
    let empty = try JSONValue(parsing: try await service(0).call(.get, "/api/thing").text)
    #expect(empty["data"] == [] && empty["links"]?.object?.keys == ["first", "self"])
    let many = try JSONValue(parsing: try await service(11).call(.get, "/api/thing").text)
    #expect(many["data"]?.array?.count == 10 && many["links"]?["last"] == "/api/thing?page=2")
  }

  @Test(
    "a page, size or order that is none is 400 with the contract's text, deviation 2",
    arguments: [
      ("page=0", "page needs to be >= 1"), ("per_page=0", "per_page needs to be >= 1"),
      ("page=x", "invalid literal for int() with base 10: 'x'"),
      ("sort=foo", "Cannot sort a 'Thing' by 'foo' because it does not exist"),
      ("sort=name,-foo", "Cannot sort a 'Thing' by 'foo' because it does not exist"),
      ("sort=id%3B+DROP+TABLE+thing", "Cannot sort a 'Thing' by 'id; DROP TABLE thing' because it does not exist"),
    ])
  func wrong(query: String, text: String) async throws {
    let reply = try await service(1).call(.get, "/api/thing?" + query)
    #expect(reply.status == .badRequest)
    #expect(try JSONValue(parsing: reply.text)["msg"] == .string(text))
  }

  @Test(
    "entries come in the order asked for, then in that of their ids",
    arguments: [
      ("", "1,2,3,4"), ("?sort=-id", "4,3,2,1"), ("?sort=name", "1,4,2,3"), ("?sort=%2Bname,-id", "4,1,2,3"),
      ("?sort=+name", "1,4,2,3"), ("?sort=-id&per_page=2&page=2", "2,1"), ("?page=9223372036854775807", ""),
    ])
  func order(query: String, expected: String) async throws {
    let reply = try JSONValue(parsing: try await service(4).call(.get, "/api/thing" + query).text)
    let ids = reply["data"]?.array?.compactMap { $0["id"]?.integer.map(String.init) } ?? ["?"]
    #expect(ids.joined(separator: ",") == expected)
  }

  @Test("everything comes on one page where that is the rule, unless a page was asked for")
  func everything() throws {
    let all = try Paging(PageRequest(), of: "Thing", attributes: [:], everything: true)
    #expect(all.limit.isEmpty && all.offset == 0)
    let request = RequestInfo(path: "/api/thing", query: [("task_id", "1")])
    let outcome = all.outcome([Thing](), total: 25, request)
    let page = try outcome.content.get()
    #expect(page.links.last == "/api/thing?task_id=1&page=1" && page.links.next == nil)
    let asked = try Paging(PageRequest(perPage: 5), of: "Thing", attributes: [:], everything: true)
    #expect(asked.perPage == 5)
  }
}
