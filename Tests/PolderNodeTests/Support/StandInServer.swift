import PolderCore
import PolderTransport
import Synchronization

@testable import PolderNode

/// A stand-in of a server in memory: the calls of a node, and the sockets of its nodes.
final class StandInServer: HTTPCaller {
  struct Run: Sendable {
    var task: Int64
    var parent: Int64?
    var image: String
    var input: String
    var databases: [String]
    var store: Int64?
    var user: Int64 = 11
    var status = "pending"
    var started: String?
    var finished: String?
    var log: String?
    var result: String?
    var history: [String] = []
    /// Whether the server keeps its result beside the database.
    var usesBlobs = false
  }

  struct State: Sendable {
    var runs: [Int64: Run] = [:]
    var sockets: [FakeSocket] = []
    /// How many connections were ended by their nodes.
    var leftSockets = 0
    var calls: [String] = []
    var isDown = false
    var isEncrypted = false
    /// The public keys of organizations in the form of the API.
    var keys: [Int64: String] = [:]
    /// Runs that lists leave out.
    var hidden: Set<Int64> = []
    /// The addresses of algorithm stores.
    var stores: [Int64: String] = [:]
    /// Answers in place of the usual ones, by method and path; taken one after the other.
    var answers: [String: [(status: Int, message: String)]] = [:]
    /// What is kept beside the database.
    var blobs: [String: [UInt8]] = [:]
    var tokens = 0
    var createdAt = "2025-06-01T10:00:00.5"
    /// The ports of runs: number and label.
    var ports: [Int64: [String]] = [:]
    var emitted: [(name: String, payload: JSONValue?)] = []
  }

  let state = Mutex(State())
  let changes = ChangeSignal()

  /// Waits until something holds.
  func until(_ condition: @Sendable (State) -> Bool) async {
    while !Task.isCancelled {
      let generation = changes.generation
      if state.withLock({ condition($0) }) { return }
      await changes.change(since: generation)
    }
  }

  func update<T>(_ body: (inout sending State) -> T) -> T {
    defer { changes.changed() }
    return state.withLock { state in body(&state) }
  }

  func run(_ id: Int64) -> Run? { state.withLock { $0.runs[id] } }

  /// How often a call was made.
  func calls(_ name: String) -> Int { state.withLock { $0.calls.count { $0 == name } } }

  /// Makes a run and tells the nodes.
  func add(
    _ id: Int64, task: Int64? = nil, parent: Int64? = nil, image: String = "echo", input: String = "e30=",
    databases: [String] = [], store: Int64? = nil, user: Int64 = 11, usesBlobs: Bool = false
  ) {
    let task = task ?? id
    let sockets = update { state in
      state.runs[id] = Run(
        task: task, parent: parent, image: image, input: input, databases: databases, store: store, user: user,
        usesBlobs: usesBlobs)
      return state.sockets
    }
    let parentID = parent.map { JSONValue.integer($0) } ?? .null
    for socket in sockets { socket.push(.newTask, ["id": .integer(task), "parent_id": parentID]) }
  }

