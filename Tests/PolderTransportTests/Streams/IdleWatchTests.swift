import PolderCore
import Synchronization
import Testing

@testable import PolderTransport

@Suite("Watch over silent connections")
struct IdleWatchTests {
  /// A clock that moves only by sleeping, and does something at moments of it.
  private final class Time: Sendable {
    private struct State {
      var passed: Duration = .zero
      var plans: [(at: Duration, work: @Sendable () -> Void)] = []
      var sleeps = 0
    }

    private let start = ContinuousClock.now
    private let state = Mutex(State())

    var passed: Duration { state.withLock { $0.passed } }

    func plan(_ at: Duration, _ work: @escaping @Sendable () -> Void) { state.withLock { $0.plans.append((at, work)) } }

    func watch(_ limit: Duration) -> IdleWatch {
      IdleWatch(limit: limit, now: { [self] in start + passed }, sleep: { [self] until in try pass(to: until - start) })
    }

    /// Lets time pass, with a stop at each plan.
    private func pass(to until: Duration) throws {
      // A watch that never ends would hold the test for ever.
      let isTooOften = state.withLock { state in
        state.sleeps += 1
        return state.sleeps > 50
      }
      if isTooOften { throw CancellationError() }
      while true {
        let work: (@Sendable () -> Void)? = state.withLock { state in
          guard let next = state.plans.indices.first(where: { state.plans[$0].at <= until }) else {
            state.passed = max(state.passed, until)
            return nil
          }
          let plan = state.plans.remove(at: next)
          state.passed = max(state.passed, plan.at)
          return plan.work
        }
        guard let work else { return }
        work()
      }
    }
  }

  private func end(_ time: Time, _ watch: IdleWatch) async -> PolderError? {
    await #expect(throws: PolderError.self) { try await watch.run(object: "GET /") }
  }

  @Test("A wait ends when it lasted as long as the limit, whenever it began", arguments: [0, 1, 7, 9, 10, 13, 25])
  func endsWaits(second: Int) async {
    let time = Time()
    let watch = time.watch(.seconds(10))
    time.plan(.seconds(second)) { watch.begin() }
    let error = await end(time, watch)
    #expect(error?.code == .transportTimeout)
    #expect(error?.object == "GET /")
    #expect(time.passed == .seconds(second + 10))
  }

  @Test("Bytes that come now and then keep it going, longer than the limit in all")
  func keepsGoing() async {
    let time = Time()
    let watch = time.watch(.seconds(10))
    for second in stride(from: 0, through: 72, by: 9) { time.plan(.seconds(second)) { watch.begin() } }
    _ = await end(time, watch)
    #expect(time.passed == .seconds(82))
  }

  @Test("The time that the caller takes does not count")
  func leavesTheCallerAlone() async {
    let time = Time()
    let watch = time.watch(.seconds(10))
    time.plan(.seconds(0)) { watch.begin() }
    time.plan(.seconds(5)) { watch.end() }
    time.plan(.seconds(100)) { watch.begin() }
    _ = await end(time, watch)
    #expect(time.passed == .seconds(110))
  }

  @Test("It ends with its task")
  func isCancelled() async {
    let task = Task { try await IdleWatch(limit: .seconds(3_600)).run(object: "") }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
