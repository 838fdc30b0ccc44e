import Testing

@testable import PolderClient

@Suite("Pace of a wait")
struct WaitPaceTests {
  func pauses(_ interval: Duration, _ count: Int) -> [Duration] {
    var pace = WaitPace(interval)
    return (0..<count).map { _ in pace.next() }
  }

  @Test("Each pause is half as long again as the one before, up to five minutes, as with the Python client")
  func grows() {
    #expect(
      pauses(.seconds(1), 17).map { $0.components.seconds } == [
        1, 1, 2, 3, 5, 7, 11, 17, 25, 38, 57, 86, 129, 194, 291, 300, 300,
      ])
    #expect(pauses(.seconds(1), 2).last == .milliseconds(1_500))
  }

  @Test("A longer pause that was asked for stays, and one that would ask without end does not")
  func staysInBounds() {
    #expect(pauses(.seconds(600), 3) == [.seconds(600), .seconds(600), .seconds(600)])
    #expect(pauses(.zero, 2) == [.milliseconds(100), .milliseconds(150)])
  }
}
