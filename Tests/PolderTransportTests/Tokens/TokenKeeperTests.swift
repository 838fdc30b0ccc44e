import PolderCore
import PolderTransport
import Testing

@Suite("Token keeper")
struct TokenKeeperTests {
  /// An issuer whose tokens are numbered; it can be held up and made to refuse.
  actor Issuing {
    let gate: Gate?
    var refusals: [any Error]
    private(set) var refreshed: [String] = []
    private(set) var logIns = 0
    private var number = 0

    init(gate: Gate? = nil, refusals: [any Error] = []) {
      self.gate = gate
      self.refusals = refusals
    }

    private func issue() -> TokenPair {
      number += 1
      return pair("n\(number)", from: 10_000, to: 20_000)
    }

    func refresh(_ token: String) async throws -> TokenPair {
      refreshed.append(token)
      await gate?.pass()
      if !refusals.isEmpty { throw refusals.removeFirst() }
      return issue()
    }

    func logIn() async throws -> TokenPair {
      logIns += 1
      return issue()
    }

    nonisolated func issuer(canLogIn: Bool = true) -> TokenKeeper.Issuer {
      let logIn: @Sendable () async throws -> TokenPair = { try await self.logIn() }
      return TokenKeeper.Issuer(logIn: canLogIn ? logIn : nil, refresh: { try await self.refresh($0) })
    }
  }

  let clock = TestClock(1_000)

  func keeper(_ issuing: Issuing, _ first: TokenPair?, canLogIn: Bool = true) -> TokenKeeper {
    TokenKeeper(first, issuer: issuing.issuer(canLogIn: canLogIn)) { [clock] in clock.now }
  }

  @Test("A token that is good is given without asking anybody")
  func givesGoodTokens() async throws {
    let (issuing, first) = (Issuing(), pair("first", from: 1_000, to: 2_000))
    let keeper = keeper(issuing, first)
    #expect(try await keeper.token() == first.access)
    clock.set(1_939)
    #expect(try await keeper.token() == first.access)
    #expect(await issuing.refreshed.isEmpty)
  }

  @Test("A token is renewed a minute before its end, with its refresh token")
  func renewsBeforeTheEnd() async throws {
    let (issuing, first) = (Issuing(), pair("first", from: 1_000, to: 2_000))
    let keeper = keeper(issuing, first)
    clock.set(1_940)
    let fresh = try await keeper.token()
    #expect(fresh == pair("n1", from: 10_000, to: 20_000).access)
    #expect(await issuing.refreshed == ["refresh-first"])
    #expect(await keeper.current?.access == fresh)
    #expect(try await keeper.token() == fresh)
    #expect(await issuing.refreshed.count == 1, "the new one is kept")
  }

  @Test("The clock here need not agree with the server's: the time counts from when the token came")
  func toleratesOtherClocks() async throws {
    let (issuing, first) = (Issuing(), pair("first", from: 500_000, to: 501_000))
    let keeper = keeper(issuing, first)
    #expect(try await keeper.token() == first.access)
    clock.set(1_939)
    #expect(try await keeper.token() == first.access)
    clock.set(1_940)
    _ = try await keeper.token()
    #expect(await issuing.refreshed.count == 1)
  }

  @Test("A short-lived token is renewed after half its life, not at every call")
  func keepsShortLivedTokens() async throws {
    let (issuing, first) = (Issuing(), pair("first", from: 1_000, to: 1_030))
    let keeper = keeper(issuing, first)
    clock.set(1_014)
    #expect(try await keeper.token() == first.access)
    clock.set(1_015)
    _ = try await keeper.token()
    #expect(await issuing.refreshed.count == 1)
  }

  @Test("A token that does not say when it ends is kept until it is refused")
  func keepsOpaqueTokens() async throws {
    let issuing = Issuing()
    let keeper = keeper(issuing, TokenPair(access: "opaque", refresh: "r"))
    clock.set(9_999_999)
    #expect(try await keeper.token() == "opaque")
    _ = try await keeper.token(insteadOf: "opaque")
    #expect(await issuing.refreshed == ["r"])
  }

  @Test("One renewal serves all who wait")
  func sharesRenewals() async throws {
    let gate = Gate()
    let issuing = Issuing(gate: gate)
    let first = pair("first", from: 1_000, to: 2_000)
    let keeper = keeper(issuing, first)
    clock.set(1_990)
    let tokens = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<40 {
        group.addTask {
          number.isMultiple(of: 2)
            ? try await keeper.token() : try await keeper.token(insteadOf: first.access)
        }
      }
      await gate.arrived()
      gate.open()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(tokens.count == 40)
    #expect(Set(tokens).count == 1)
    #expect(await issuing.refreshed.count == 1)
  }

