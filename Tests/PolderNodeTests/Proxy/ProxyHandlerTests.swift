import PolderCore
import PolderTransport
import Testing

@testable import PolderNode

@Suite("the answers to an algorithm's requests")
struct ProxyHandlerTests {
  private static func task(image: JSONValue = .string(ProxyFixture.image), organizations: JSONValue = [["id": 1]])
    -> JSONValue
  {
    ["image": image, "organizations": organizations, "name": "subtask"]
  }

  @Test(
    "without the run's own token nothing is asked",
    arguments: [
      nil, "", "Bearer", "Bearer ", "Bearer other", "Basic dTpw", "bearer token.of-the.run", "Bearer token.of-the.run ",
      "Bearer token.of-the.ru", "Bearer token.of-the.runn", "token.of-the.run",
    ] as [String?])
  func token(value: String?) async {
    let server = FakeUpstream()
    let headers = value.map { [(name: "Authorization", value: $0)] } ?? []
    let request = ProxyRequest(method: "GET", target: "/version", headers: headers, body: [])
    #expect(await ProxyFixture.handler(server).answer(request).status == 401)
    #expect(server.calls.isEmpty)
  }

  @Test("a call is handed on with the run's token and nothing else of the request's head")
  func forwarded() async throws {
    let server = FakeUpstream(200, ["id": 3])
    let answer = await ProxyFixture.handler(server).answer(
      ProxyFixture.request(
        "GET", "/organization?include=x&name=a%20b",
        headers: [("Cookie", "c"), ("X-Forwarded-For", "1"), ("Host", "h")]))
    #expect(answer.status == 200)
    #expect(answer.body == (["id": 3] as JSONValue).bytes)
    let call = try #require(server.calls.first)
    #expect(call.path == "/organization")
    #expect(call.query.map(\.name) == ["include", "name"])
    #expect(call.query.map(\.value) == ["x", "a b"])
    #expect(call.headers.map(\.name) == ["Authorization"])
    #expect(call.headers.map(\.value) == ["Bearer \(ProxyFixture.token)"])
    #expect(call.body == nil)
  }

  @Test("a refusal of the server arrives as it is", arguments: [400, 401, 403, 404, 500])
  func refusals(status: Int) async {
    let server = FakeUpstream(status, ["msg": "no"])
    let answer = await ProxyFixture.handler(server).answer(ProxyFixture.request("GET", "/task/3"))
    #expect(answer.status == status)
    #expect(answer.message == "no")
  }

  @Test("fields of the server's answer that are not for algorithms stay behind")
  func answerFields() async {
    let server = FakeUpstream { _, _ in
      HTTPAnswer(
        status: 200,
        headers: [
          ("Content-Type", "a"), ("Set-Cookie", "b"), ("Connection", "close"), ("Total-Count", "5"), ("Link", "l"),
        ])
    }
    let answer = await ProxyFixture.handler(server).answer(ProxyFixture.request("GET", "/run"))
    #expect(answer.headers.map(\.name) == ["Content-Type", "Total-Count", "Link"])
  }

  @Test(
    "what is no call of an algorithm never reaches the server",
    arguments: [
      "/node", "/task/3/../../node", "/task/3%2f..", "/task/3/?a=1", "*", "http://x/version",
    ])
  func routes(target: String) async {
    let server = FakeUpstream()
    #expect(await ProxyFixture.handler(server).answer(ProxyFixture.request("GET", target)).status == 403)
    #expect(server.calls.isEmpty)
  }

  @Test("a query that can not be read is refused")
  func query() async {
    let server = FakeUpstream()
    #expect(await ProxyFixture.handler(server).answer(ProxyFixture.request("GET", "/run?a=%zz")).status == 400)
    #expect(server.calls.isEmpty)
  }

