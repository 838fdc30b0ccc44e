import PolderCore
import PolderTransport
import Synchronization
import Testing

@testable import PolderClient

@Suite("Patience with a server that does not answer (deviation 60)")
struct PatienceTests {
  /// Counts pauses in place of making them.
  final class Clock: Sendable {
    private let pauses = Mutex<[Duration]>([])
    var passed: [Duration] { pauses.withLock { $0 } }
    @Sendable func pass(_ pause: Duration) async throws { pauses.withLock { $0.append(pause) } }
  }

  /// Fails with codes one after the other, then works; gives how often it was asked.
  func attempts(_ codes: [PolderError.Code], isRead: Bool, at most: Int?) async throws -> Int {
    var count = 0
    return try await RetryPolicy.patient(most, sleep: Clock().pass).run(isRepeatable: isRead) {
      count += 1
      if count <= codes.count { throw PolderError(codes[count - 1], "as told") }
      return count
    }
  }

  @Test("What reads is asked again after every way of not being answered, without a bound unless one is set")
  func repeatsReads() async throws {
    let codes: [PolderError.Code] = [.transportUnreachable, .transportInterrupted, .transportTimeout]
    #expect(try await attempts(codes + codes, isRead: true, at: nil) == 7)
    let error = await #expect(throws: PolderError.self) { try await attempts(codes, isRead: true, at: 2) }
    #expect(error?.code == .transportInterrupted, "the last failure is told")
  }

  @Test("What changes something is asked again only when surely nothing of it was sent")
  func doesNothingTwice() async throws {
    #expect(try await attempts([.transportUnreachable], isRead: false, at: nil) == 2)
    for code in [PolderError.Code.transportInterrupted, .transportTimeout, .transportBadAddress] {
      let error = await #expect(throws: PolderError.self) { try await attempts([code], isRead: false, at: nil) }
      #expect(error?.code == code)
    }
  }

  @Test("A refusal is an answer, and is told at once")
  func tellsRefusals() async throws {
    let clock = Clock()
    await #expect(throws: RequestRefusal.self) {
      try await RetryPolicy.patient(nil, sleep: clock.pass).run(isRepeatable: true) { () -> Int in
        throw RequestRefusal(503, "busy")
      }
    }
    #expect(clock.passed.isEmpty)
  }

  @Test("The version is asked for every second, as often as one wants to")
  func asksForTheVersion() async throws {
    let clock = Clock()
    let api = FakeAPI(["GET /version": [.fail(.transportUnreachable)]])
    var patient = UserClient.over(api).util
    patient.sleep = clock.pass
    let util = patient
    await #expect(throws: PolderError.self) { try await util.getServerVersion(attemptsOnTimeout: 3) }
    #expect(await api.calls.count == 3)
    #expect(clock.passed == [.seconds(1), .seconds(1)])
    await api.answer("GET /version", .fail(.transportTimeout), .json(["version": "4.15.2"]))
    #expect(try await util.getServerVersion().version == "4.15.2")
  }
}
