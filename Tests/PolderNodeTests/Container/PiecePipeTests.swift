import Testing

@testable import PolderNode

@Suite("handing a live log over")
struct PiecePipeTests {
  @Test("all pieces arrive, in order, and who gives waits until each is wanted")
  func order() async {
    let pipe = PiecePipe()
    async let given = {
      for number in 0..<100 { guard await pipe.give([UInt8(number)]) else { return number } }
      pipe.close()
      return 100
    }()
    var got: [UInt8] = []
    while let piece = await pipe.take() { got += piece }
    #expect(got == Array(0..<100))
    #expect(await given == 100)
  }

  @Test("who gives learns that nobody takes any more")
  func closed() async {
    let pipe = PiecePipe()
    async let given = pipe.give([1])
    #expect(await pipe.take() == [1])
    #expect(await given)
    pipe.close()
    #expect(await !pipe.give([2]))
    #expect(await pipe.take() == nil)
    pipe.close()
  }

  @Test("who waits for a piece is let go at the end")
  func waiting() async {
    let pipe = PiecePipe()
    async let taken = pipe.take()
    pipe.close()
    #expect(await taken == nil)
  }

  @Test("a reader that is cancelled while a piece comes neither waits for the other nor lets it wait")
  func cancelledMeanwhile() async {
    for _ in 0..<2_000 {
      let pipe = PiecePipe()
      let reader = Task {
        await withTaskCancellationHandler {
          await pipe.take()
        } onCancel: {
          pipe.close()
        }
      }
      let writer = Task { await pipe.give([1]) }
      reader.cancel()
      _ = await reader.value
      pipe.close()
      _ = await writer.value
    }
  }
}
