import PolderCore
import PolderTransport

/// A server whose run 7 ends while runs are asked for: who asks for its result before the answer came gets none.
actor OrderWatch: HTTPCaller {
  private var hasEnded = false

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    let item: JSONValue
    if call.path == "/run" {
      // Time enough for what is asked at the same time.
      for _ in 0..<1_000 { await Task.yield() }
      hasEnded = true
      item = ResultFixtures.run(7, status: "completed")
    } else {
      item = ResultFixtures.result(7, hasEnded ? Base64.encode("1".utf8) : nil)
    }
    let page: JSONValue = ["data": [item], "links": ["first": "/a", "self": "/a", "last": "/a"]]
    return HTTPAnswer(status: 200, body: page.bytes)
  }
}
