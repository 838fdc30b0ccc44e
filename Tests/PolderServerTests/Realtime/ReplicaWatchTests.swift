import PolderCore
import Testing

@testable import PolderServer

struct ReplicaWatchTests {
  private let start = Timestamp(seconds: 1_000)

  @Test("a server is gone when its sign of life has stood still for the whole time, and not before")
  func patience() {
    let watch = ReplicaWatch()
    #expect(watch.gone(["a": 1, "b": 7], now: start).isEmpty)
    #expect(watch.gone(["a": 1, "b": 8], now: start + .seconds(34)).isEmpty)
    let gone = watch.gone(["a": 1, "b": 8], now: start + .seconds(35))
    #expect(gone.map(\.id) == ["a"] && gone.map(\.beat) == [1])
  }

  @Test("what was seen of a server that left and came back does not count")
  func again() {
    let watch = ReplicaWatch()
    _ = watch.gone(["a": 1], now: start)
    _ = watch.gone([:], now: start + .seconds(20))
    #expect(watch.gone(["a": 1], now: start + .seconds(40)).isEmpty)
    #expect(watch.gone(["a": 1], now: start + .seconds(75)).map(\.id) == ["a"])
  }

  @Test("a sign that goes back, as after a restore, is a sign of life")
  func backwards() {
    let watch = ReplicaWatch()
    _ = watch.gone(["a": 9], now: start)
    #expect(watch.gone(["a": 2], now: start + .seconds(40)).isEmpty)
  }
}
