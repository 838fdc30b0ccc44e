import Testing

@testable import PolderRealtime

@Suite("Events of a client") struct SocketEventQueueTests {
  func event(_ number: Int) -> SocketEvent { .event(name: "\(number)", arguments: []) }

  @Test("events come in order and end after what was queued") func order() async {
    let queue = SocketEventQueue(capacity: 10)
    for number in 0..<3 { #expect(queue.push(event(number))) }
    queue.finish()
    var seen: [SocketEvent] = []
    for await event in queue.stream { seen.append(event) }
    #expect(seen == (0..<3).map(event))
  }

  @Test("a reader that waits gets what comes") func waits() async {
    let queue = SocketEventQueue(capacity: 1)
    async let first = queue.stream.first { _ in true }
    #expect(queue.push(event(1)))
    #expect(await first == event(1))
  }

  @Test("beyond the bound events are refused, news of the connection never") func bound() {
    let queue = SocketEventQueue(capacity: 2)
    #expect(queue.push(event(1)))
    #expect(!queue.isCongested)
    #expect(queue.push(event(2)))
    #expect(queue.isCongested)
    #expect(!queue.push(event(3)))
    #expect(queue.push(.disconnected(reason: "x")))
  }

  @Test("a reader that is cancelled stops waiting") func cancelled() async {
    let queue = SocketEventQueue(capacity: 1)
    let reader = Task { await queue.stream.first { _ in true } }
    reader.cancel()
    #expect(await reader.value == nil)
  }

  @Test("a reader that is cancelled while something comes neither waits for the other nor lets it wait")
  func cancelledMeanwhile() async {
    for number in 0..<2_000 {
      let queue = SocketEventQueue(capacity: 1)
      let reader = Task { await queue.stream.first { _ in true } }
      let writer = Task { queue.push(event(number)) }
      reader.cancel()
      _ = await (reader.value, writer.value)
    }
  }
}
