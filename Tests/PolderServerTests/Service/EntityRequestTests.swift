import HTTPTypes
import HummingbirdTesting
import NIOCore
import PolderCore
import PolderServer
import Testing

/// What the dispatcher answers at the paths of collaborations, studies, nodes, tasks and ports.
struct EntityRequestTests {
  private static let paths: [(path: String, allow: String)] = [
    ("/organization/1", "DELETE, GET, HEAD, OPTIONS, PATCH"), ("/collaboration/1", "DELETE, GET, HEAD, OPTIONS, PATCH"),
    ("/collaboration/1/organization", "DELETE, OPTIONS, POST"), ("/collaboration/1/node", "DELETE, OPTIONS, POST"),
    ("/study", "GET, HEAD, OPTIONS, POST"), ("/study/1", "DELETE, GET, HEAD, OPTIONS, PATCH"),
    ("/study/1/organization", "DELETE, OPTIONS, POST"), ("/node/1", "DELETE, GET, HEAD, OPTIONS, PATCH"),
    ("/task/1", "DELETE, GET, HEAD, OPTIONS"), ("/kill/node/tasks", "OPTIONS, POST"),
    ("/port", "DELETE, OPTIONS, POST"),
    ("/vpn", "GET, HEAD, OPTIONS"), ("/vpn/update", "OPTIONS, POST"),
    ("/vpn/algorithm/addresses", "GET, HEAD, OPTIONS"),
    ("/polder/collaboration/1/organization/1/confirm", "OPTIONS, POST"),
  ]

  @Test("OPTIONS says which methods there are, to anybody; others are refused, and unknown paths are pages")
  func methods() async throws {
    let house = try await ServerHouse()
    for (path, allow) in Self.paths {
      let options = try await house.call(.options, path)
      #expect(options.status == .ok && options.header("allow") == allow, "\(path): \(options.header("allow") ?? "")")
      let put = try await house.call(.put, path)
      #expect(put.status == .methodNotAllowed, "\(path)")
      #expect(put.json == ["message": "The method is not allowed for the requested URL."], "\(path)")
      let unknown = try await house.call(.get, path + "/", token: house.token(user: UserID(1)))
      #expect(unknown.status == .notFound && unknown.headers[.contentType] == "text/html; charset=utf-8", "\(path)")
    }
  }

  @Test("HEAD is answered as GET without the body")
  func head() async throws {
    let house = try await ServerHouse()
    let token = house.token(user: UserID(1))
    for path in ["/study", "/collaboration", "/organization/1", "/task"] {
      let reply = try await house.call(.head, path, token: token)
      #expect(reply.status == .ok && reply.body.readableBytes == 0, "\(path)")
    }
    #expect(try await house.call(.head, "/study").status == .unauthorized)
  }

  @Test("a body that is no JSON is refused wherever a body belongs, deletions among them")
  func bodies() async throws {
    let house = try await ServerHouse()
    let token = house.token(user: UserID(1))
    for (method, path) in [
      (HTTPRequest.Method.post, "/study"), (.patch, "/study/1"), (.patch, "/collaboration/1"), (.patch, "/node/1"),
      (.post, "/collaboration/1/organization"), (.delete, "/collaboration/1/organization"),
      (.delete, "/collaboration/1/node"), (.delete, "/study/1/organization"), (.post, "/kill/node/tasks"),
    ] {
      let none = try await house.call(method, path, token: token)
      #expect(none.status == .unsupportedMediaType, "\(method) \(path)")
      let list = try await house.call(method, path, [1], token: token)
      #expect([400, 404].contains(list.status.code), "\(method) \(path): \(list.status)")
    }
    let wrong = try await house.call(.post, "/study", [1], token: token)
    #expect(wrong.json?["errors"]?["_schema"] == ["Invalid input type."])
  }

  @Test("ids in paths are digits, and numbers beyond every row are not there")
  func ids() async throws {
    let house = try await ServerHouse()
    let token = house.token(user: UserID(1))
    for path in ["/study/x", "/study/-1", "/study/1.0", "/collaboration/1a/node"] {
      #expect(try await house.call(.get, path, token: token).status == .notFound, "\(path)")
    }
    let large = try await house.call(.delete, "/task/9223372036854775807", token: token)
    #expect(large.status == .notFound && large.json == ["msg": "Task id=9223372036854775807 not found"])
  }
}
