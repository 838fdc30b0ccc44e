import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderHTTP
import Testing

struct BodyTests {
  static let notJSON =
    #"{"message":"Did not attempt to load JSON data because the request Content-Type was not 'application/json'."}"#
  static let malformed =
    #"{"message":"The browser (or proxy) sent a request that this server could not understand."}"#

  @Test("a body that is not called JSON is 415, one that is none 400, in the contract's words")
  func texts() async throws {
    let service = try await ToyService()
    let untyped = try await service.call(.post, "/api/thing", #"{"name":"a"}"#, headers: [.contentType: "text/plain"])
    #expect(untyped.status == .unsupportedMediaType && untyped.text == Self.notJSON)
    let none = try await service.call(.post, "/api/thing")
    #expect(none.status == .unsupportedMediaType && none.text == Self.notJSON)
    for body in ["", "{", "{\"name\":}", "{} {}", "\u{FEFF}{}"] {
      let reply = try await service.call(.post, "/api/thing", body)
      #expect(reply.status == .badRequest && reply.text == Self.malformed, "\(body)")
    }
  }

  @Test("both are 400 with the contract's special text where the handler has one")
  func special() async throws {
    let service = try await ToyService()
    let expected = #"{"msg":"Request body is incorrect"}"#
    #expect(try await service.call(.post, "/api/fail/1/here", "{").text == expected)
    let untyped = try await service.call(.post, "/api/fail/1/here", "{}", headers: [.contentType: "text/plain"])
    #expect(untyped.status == .badRequest && untyped.text == expected)
  }

  @Test(
    "types that are JSON are taken",
    arguments: ["application/json", "application/json; charset=utf-8", "Application/JSON", "application/ld+json"])
  func types(type: String) async throws {
    let reply = try await ToyService().call(.post, "/api/thing", #"{"name":"a"}"#, headers: [.contentType: type])
    #expect(reply.status == .created)
  }

  @Test("fields are judged by the operation's declaration, all at once")
  func fields() async throws {
    let reply = try await ToyService().call(.post, "/api/thing", #"{"foo":1}"#)
    #expect(reply.status == .badRequest)
    #expect(
      reply.text
        == #"{"msg":"Request body is incorrect","errors":{"name":["Missing data for required field."],"#
        + #""foo":["Unknown field."]}}"#)
    let list = try await ToyService().call(.post, "/api/thing", "[]")
    #expect(list.text == #"{"msg":"Request body is incorrect","errors":{"_schema":["Invalid input type."]}}"#)
  }

  @Test("a body beyond its bounds in size, depth or number of values, or compressed, is refused")
  func bounds() async throws {
    var service = try await ToyService()
    service.settings.bodyLimit = 64
    service.settings.bodyDepth = 4
    let large = try await service.call(.post, "/api/thing", #"{"name":"\#(String(repeating: "a", count: 64))"}"#)
    #expect(large.status == .contentTooLarge)
    let fits = try await service.call(.post, "/api/thing", #"{"name":"\#(String(repeating: "a", count: 53))"}"#)
    #expect(fits.status == .created)
    #expect(try await service.call(.post, "/api/thing", #"{"a":[[[[]]]]}"#).status == .badRequest)
    let many = #"{"a":[\#(String(repeating: "0,", count: 20))0]}"#
    #expect(try await service.call(.post, "/api/thing", many).text != Self.malformed)
    service.settings.bodyValues = 20
    #expect(try await service.call(.post, "/api/thing", many).text == Self.malformed)
    let packed = try await service.call(.post, "/api/thing", "x", headers: [.contentEncoding: "gzip"])
    #expect(packed.status == .unsupportedMediaType)
  }

  @Test("a body of many tiny values is refused, however few bytes it has")
  func tinyValues() async throws {
    let body = #"{"name":[\#(String(repeating: "0,", count: 1 << 18))0]}"#
    let reply = try await ToyService().call(.post, "/api/thing", body)
    #expect(reply.status == .badRequest && reply.text == Self.malformed)
  }
}
