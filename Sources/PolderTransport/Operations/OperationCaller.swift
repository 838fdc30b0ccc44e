public import PolderCore

/// Calls operations of a service: fills in path, query and body, carries the token, reads the reply.
public struct OperationCaller: Sendable {
  let channel: any HTTPCaller
  let retries: RetryPolicy
  let replyLimits: JSONParser.Limits
  private let tokens: (any TokenSource)?

  /// A caller.
  /// - Parameters:
  ///   - channel: leads to the prefix of the API, for instance `http://127.0.0.1:7601/api`
  ///   - tokens: gives the token; nil calls open operations only
  ///   - retries: when a call is made again
  ///   - replyLimits: how large and deep a reply may be
  public init(
    channel: any HTTPCaller, tokens: (any TokenSource)? = nil, retries: RetryPolicy = RetryPolicy(),
    replyLimits: JSONParser.Limits = .init(allowsNonFinite: true)
  ) {
    self.channel = channel
    self.tokens = tokens
    self.retries = retries
    self.replyLimits = replyLimits
  }

  /// Calls an operation.
  /// - Parameters:
  ///   - operation: what to call
  ///   - path: the parameters in the path
  ///   - query: the parameters behind the question mark
  ///   - body: the object to send
  ///   - idempotencyKey: lets a POST be repeated after a broken connection: the server does it once
  ///   - isKeyHeeded: whether the service is known to heed the key; else what may have arrived is not repeated
  ///   - timeout: the time until the answer has to be complete; nil takes the channel's
  /// - Returns: the reply
  /// - Throws: `RequestRefusal` when the service refuses, `PolderError` when there is no usable answer
  public func call<Op: Operation>(
    _ operation: Op.Type, path: Op.Path, query: Op.Query = Op.Query(), body: Op.Body = Op.Body(),
    idempotencyKey: String? = nil, isKeyHeeded: Bool = true, timeout: Duration? = nil
  ) async throws -> Op.Reply {
    var call = HTTPCall(
      HTTPCall.Method(Op.route.verb), "/" + Op.route.path(path.parts), query: query.items, timeout: timeout)
    if !Op.Body.isNone {
      call.body = body.json.bytes
      call.headers.append(("Content-Type", "application/json"))
    }
    if let idempotencyKey { call.headers.append(("Idempotency-Key", idempotencyKey)) }
    let repeatable = Op.route.verb == .get || idempotencyKey != nil && isKeyHeeded
    let isOpen = Op.access.kinds.isEmpty
    let answer = try await authorized(call, isOpen: isOpen) { call in
      try await carry(call, repeatable)
    } refusal: {
      $0
    }
    return try AnswerReader(limits: replyLimits).reply(Op.Reply.self, of: answer, to: Op.name)
  }

  /// Calls an operation without parameters in its path.
  public func call<Op: Operation>(
    _ operation: Op.Type, query: Op.Query = Op.Query(), body: Op.Body = Op.Body(), idempotencyKey: String? = nil,
    isKeyHeeded: Bool = true, timeout: Duration? = nil
  ) async throws -> Op.Reply where Op.Path == NoPath {
    try await call(
      operation, path: NoPath(), query: query, body: body, idempotencyKey: idempotencyKey, isKeyHeeded: isKeyHeeded,
      timeout: timeout)
  }

  /// Exchanges a refresh token for new tokens.
  /// - Throws: `RequestRefusal` when the service refuses, `PolderError` when there is no usable answer
  public func refresh(_ token: String) async throws -> TokenPair {
    var call = HTTPCall(.post, "/" + RefreshToken.route.template)
    call.headers.append(("Authorization", "Bearer \(token)"))
    // The old refresh token stays good until its successor is used, so that a lost answer can be asked for again.
    let answer = try await carry(call, true)
    return TokenPair(
      try AnswerReader(limits: replyLimits).reply(Wire.RefreshedTokens.self, of: answer, to: RefreshToken.name))
  }

  /// Makes a call with the token, and once more with a fresh one when that was refused.
  /// - Parameters:
  ///   - call: the call, without a token
  ///   - isOpen: whether it needs none
  ///   - carry: makes it
  ///   - refusal: the answer in what came, when it may be a refusal
  /// - Returns: what came
  /// - Throws: what getting a token and making the call throw
  func authorized<Outcome>(
    _ call: HTTPCall, isOpen: Bool, _ carry: (HTTPCall) async throws -> Outcome, refusal: (Outcome) -> HTTPAnswer?
  ) async throws -> Outcome {
    guard let tokens, !isOpen else { return try await carry(call) }
    let token = try await tokens.token()
    let outcome = try await carry(call.carrying(token))
    guard let answer = refusal(outcome), AnswerReader.isAboutToken(answer) else { return outcome }
    let fresh = try await tokens.token(insteadOf: token)
    // Nothing was done for the refused token, so that whatever it is may be asked for once more.
    return fresh == token ? outcome : try await carry(call.carrying(fresh))
  }

  private func carry(_ call: HTTPCall, _ repeatable: Bool) async throws -> HTTPAnswer {
    try await retries.run(isRepeatable: repeatable) { try await channel.send(call) }
  }
}

extension HTTPCall {
  fileprivate func carrying(_ token: String) -> HTTPCall {
    var call = self
    call.headers.append(("Authorization", "Bearer \(token)"))
    return call
  }
}

extension HTTPCall.Method {
  init(_ verb: HTTPVerb) {
    switch verb {
    case .get: self = .get
    case .post: self = .post
    case .patch: self = .patch
    case .delete: self = .delete
    }
  }
}
