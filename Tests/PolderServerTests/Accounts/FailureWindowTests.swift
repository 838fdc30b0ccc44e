import PolderCore
import Testing

@testable import PolderServer

struct FailureWindowTests {
  private let start = Timestamp(seconds: 1_800_000_000)

  @Test("requests that began before the last failure give nobody new tries, deviation 28")
  func crossing() {
    let window = FailureWindow(addressLimit: 3, totalLimit: 100)
    for seconds in [30, 20, 10] as [Int64] { window.count("10.0.0.1", now: start + .seconds(seconds)) }
    #expect(!window.allows("10.0.0.1", now: start))
    #expect(!window.allows("10.0.0.1", now: start + .seconds(89)))
    #expect(window.allows("10.0.0.2", now: start))
    #expect(window.allows("10.0.0.1", now: start + .seconds(90)))
  }

  @Test("a clock that was set back by more than the window does not shut anybody out for long")
  func setBack() {
    let window = FailureWindow(addressLimit: 1, totalLimit: 100)
    window.count("10.0.0.1", now: start)
    #expect(window.allows("10.0.0.1", now: start - .seconds(61)))
  }

  @Test("a network of IPv6 has no more tries than one address")
  func network() {
    let window = FailureWindow(addressLimit: 2, totalLimit: 100)
    window.count("2001:db8::1", now: start)
    window.count("2001:db8::ffff:2", now: start)
    #expect(!window.allows("2001:db8::3", now: start))
    #expect(window.allows("2001:db8:0:1::3", now: start))
  }
}
