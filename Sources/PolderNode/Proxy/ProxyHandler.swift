import PolderCore
import PolderTransport

/// Answers the requests of one run: checks whose they are, hands on what is allowed, refuses the rest.
struct ProxyHandler: Sendable {
  let registration: ProxyRegistration
  /// Leads to the prefix of the server's API.
  let upstream: any HTTPCaller
  let changes: ChangeSignal
  /// How long the poll of a status is held at the most.
  var holdTime: Duration = .seconds(10)

  func answer(_ request: ProxyRequest) async -> HTTPAnswer {
    guard let token = request.token else { return Self.refusal(401, "Missing Authorization Header") }
    guard ConstantTime.equal(token, registration.token) else {
      return Self.refusal(401, "This is not the token of this run.")
    }
    let parts = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let route = ProxyRoute(method: request.method, path: String(parts[0])) else {
      return Self.refusal(403, "Algorithms may not call \(request.method) \(parts[0].prefix(128)).")
    }
    guard let query = QueryText.items(parts.count > 1 ? parts[1] : "") else {
      return Self.refusal(400, "The query can not be read.")
    }
    do {
      return try await answer(route, query, request)
    } catch is CancellationError {
      return Self.refusal(503, "The node is stopping.")
    } catch {
      return Self.refusal(502, "The server can not be reached by the node.")
    }
  }

  private func answer(
    _ route: ProxyRoute, _ query: [(name: String, value: String)], _ request: ProxyRequest
  ) async throws -> HTTPAnswer {
    switch route {
    case .createTask:
      if let refusal = subtaskProblem(request.body) { return refusal }
      return try await send(HTTPCall(.post, "/task", query: query, body: request.body), request)
    case .taskStatus(let path): return try await held(HTTPCall(.get, path, query: query), request)
    case .results:
      guard query.contains(where: { $0.name == "task_id" && !$0.value.isEmpty }) else {
        return Self.refusal(400, "No task id found in request from algorithm...")
      }
      return try await send(HTTPCall(.get, "/result", query: query), request)
    case .forward(let path): return try await send(HTTPCall(.get, path, query: query), request)
    }
  }

  /// A subtask goes to somebody, and runs the image of its parent and no other (deviation 53).
  private func subtaskProblem(_ body: [UInt8]) -> HTTPAnswer? {
    // Whatever is no object has no organizations either.
    guard let json = try? JSONValue(parsing: body), let organizations = json["organizations"]?.array,
      !organizations.isEmpty
    else { return Self.refusal(400, "Organizations missing from input") }
    guard json["image"]?.string == registration.image else {
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
    guard let status = (try? JSONValue(parsing: answer.body))?["status"]?.string else { return true }
    return TaskStatus.isFinished(status)
  }

  private func send(_ call: HTTPCall, _ request: ProxyRequest) async throws -> HTTPAnswer {
    var call = call
    call.headers = [("Authorization", "Bearer \(registration.token)")]
    if let key = request.header("idempotency-key") { call.headers.append(("Idempotency-Key", key)) }
    if call.body != nil { call.headers.append(("Content-Type", "application/json")) }
    let answer = try await upstream.send(call)
    let kept = answer.headers.filter { ["content-type", "total-count", "link"].contains($0.name.lowercased()) }
    return HTTPAnswer(status: answer.status, headers: kept, body: answer.body)
  }

  static func refusal(_ status: Int, _ message: String) -> HTTPAnswer {
    let body: JSONValue = ["msg": .string(message)]
    return HTTPAnswer(status: status, headers: [("Content-Type", "application/json")], body: body.bytes)
  }
}