  @Test("a subtask of the same image is made, with the key of its request")
  func subtask() async throws {
    let server = FakeUpstream(201, ["id": 9])
    let request = ProxyFixture.request("POST", "/task", Self.task(), headers: [("Idempotency-Key", "k1")])
    #expect(await ProxyFixture.handler(server).answer(request).status == 201)
    let call = try #require(server.calls.first)
    #expect(call.method == .post)
    #expect(call.body == request.body)
    #expect(call.headers.contains { $0.name == "Idempotency-Key" && $0.value == "k1" })
    #expect(call.headers.contains { $0.name == "Content-Type" && $0.value == "application/json" })
  }

  @Test(
    "a subtask runs the image of its parent and no other",
    arguments: [
      "polder/cox", "polder/cox:2", "polder/cox:1 ", "POLDER/cox:1", "evil/polder/cox:1", "", 1, nil, ["polder/cox:1"],
    ] as [JSONValue])
  func image(image: JSONValue) async {
    let server = FakeUpstream(201)
    let answer = await ProxyFixture.handler(server).answer(
      ProxyFixture.request("POST", "/task", Self.task(image: image)))
    #expect(answer.status == 403)
    #expect(server.calls.isEmpty)
  }

  @Test("an image that is named twice is judged as it is sent")
  func imageTwice() async throws {
    let server = FakeUpstream(201)
    var request = ProxyFixture.request("POST", "/task")
    request.body = Array(#"{"organizations":[{"id":1}],"image":"evil","image":"polder/cox:1"}"#.utf8)
    #expect(await ProxyFixture.handler(server).answer(request).status == 201)
    let body = try #require(server.calls.first?.body)
    #expect(String(decoding: body, as: UTF8.self) == #"{"organizations":[{"id":1}],"image":"polder/cox:1"}"#)
    request.body = Array(#"{"organizations":[{"id":1}],"image":"polder/cox:1","image":"evil"}"#.utf8)
    #expect(await ProxyFixture.handler(server).answer(request).status == 403)
  }

  @Test(
    "a subtask for nobody, or that can not be read, is refused as the incumbent does",
    arguments: [
      "", "{}", "[]", "nonsense", #"{"organizations":[]}"#, #"{"organizations":null}"#, #"{"organizations":1}"#,
      "\"x\"",
    ])
  func organizations(body: String) async {
    let server = FakeUpstream(201)
    var request = ProxyFixture.request("POST", "/task")
    request.body = Array(body.utf8)
    let answer = await ProxyFixture.handler(server).answer(request)
    #expect(answer.status == 400)
    #expect(answer.message == "Organizations missing from input")
    #expect(server.calls.isEmpty)
  }

  @Test("a subtask of more values than any task has is refused before it takes the node's memory")
  func tooManyValues() async throws {
    let server = FakeUpstream(201, ["id": 9])
    var request = ProxyFixture.request("POST", "/task")
    let values = String(repeating: "0,", count: 1 << 18)
    request.body = Array(#"{"organizations":[{"id":1}],"image":"polder/cox:1","x":[\#(values)0]}"#.utf8)
    let answer = await ProxyFixture.handler(server).answer(request)
    #expect(answer.status == 413)
    let message = try #require(answer.message)
    #expect(message.contains("262144 values"))
    #expect(server.calls.isEmpty)
  }

  @Test("results need a task", arguments: ["/result", "/result?", "/result?task_id=", "/result?page=1"])
  func resultsWithoutTask(target: String) async {
    let server = FakeUpstream()
    let answer = await ProxyFixture.handler(server).answer(ProxyFixture.request("GET", target))
    #expect(answer.status == 400)
    #expect(answer.message == "No task id found in request from algorithm...")
    #expect(server.calls.isEmpty)
  }

  @Test("results of a task are handed on")
  func results() async throws {
    let server = FakeUpstream(200, ["data": []])
    let answer = await ProxyFixture.handler(server).answer(ProxyFixture.request("GET", "/result?task_id=4&page=2"))
    #expect(answer.status == 200)
    #expect(try #require(server.calls.first).query.map(\.value) == ["4", "2"])
  }
}
