import NIOCore
import Testing

@testable import PolderTransport

@Suite("Hand-over of pieces")
struct BodyPipeTests {
  @Test("Pieces pass in order, and the end after them")
  func passes() async throws {
    let pipe = BodyPipe()
    async let taken = pipe.reduce(into: [String]()) { $0.append(String(buffer: $1)) }
    for text in ["a", "b", "c"] { try await pipe.send(ByteBuffer(string: text)) }
    pipe.finish()
    #expect(try await taken == ["a", "b", "c"])
  }

  @Test("A sender waits until its piece is taken, and goes when it is cancelled")
  func senderIsCancelled() async {
    let pipe = BodyPipe()
    let sender = Task { try await pipe.send(ByteBuffer(string: "a")) }
    sender.cancel()
    await #expect(throws: CancellationError.self) { try await sender.value }
    // Nobody is told that a body is whole whose sender went.
    await #expect(throws: CancellationError.self) { for try await _ in pipe {} }
  }

  @Test("Closing lets go of whoever waits, and of all who come after")
  func closes() async {
    let pipe = BodyPipe()
    let reader = Task { for try await _ in pipe {} }
    pipe.close()
    await #expect(throws: CancellationError.self) { try await reader.value }
    await #expect(throws: CancellationError.self) { try await pipe.send(ByteBuffer(string: "a")) }
    pipe.finish()
    await #expect(throws: CancellationError.self) { for try await _ in pipe {} }
  }

  @Test("What is finished stays finished, and takes no more")
  func finishes() async throws {
    let pipe = BodyPipe()
    pipe.finish()
    pipe.close()
    for try await _ in pipe { Issue.record("there is no piece") }
    await #expect(throws: CancellationError.self) { try await pipe.send(ByteBuffer(string: "a")) }
  }

  @Test("A thousand pieces pass between two tasks, whoever comes first")
  func passesMany() async throws {
    let pipe = BodyPipe()
    async let sum = pipe.reduce(0) { $0 + ($1.getInteger(at: 0, as: Int.self) ?? 0) }
    for number in 1...1_000 { try await pipe.send(ByteBuffer(integer: number)) }
    pipe.finish()
    #expect(try await sum == 500_500)
  }

  @Test("Who sends and is cancelled while the piece is taken neither waits for the other nor lets it wait")
  func cancelledMeanwhile() async {
    for _ in 0..<2_000 {
      let pipe = BodyPipe()
      let sender = Task { try await pipe.send(ByteBuffer(string: "a")) }
      let reader = Task { for try await _ in pipe { return } }
      sender.cancel()
      _ = await (sender.result, reader.result)
      pipe.close()
    }
  }
}
