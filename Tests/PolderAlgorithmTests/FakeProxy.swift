import PolderCore
import PolderTransport

/// Stands for a node's proxy: answers by method and path, each answer of a list once and the last one for ever.
actor FakeProxy: HTTPCaller {
  private(set) var calls: [HTTPCall] = []
  private var answers: [String: [Result<HTTPAnswer, PolderError>]]

  init(_ answers: [String: [Result<HTTPAnswer, PolderError>]]) { self.answers = answers }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    calls.append(call)
    let key = "\(call.method.rawValue) \(call.path)"
    guard var left = answers[key], let next = left.first else { return HTTPAnswer(status: 404) }
    if left.count > 1 { left.removeFirst() }
    answers[key] = left
    return try next.get()
  }

  func count(_ key: String) -> Int { calls.count { "\($0.method.rawValue) \($0.path)" == key } }
}

extension Result where Success == HTTPAnswer, Failure == PolderError {
  static func json(_ value: JSONValue, status: Int = 200) -> Self {
    .success(HTTPAnswer(status: status, body: value.bytes))
  }
}

/// A token as a server writes one; nobody here looks at its signature.
func containerToken(study: Int64? = nil, store: Int64? = nil) -> String {
  let subject: JSONValue = [
    "client_type": "container", "node_id": 8, "organization_id": 2, "collaboration_id": 1,
    "study_id": study.map { .integer($0) } ?? .null, "store_id": store.map { .integer($0) } ?? .null, "task_id": 9,
    "image": "polder/statistics", "databases": [["label": "default", "query": "q"]],
  ]
  let payload: JSONValue = ["sub": subject, "client_type": "container"]
  let parts = [#"{"alg":"HS256"}"#, payload.text, "signature"].map { Base64.encode($0.utf8) }
  return parts.joined(separator: ".").replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}
