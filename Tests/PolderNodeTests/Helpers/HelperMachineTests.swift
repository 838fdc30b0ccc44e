import Testing

@testable import PolderNode

@Suite("the life of a helper")
struct HelperMachineTests {
  @Test("it is started, serves, and is started again after pauses that grow")
  func growingPauses() {
    var machine = HelperMachine()
    #expect(machine.handle(.start, at: .zero) == [.launch(overdueAfter: HelperMachine.patience)])
    for seconds in [1, 2, 4, 8, 16, 32, 60, 60] {
      let pause = Duration.seconds(seconds)
      #expect(machine.handle(.ended("no"), at: .zero) == [.tellFailed("no", again: pause), .wait(pause)])
      #expect(machine.handle(.waited, at: .zero) == [.launch(overdueAfter: HelperMachine.patience)])
    }
  }

  @Test("one that served for a while is started again at once, one that only came up is not")
  func settled() {
    var machine = HelperMachine()
    _ = machine.handle(.start, at: .zero)
    _ = machine.handle(.ended("no"), at: .zero)
    _ = machine.handle(.waited, at: .zero)
    #expect(machine.handle(.ready, at: .seconds(10)) == [.tellReady])
    #expect(machine.handle(.ended("lost"), at: .seconds(20)).last == .wait(.seconds(2)))
    _ = machine.handle(.waited, at: .seconds(22))
    _ = machine.handle(.ready, at: .seconds(23))
    #expect(machine.handle(.ended("lost"), at: .seconds(83)).last == .wait(.seconds(1)))
  }

  @Test("one that does not become ready in time is ended and counts as failed")
  func overdue() {
    var machine = HelperMachine()
    _ = machine.handle(.start, at: .zero)
    #expect(machine.handle(.overdue, at: .seconds(45)) == [.end])
    #expect(machine.handle(.ready, at: .seconds(45)).isEmpty)
    let actions = machine.handle(.ended("it was ended"), at: .seconds(46))
    #expect(actions.last == .wait(.seconds(1)))
    guard case .tellFailed(let reason, _) = actions.first else { return #expect(Bool(false), "nothing is told") }
    #expect(reason.contains("not ready"))
  }

  @Test("late words change nothing")
  func late() {
    var machine = HelperMachine()
    for event in [HelperMachine.Event.ready, .overdue, .ended("x"), .waited] {
      #expect(machine.handle(event, at: .zero).isEmpty)
    }
    _ = machine.handle(.start, at: .zero)
    _ = machine.handle(.ready, at: .zero)
    #expect(machine.handle(.overdue, at: .seconds(45)).isEmpty)
    #expect(machine.handle(.ready, at: .seconds(45)).isEmpty)
    #expect(machine.handle(.start, at: .seconds(45)).isEmpty)
  }
}
