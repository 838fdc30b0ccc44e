import PolderCore
import PolderTransport
import Testing

@Suite("Clocks that do not agree")
struct ClockSkewTests {
  /// Gives the same tokens again and again, and counts.
  private actor Issuing {
    let fresh: TokenPair
    private(set) var renewals = 0

    init(_ fresh: TokenPair) { self.fresh = fresh }

    func renew() -> TokenPair {
      renewals += 1
      return fresh
    }
  }

  private let clock = TestClock(100_000)

  private func keeper(_ issuing: Issuing) -> TokenKeeper {
    let issuer = TokenKeeper.Issuer(logIn: nil) { _ in await issuing.renew() }
    return TokenKeeper(issuing.fresh, issuer: issuer) { [clock] in clock.now }
  }

  /// A token that says when it ends, but not when it was issued.
  private func undated(ends: Int64) -> TokenPair {
    TokenPair(access: token(["exp": .integer(ends)]), refresh: "r")
  }

  @Test(
    "A server an hour ahead or behind: a token of half an hour lasts as long as by its own clock",
    arguments: [-3_600, 0, 3_600])
  func lastsAsLong(skew: Int64) async throws {
    let issuing = Issuing(pair("one", from: 100_000 + skew, to: 101_800 + skew))
    let keeper = keeper(issuing)
    clock.set(101_739)
    _ = try await keeper.token()
    #expect(await issuing.renewals == 0)
    clock.set(101_740)
    _ = try await keeper.token()
    #expect(await issuing.renewals == 1, "a minute before its end")
    _ = try await keeper.token()
    #expect(await issuing.renewals == 1, "the new one counts from when it came, whatever it says")
    clock.set(103_479)
    _ = try await keeper.token()
    #expect(await issuing.renewals == 1)
    clock.set(103_480)
    _ = try await keeper.token()
    #expect(await issuing.renewals == 2)
  }

  @Test("Without a moment of issue: an end that is over by the clock here does not renew at every call")
  func trustsNoPassedEnds() async throws {
    let issuing = Issuing(undated(ends: 98_200))
    let keeper = keeper(issuing)
    for _ in 0..<5 { _ = try await keeper.token() }
    #expect(await issuing.renewals == 0)
    // The server's refusal is what tells.
    _ = try await keeper.token(insteadOf: issuing.fresh.access)
    #expect(await issuing.renewals == 1)
    for _ in 0..<5 { _ = try await keeper.token() }
    #expect(await issuing.renewals == 1)
  }

  @Test("Without a moment of issue, an end to come is believed")
  func believesEnds() async throws {
    let issuing = Issuing(undated(ends: 101_800))
    let keeper = keeper(issuing)
    clock.set(101_739)
    _ = try await keeper.token()
    #expect(await issuing.renewals == 0)
    clock.set(101_740)
    _ = try await keeper.token()
    #expect(await issuing.renewals == 1)
  }

  @Test("A clock that is set back keeps the token until the server refuses it")
  func survivesClocksSetBack() async throws {
    let issuing = Issuing(pair("one", from: 100_000, to: 101_800))
    let keeper = keeper(issuing)
    clock.set(90_000)
    _ = try await keeper.token()
    #expect(await issuing.renewals == 0)
    _ = try await keeper.token(insteadOf: issuing.fresh.access)
    #expect(await issuing.renewals == 1)
  }
}
