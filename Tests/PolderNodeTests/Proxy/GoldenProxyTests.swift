import PolderCore
import PolderCrypto
import PolderTransport
import Testing

@testable import PolderNode

/// The recorded calls at the incumbent's proxy, made again at this one in front of a server that answers as the recorded one
/// did. What differs names the deviation by which it does.
@Suite("the recorded proxy")
struct GoldenProxyTests {
  /// What differs on purpose: the status, and the number of the deviation.
  private static let differences: [String: (status: Int, deviation: Int)] = [
    // A result alone can be asked for.
    "result.single": (200, 8),
    // The server's refusal comes as it is.
    "server404": (404, 16),
    // What no algorithm tool calls is not handed on.
    "server500user": (403, 52),
    // Another image than the parent's is refused here already.
    "task.badimage": (403, 53),
  ]

  /// The recording gives the reply to a new task out as a page for a browser, and what it hands on with its spaces.
  private static func isSame(_ answer: HTTPAnswer, _ call: GoldenProxyCall) throws -> Bool {
    // The recording of long lists was cut off.
    guard let recorded = try? JSONValue(parsing: Array(call.answer.utf8)) else {
      return answer.body.starts(with: call.answer.utf8)
    }
    return try JSONValue(parsing: answer.body) == recorded
  }

  @Test("both collaborations were recorded whole")
  func complete() {
    #expect(GoldenProxyCall.all.count == 28)
    #expect(GoldenProxyCall.all.count { $0.isEncrypted } == 14)
    #expect(Self.differences.keys.allSatisfy { name in GoldenProxyCall.all.contains { $0.what == name } })
  }

  @Test("a call is answered as recorded", arguments: GoldenProxyCall.all)
  func replay(call: GoldenProxyCall) async throws {
    let world = try PayloadWorld()
    let journal = try await world.journal()
    let keys = call.isEncrypted ? try world.keys() : nil
    var registration = ProxyRegistration(
      run: RunID(7), task: TaskID(3), image: "img", collaboration: CollaborationID(call.isEncrypted ? 2 : 1),
      token: ProxyFixture.token, folder: "/nowhere")
    registration.payloads = SubtaskPayloads(
      payloads: world.payloads(keys, journal), run: .sample(image: "img"), spool: world.data)
    let handler = ProxyHandler(
      registration: registration, upstream: world.server, changes: ChangeSignal(), patience: .zero)
    try prepare(world, call)
    let answer = await handler.answer(ProxyFixture.request(call.method, call.path, call.body))
    try journal.close()
    if let difference = Self.differences[call.what] {
      #expect(answer.status == difference.status, "deviation \(difference.deviation)")
      #expect(answer.header("content-type") == "application/json")
      return
    }
    #expect(answer.status == call.status)
    #expect(try Self.isSame(answer, call))
    if call.what != "task" { #expect(answer.header("content-type") == call.contentType) }
    if call.what == "task" { try check(world, call) }
  }

  /// Lets the server answer as the recorded one did: with what the proxy handed on, sealed where it opened that.
  private func prepare(_ world: PayloadWorld, _ call: GoldenProxyCall) throws {
    let path = String(call.path.prefix { $0 != "?" })
    var body = call.answer
    var status = call.status
    switch call.what {
    case "result" where call.isEncrypted:
      let key = world.node.key.publicKey
      body = body.replacing("eyJ4IjogMX0=", with: try HybridText.seal(Array(#"{"x": 1}"#.utf8), for: key))
    case "result.single":
      status = 200
      let row: JSONValue = ["id": 12, "run": ["id": 12], "task": ["id": 9], "result": "", "blob_storage_used": false]
      body = row.text
    case "server404": (status, body) = (404, #"{"msg": "task id=99999 is not found"}"#)
    default: break
    }
    let answer = HTTPAnswer(
      status: status, headers: [("Content-Type", "application/json")], body: Array(body.utf8))
    world.server.update { $0.answers["\(call.method) \(path)"] = answer }
  }

  /// What the server got as input: as it came, or sealed for the organization.
  private func check(_ world: PayloadWorld, _ call: GoldenProxyCall) throws {
    let sent = try JSONValue(parsing: try #require(world.server.last("POST /task")?.body))
    let input = try #require(sent["organizations"]?.array?.first?["input"]?.string)
    guard call.isEncrypted else { return #expect(input == call.input) }
    #expect(input.split(separator: "$").count == 3)
    #expect(try HybridText.open(input, with: world.node.key) == Array(#"{"method":"m"}"#.utf8))
  }
}
