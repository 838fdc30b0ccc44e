import PolderCore
import PolderTransport

/// Answers the requests of one run: checks whose they are, hands on what is allowed, refuses the rest.
struct ProxyHandler: Sendable {
  let registration: ProxyRegistration
  let upstream: ProxyUpstream
  let changes: ChangeSignal
  /// How long the poll of a status is held at the most.
  var holdTime: Duration = .seconds(10)

  /// Of what an algorithm asks for, and of what the server answers without results: a task for thousands of organizations
  /// has far fewer values, and a body of nothing but values would take twenty times its size.
  static let limits = JSONParser.Limits(values: 1 << 18)
  /// Of results, which are texts of any length in few values.
  private static let resultLimits = JSONParser.Limits(bytes: 1 << 30, values: 1 << 20, allowsNonFinite: true)

  init(
    registration: ProxyRegistration, upstream: any HTTPCaller, changes: ChangeSignal, holdTime: Duration = .seconds(10),
    patience: Duration = .seconds(300)
  ) {
    self.registration = registration
    self.upstream = ProxyUpstream(caller: upstream, token: registration.token, patience: patience)
    self.changes = changes
    self.holdTime = holdTime
  }

  /// Why a request is refused whatever its body says; nil when the body decides.
  func refusal(before request: ProxyRequest) -> HTTPAnswer? {
    guard let token = request.token else { return Self.refusal(401, "Missing Authorization Header") }
    guard ConstantTime.equal(token.utf8, registration.token.utf8) else {
      return Self.refusal(401, "This is not the token of this run.")
    }
    guard request.route != nil else {
      return Self.refusal(403, "Algorithms may not call \(request.method.prefix(16)) \(request.path.prefix(128)).")
    }
    if request.route == .uploadBlob, request.header("x-public-key")?.isEmpty ?? true {
      return Self.refusal(400, "Missing X-Public-Key header")
    }
    return request.query == nil ? Self.refusal(400, "The query can not be read.") : nil
  }

  func answer(_ request: ProxyRequest) async -> HTTPAnswer {
    if let refusal = refusal(before: request) { return refusal }
    guard let route = request.route, let query = request.query else { return Self.refusal(400, "Not a request.") }
    return await answering { try await answer(route, query, request) }
  }

  private func answer(
    _ route: ProxyRoute, _ query: [(name: String, value: String)], _ request: ProxyRequest
  ) async throws -> HTTPAnswer {
    switch route {
    case .createTask: return try await createTask(query, request)
    case .taskStatus(let path): return try await held(HTTPCall(.get, path, query: query), request)
    case .results:
      guard query.contains(where: { $0.name == "task_id" && !$0.value.isEmpty }) else {
        return Self.refusal(400, "No task id found in request from algorithm...")
      }
      return try await opened(try await send(HTTPCall(.get, "/result", query: query), request)) { reply, payloads in
        guard var object = reply.object, let rows = object["data"]?.array else {
          throw PolderError(.nodeResultForeign, "The server's list of results is none.")
        }
        object["data"] = .array(try await payloads.opened(rows))
        return .object(object)
      }
    case .result(let path):
      return try await opened(try await send(HTTPCall(.get, path, query: query), request)) { reply, payloads in
        try await payloads.opened([reply]).first ?? .null
      }
    case .uploadBlob, .downloadBlob: return Self.refusal(400, "This request is answered piece by piece.")
    case .forward(let path): return try await send(HTTPCall(.get, path, query: query), request)
    }
  }

  private func createTask(
    _ query: [(name: String, value: String)], _ request: ProxyRequest
  ) async throws -> HTTPAnswer {
    let json: JSONValue?
    do throws(JSONParser.Failure) {
      json = try JSONValue(parsing: request.body, limits: Self.limits)
    } catch {
      if error.isOverLimit { return Self.refusal(413, "The task is too large for this node: \(error)") }
      // Whatever is no object has no organizations either.
      json = nil
    }
    if let refusal = subtaskProblem(json) { return refusal }
    return try await createTask(json?.object ?? [:], query, request)
  }

  /// Makes a subtask. It is written anew: what was checked is what is sent, also where a key stood twice.
  private func createTask(
    _ body: JSONObject, _ query: [(name: String, value: String)], _ request: ProxyRequest
  ) async throws -> HTTPAnswer {
    guard let payloads = registration.payloads else {
      return try await send(HTTPCall(.post, "/task", query: query, body: JSONValue.object(body).bytes), request)
    }
    let sealed = try await payloads.request(body, key: request.header("idempotency-key"))
    let answer = try await send(HTTPCall(.post, "/task", query: query, body: sealed.body), request)
    guard let sent = sealed.sent, answer.isSuccess else { return answer }
    // Before its algorithm knows the task: without a record no result of it could be opened.
    guard let id = (try JSONValue(parsing: answer.body, limits: Self.limits))["id"]?.integer else {
      throw PolderError(.transportUnusableAnswer, "The server's answer names no task.")
    }
    try await payloads.remember(TaskID(id), sent)
    return answer
  }

  /// An answer with results, opened; any other as it is.
  private func opened(
    _ answer: HTTPAnswer, _ open: (JSONValue, SubtaskPayloads) async throws -> JSONValue
  ) async throws -> HTTPAnswer {
    guard let payloads = registration.payloads, payloads.keys != nil, answer.isSuccess else { return answer }
    let reply = try JSONValue(parsing: answer.body, limits: Self.resultLimits)
    return HTTPAnswer(status: answer.status, headers: answer.headers, body: try await open(reply, payloads).bytes)
  }

  /// A subtask goes to somebody, and runs the image of its parent and no other (deviation 53).
  private func subtaskProblem(_ json: JSONValue?) -> HTTPAnswer? {
    guard let organizations = json?["organizations"]?.array, !organizations.isEmpty else {
      return Self.refusal(400, "Organizations missing from input")
    }
    guard json?["image"]?.string == registration.image else {
      return Self.refusal(403, "A subtask has to run the image of its parent.")
    }
    return nil
  }

  /// Asks for the status; while it says that the task goes on, asks again after each change, for a while.
  private func held(_ call: HTTPCall, _ request: ProxyRequest) async throws -> HTTPAnswer {
    let clock = ContinuousClock()
    let deadline = clock.now + holdTime
    var generation = changes.generation
    let first = try await send(call, request)
    var answer = first
    while answer.status == 200, answer.body == first.body, !Self.isFinished(answer), clock.now < deadline {
      await withTaskGroup(of: Void.self) { group in
        let seen = generation
        group.addTask { await changes.change(since: seen) }
        // Cancellation ends the pause early, which is all that it is for.
        group.addTask { try? await Task.sleep(until: deadline, clock: clock) }
        await group.next()
        group.cancelAll()
      }
      try Task.checkCancellation()
      generation = changes.generation
      answer = try await send(call, request)
    }
    return answer
  }

  private static func isFinished(_ answer: HTTPAnswer) -> Bool {
    // An answer that can not be read is for the algorithm to judge.
    guard let status = (try? JSONValue(parsing: answer.body, limits: limits))?["status"]?.string else { return true }
    return TaskStatus.isFinished(status)
  }

  private func send(_ call: HTTPCall, _ request: ProxyRequest) async throws -> HTTPAnswer {
    try await upstream.send(call, key: request.header("idempotency-key"))
  }

  static func refusal(_ status: Int, _ message: String) -> HTTPAnswer {
    let body: JSONValue = ["msg": .string(message)]
    return HTTPAnswer(status: status, headers: [("Content-Type", "application/json")], body: body.bytes)
  }
}