  @Test("Who comes with a token that was replaced meanwhile gets the present one without another renewal")
  func givesPresentTokens() async throws {
    let (issuing, first) = (Issuing(), pair("first", from: 1_000, to: 2_000))
    let keeper = keeper(issuing, first)
    let fresh = try await keeper.token(insteadOf: first.access)
    #expect(try await keeper.token(insteadOf: first.access) == fresh)
    #expect(await issuing.refreshed.count == 1)
  }

  @Test("Cancelling one who waits lets it go at once, and the renewal goes on for the others")
  func cancellationConcernsOne() async throws {
    let gate = Gate()
    let issuing = Issuing(gate: gate)
    let first = pair("first", from: 1_000, to: 2_000)
    let keeper = keeper(issuing, first)
    let impatient = Task { try await keeper.token(insteadOf: first.access) }
    await gate.arrived()
    let patient = Task { try await keeper.token(insteadOf: first.access) }
    impatient.cancel()
    // The gate is still shut: who would wait for the renewal would wait for ever.
    await #expect(throws: CancellationError.self) { try await impatient.value }
    gate.open()
    let fresh = try await patient.value
    #expect(fresh != first.access)
    #expect(try await keeper.token() == fresh)
    #expect(await issuing.refreshed.count == 1)
  }

  @Test("A renewal that all have left still keeps its answer: the old refresh token is spent")
  func keepsAbandonedRenewals() async throws {
    let gate = Gate()
    let issuing = Issuing(gate: gate)
    let first = pair("first", from: 1_000, to: 2_000)
    let keeper = keeper(issuing, first)
    let only = Task { try await keeper.token(insteadOf: first.access) }
    await gate.arrived()
    only.cancel()
    await #expect(throws: CancellationError.self) { try await only.value }
    gate.open()
    #expect(try await keeper.token(insteadOf: first.access) != first.access)
    #expect(await issuing.refreshed == ["refresh-first"])
  }

  @Test("Who is cancelled already does not start a renewal")
  func cancelledCallersStartNothing() async {
    let issuing = Issuing()
    let keeper = keeper(issuing, nil)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await keeper.token()
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(await issuing.logIns == 0)
  }

  @Test("Without tokens one is logged in first")
  func logsInFirst() async throws {
    let issuing = Issuing()
    let keeper = keeper(issuing, nil)
    #expect(try await keeper.token() == pair("n1", from: 10_000, to: 20_000).access)
    #expect(await issuing.logIns == 1)
    #expect(await issuing.refreshed.isEmpty)
  }

  @Test("A refused refresh token is followed by a log-in", arguments: [401, 403, 422])
  func logsInAgain(status: Int) async throws {
    let issuing = Issuing(refusals: [RequestRefusal(status, "Token has expired")])
    let keeper = keeper(issuing, pair("first", from: 1_000, to: 2_000))
    clock.set(3_000)
    #expect(try await keeper.token() == pair("n1", from: 10_000, to: 20_000).access)
    #expect(await issuing.logIns == 1)
  }

  @Test("A refresh that failed for another reason is told, and keeps the tokens for the next attempt")
  func keepsTokensThroughTrouble() async throws {
    let failures: [any Error] = [
      RequestRefusal(503, "The server is busy"), RequestRefusal(429, "Slowly"), PolderError(.transportTimeout, "late"),
    ]
    let issuing = Issuing(refusals: failures)
    let first = pair("first", from: 1_000, to: 2_000)
    let keeper = keeper(issuing, first)
    clock.set(3_000)
    for _ in failures { await #expect(throws: (any Error).self) { try await keeper.token() } }
    #expect(await issuing.logIns == 0)
    #expect(await keeper.current?.access == first.access)
    #expect(try await keeper.token() == pair("n1", from: 10_000, to: 20_000).access)
    #expect(await issuing.refreshed == Array(repeating: "refresh-first", count: 4))
  }

  @Test("A person's session that can not be renewed ends with the server's refusal")
  func endsSessions() async {
    let issuing = Issuing(refusals: [RequestRefusal(401, "Token has expired")])
    let keeper = keeper(issuing, pair("first", from: 1_000, to: 2_000), canLogIn: false)
    clock.set(3_000)
    let refusal = await #expect(throws: RequestRefusal.self) { try await keeper.token() }
    #expect(refusal?.message == "Token has expired")
    #expect(await issuing.logIns == 0)
  }

  @Test("Nobody logged in is told as such")
  func tellsMissingSessions() async {
    let error = await #expect(throws: PolderError.self) {
      try await keeper(Issuing(), nil, canLogIn: false).token()
    }
    #expect(error?.code == .sessionMissing)
    #expect(error?.nextStep == "Log in first.")
  }
}