  /// Ends runs as the server does when a user wants it, and tells the nodes.
  func kill(_ id: Int64) {
    let (task, sockets) = update { state in
      state.runs[id]?.status = "killed by user"
      state.runs[id]?.finished = "2025-06-01T11:00:00"
      return (state.runs[id]?.task ?? 0, state.sockets)
    }
    let entry: JSONValue = ["task_id": .integer(task), "run_id": .integer(id), "organization_id": 2]
    for socket in sockets { socket.push(.killContainers, ["kill_list": [entry], "collaboration_id": 1]) }
  }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    try Task.checkCancellation()
    let name = "\(call.method.rawValue) \(call.path)"
    let answer = try update { state throws(PolderError) -> HTTPAnswer in
      state.calls.append(name)
      if state.isDown { throw PolderError(.transportUnreachable, "The stand-in is down.") }
      if let answers = state.answers[name], let first = answers.first {
        state.answers[name] = Array(answers.dropFirst())
        return Self.answer(first.status, ["msg": .string(first.message)])
      }
      return Self.reply(call, &state)
    }
    return answer
  }

  private func update(
    _ body: (inout sending State) throws(PolderError) -> HTTPAnswer
  ) throws(PolderError) -> HTTPAnswer {
    defer { changes.changed() }
    return try state.withLock { state throws(PolderError) in try body(&state) }
  }

  private static func reply(_ call: HTTPCall, _ state: inout State) -> HTTPAnswer {
    let parts = call.path.split(separator: "/").map(String.init)
    let body = (try? JSONValue(parsing: call.body ?? [])) ?? .null
    switch (call.method, parts.first ?? "", parts.count) {
    case (.post, "token", 2) where parts[1] == "node":
      guard body["api_key"]?.string == goodKey else { return answer(401, ["msg": "Api key is not recognized!"]) }
      state.tokens += 1
      return answer(200, tokens(state.tokens))
    case (.post, "token", 2) where parts[1] == "refresh":
      state.tokens += 1
      return answer(200, tokens(state.tokens))
    case (.post, "token", 2): return answer(200, ["container_token": "container"])
    case (.get, "node", 2): return answer(200, FakeWire.node)
    case (.get, "collaboration", 2): return answer(200, FakeWire.collaboration(isEncrypted: state.isEncrypted))
    case (.get, "organization", 2), (.patch, "organization", 2):
      let id = Int64(parts[1]) ?? 0
      if let key = body["public_key"]?.string { state.keys[id] = key }
      return answer(200, FakeWire.organization(id, key: state.keys[id]))
    case (.get, "run", 1): return answer(200, list(call, state))
    case (.get, "run", 2): return show(Int64(parts[1]) ?? 0, call, state)
    case (.get, "algorithmstore", 2):
      let id = Int64(parts[1]) ?? 0
      guard let url = state.stores[id] else {
        return answer(404, ["msg": .string("Algorithm store id=\(id) not found")])
      }
      return answer(200, FakeWire.store(id, url: url))
    case (.post, "port", 1):
      let (run, port) = (body["run_id"]?.integer ?? 0, body["port"]?.integer ?? 0)
      state.ports[run, default: []].append("\(port) \(body["label"]?.string ?? "none")")
      return answer(201, FakeWire.port(port, run: run))
    case (.delete, "port", 1):
      state.ports[call.query.first { $0.name == "run_id" }.flatMap { Int64($0.value) } ?? 0] = nil
      return answer(200, ["msg": "Ports removed from the database."])
    case (.patch, "run", 2): return patch(Int64(parts[1]) ?? 0, body, &state)
    default: return answer(404, ["msg": "no such path"])
    }
  }

  private static func show(_ id: Int64, _ call: HTTPCall, _ state: State) -> HTTPAnswer {
    guard let run = state.runs[id] else { return answer(404, ["msg": .string("Run id=\(id) not found!")]) }
    let includesTask = call.query.contains { $0 == ("include", "task") }
    return answer(200, FakeWire.run(id, run, createdAt: state.createdAt, includesTask: includesTask))
  }

  private static func list(_ call: HTTPCall, _ state: State) -> JSONValue {
    let task = call.query.first { $0.name == "task_id" }.flatMap { Int64($0.value) }
    let runs = state.runs.filter { id, run in
      run.finished == nil && (task == nil || run.task == task) && !state.hidden.contains(id)
    }
    let rows = runs.keys.sorted(by: >).compactMap { id in
      runs[id].map { FakeWire.run(id, $0, createdAt: state.createdAt) }
    }
    return ["data": .array(rows), "links": ["self": "/api/run"]]
  }

  private static func patch(_ id: Int64, _ body: JSONValue, _ state: inout State) -> HTTPAnswer {
    guard var run = state.runs[id] else { return answer(404, ["msg": .string("Run id=\(id) not found!")]) }
    guard run.finished == nil else {
      return answer(400, ["msg": "Cannot update an already finished algorithm run!"])
    }
    if run.usesBlobs, let result = body["result"]?.string, state.blobs[result] == nil {
      return answer(400, ["msg": "The result names an upload that is not this node's. Upload the result first."])
    }
    if let text = body["started_at"]?.string { run.started = text }
    if let text = body["finished_at"]?.string { run.finished = text }
    if let text = body["log"]?.string { run.log = text }
    if let text = body["result"]?.string { run.result = text }
    if let text = body["status"]?.string {
      run.status = text
      run.history.append(text)
    }
    state.runs[id] = run
    return answer(200, FakeWire.run(id, run, createdAt: state.createdAt))
  }

  private static func tokens(_ number: Int) -> JSONValue {
    let claims: JSONValue = ["sub": 9, "exp": .integer(noon.seconds + 7_200), "jti": .integer(Int64(number))]
    let text = Base64.encode(claims.bytes).replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_")
    return [
      "access_token": .string("h.\(text).s"), "refresh_token": "refresh", "refresh_url": "/api/token/refresh",
      "node_url": "/api/node/9",
    ]
  }

  static func answer(_ status: Int, _ body: JSONValue) -> HTTPAnswer {
    HTTPAnswer(status: status, headers: [("Content-Type", "application/json")], body: body.bytes)
  }
}
