import PolderCore
import Testing

@testable import PolderHTTP

struct AttemptLimitTests {
  private let now = Timestamp(seconds: 1_800_000_000)
  private let limit = AttemptLimit(perMinute: 3, operations: ["LogIn": true, "Recover": false])

  private func wait(_ operation: String, _ address: String, _ seconds: Int = 0) -> Int? {
    do throws(AttemptLimit.Refusal) {
      _ = try limit.begin(operation, from: address, now: now + .seconds(seconds))
      return nil
    } catch {
      return error.seconds
    }
  }

  @Test("failures use up what an address has, and it comes back with time")
  func failures() {
    for _ in 0..<3 { #expect(wait("LogIn", "10.0.0.1") == nil) }
    #expect(wait("LogIn", "10.0.0.1") == 20 && limit.refused == 1)
    #expect(wait("LogIn", "10.0.0.1", 19) == 1)
    #expect(wait("LogIn", "10.0.0.1", 20) == nil)
    #expect(wait("LogIn", "10.0.0.1", 21) == 19)
    for _ in 0..<3 { #expect(wait("LogIn", "10.0.0.1", 1_000) == nil) }
  }

  @Test("one address takes nothing from another")
  func others() {
    for _ in 0..<10 { _ = wait("LogIn", "10.0.0.1") }
    #expect(wait("LogIn", "10.0.0.2") == nil)
  }

  @Test("who succeeds gets the attempt back, so that many can log in from behind one address")
  func successes() throws {
    for _ in 0..<100 {
      let attempt = try #require(try limit.begin("LogIn", from: "10.0.0.1", now: now))
      limit.succeeded(attempt)
    }
    #expect(wait("LogIn", "10.0.0.1") == nil)
  }

  @Test("where a success tells nothing it is counted too")
  func recoveries() throws {
    for _ in 0..<3 { limit.succeeded(try #require(try limit.begin("Recover", from: "a", now: now))) }
    #expect(wait("Recover", "a") == 20)
  }

  @Test("operations at which nobody guesses are not counted")
  func otherOperations() {
    for _ in 0..<100 { #expect(wait("ListTasks", "10.0.0.1") == nil) }
  }

  @Test("the addresses of one IPv6 network are one, those of another are not")
  func networks() {
    for index in 0..<3 { #expect(wait("LogIn", "2001:db8:1:2::\(index)") == nil) }
    #expect(wait("LogIn", "2001:db8:1:2:ffff::1") == 20)
    #expect(wait("LogIn", "2001:db8:1:3::1") == nil)
  }

  @Test("a clock that goes back gives nothing away")
  func clock() {
    for _ in 0..<3 { _ = wait("LogIn", "10.0.0.1", 100) }
    #expect(wait("LogIn", "10.0.0.1", 0) == 20)
  }
}
