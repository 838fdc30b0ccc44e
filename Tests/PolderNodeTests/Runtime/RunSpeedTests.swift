import Foundation
import Testing

@testable import PolderNode

@Suite("the time that the walls cost", .serialized)
struct RunSpeedTests {
  private static let rounds = 20

  @Test("figures are printed, none is promised")
  func figures() async throws {
    var starts: [Double] = []
    var firsts: [Double] = []
    var ends: [Double] = []
    var whole: [Double] = []
    for _ in 0..<Self.rounds {
      let run = try RunFixture(program: ["/usr/bin/date", "+%s%N"])
      let order = try await run.order()
      let begin = Self.now()
      try await run.runtime.start(order)
      let started = Self.now()
      let exit = try await run.runtime.wait(run.handle)
      let ended = Self.now()
      let first = try #require(Double(exit.text.trimmingCharacters(in: .whitespacesAndNewlines))) / 1e6
      starts.append(started - begin)
      firsts.append(first - begin)
      ends.append(ended - first)
      whole.append(ended - begin)
    }
    let figures = [("start", starts), ("first instruction", firsts), ("end", ends), ("whole", whole)]
    for (name, times) in figures {
      let sorted = times.sorted()
      print(String(format: "run of a sandboxed no-op, %@: median %.1f ms, least %.1f ms", name, sorted[10], sorted[0]))
    }
    #expect(whole.count == Self.rounds)
  }

  private static func now() -> Double { Date().timeIntervalSince1970 * 1e3 }
}
