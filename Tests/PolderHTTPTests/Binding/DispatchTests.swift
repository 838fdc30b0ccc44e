import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderHTTP
import Testing

struct DispatchTests {
  @Test("an operation answers below the prefix, as compact JSON, with headers that browsers heed")
  func answers() async throws {
    let reply = try await ToyService().call(.get, "/api/state", as: nil)
    #expect(reply.status == .ok && reply.text == #"{"msg":"up"}"#)
    #expect(reply.headers[.contentType] == "application/json")
    #expect(reply.headers[.accessControlAllowOrigin] == "*")
    #expect(reply.headers[.xContentTypeOptions] == "nosniff" && reply.headers[.cacheControl] == "no-store")
  }

  @Test(
    "what is no path of the service is a page with 404",
    arguments: [
      "/", "/state", "/api/state/", "/api//state", "/api/nosuch", "/api/thing/x", "/api/thing/-1",
      "/api/thing/99999999999999999999", "/apistate", "/api/thing/<id>",
    ])
  func unknownPath(path: String) async throws {
    let reply = try await ToyService().call(.get, path)
    #expect(reply.status == .notFound && reply.headers[.contentType] == "text/html; charset=utf-8")
    #expect(reply.text.hasPrefix("<!doctype html>"))
  }

  @Test("a method that the path does not have is refused with the contract's text and the methods there are")
  func wrongMethod() async throws {
    let reply = try await ToyService().call(.patch, "/api/thing")
    #expect(reply.status == .methodNotAllowed)
    #expect(reply.text == #"{"message":"The method is not allowed for the requested URL."}"#)
    #expect(reply.headers[.allow] == "GET, HEAD, OPTIONS, POST")
  }

  @Test("HEAD is answered where GET is, without a body")
  func head() async throws {
    let reply = try await ToyService().call(.head, "/api/state")
    #expect(reply.status == .ok && reply.text.isEmpty && reply.headers[.contentLength] == "12")
  }

  @Test("OPTIONS is answered without anybody saying who it is, and names what was asked for")
  func preflight() async throws {
    var asked: HTTPFields = [.origin: "https://ui.example"]
    asked[.accessControlRequestHeaders] = "authorization"
    let reply = try await ToyService().call(.options, "/api/thing/3", as: nil, headers: asked)
    #expect(reply.status == .ok && reply.text.isEmpty)
    #expect(reply.headers[.accessControlAllowOrigin] == "https://ui.example")
    #expect(reply.headers[.accessControlAllowHeaders] == "authorization")
    #expect(reply.headers[.accessControlAllowMethods] == "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT")
    #expect(reply.headers[.accessControlAllowCredentials] == nil)
  }

  @Test("only listed origins are told that they may read, when there is a list")
  func origins() async throws {
    var service = try await ToyService()
    service.settings.origins = ["https://ui.example"]
    let listed = try await service.call(.get, "/api/state", headers: [.origin: "https://ui.example"])
    let other = try await service.call(.get, "/api/state", headers: [.origin: "https://evil.example"])
    #expect(listed.headers[.accessControlAllowOrigin] == "https://ui.example" && listed.headers[.vary] == "Origin")
    #expect(other.headers[.accessControlAllowOrigin] == nil)
  }

  @Test(
    "the prefix can be another one, or none", arguments: [("/v4", "/v4/state"), ("", "/state"), ("api/", "/api/state")])
  func prefix(prefix: String, path: String) async throws {
    var service = try await ToyService()
    service.settings = DispatcherSettings(prefix: prefix)
    #expect(try await service.call(.get, path).status == .ok)
  }

  @Test("an address or headers beyond their bounds are refused before anything is looked at")
  func bounds() async throws {
    var service = try await ToyService()
    service.settings.targetLimit = 64
    service.settings.headerLimit = 256
    let long = try await service.call(.get, "/api/state?" + String(repeating: "a", count: 64))
    #expect(long.status == .uriTooLong)
    let wide = try await service.call(.get, "/api/state", headers: [.userAgent: String(repeating: "a", count: 256)])
    #expect(wide.status == .requestHeaderFieldsTooLarge)
    let many = try await ToyService().call(.get, "/api/state?" + String(repeating: "a&", count: 300))
    #expect(many.status == .badRequest && many.headers[Self.code] == "query-too-long")
  }

  @Test("the log has one line per request: who, what, how it went, and no value of the query")
  func log() async throws {
    let service = try await ToyService()
    let reply = try await service.call(.get, "/api/thing/7?name=hidden")
    #expect(reply.status == .notFound)
    let line = try #require(service.log.all.last)
    #expect(line.contains("path=/api/thing/<id>") && line.contains("status=404") && line.contains("caller=user:1"))
    #expect(line.contains("method=GET") && !line.contains("hidden"))
    let name = try #require(HTTPField.Name("x-request-id"))
    #expect(line.contains("request=\(try #require(reply.headers[name]))"))
  }

  static let code = HTTPField.Name("polder-error") ?? .server

  @Test("CVE-2024-24562: over TLS browsers are told to come by TLS from now on, over plain HTTP they are not")
  func strictTransport() async throws {
    var service = try await ToyService()
    #expect(try await service.call(.get, "/api/state").headers[.strictTransportSecurity] == nil)
    service.settings.isSecure = true
    for path in ["/api/state", "/nosuch", "/api/thing/1"] {
      let reply = try await service.call(.get, path, as: nil)
      #expect(reply.headers[.strictTransportSecurity] == "max-age=31536000", "\(path)")
    }
  }
}
