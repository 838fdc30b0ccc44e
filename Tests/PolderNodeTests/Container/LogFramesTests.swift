import Testing

@testable import PolderNode

@Suite("what a container prints, as an engine gives it")
struct LogFramesTests {
  /// As Docker 20.10 gave it for a program that wrote to both streams.
  static let recorded: [UInt8] =
    [2, 0, 0, 0, 0, 0, 0, 7] + Array("Killed\n".utf8) + [1, 0, 0, 0, 0, 0, 0, 9] + Array("survived\n".utf8)

  @Test("frames come apart wherever they are cut", arguments: 1...20)
  func cuts(size: Int) {
    var frames = LogFrames()
    var printed: [UInt8] = []
    var rest = Self.recorded[...]
    while !rest.isEmpty {
      frames.take(Array(rest.prefix(size))) { printed += $0 }
      rest = rest.dropFirst(size)
    }
    #expect(String(decoding: printed, as: UTF8.self) == "Killed\nsurvived\n")
    #expect(!frames.isBroken)
  }

  @Test("a frame of any announced length takes no memory before it comes")
  func large() {
    var frames = LogFrames()
    var sizes: [Int] = []
    frames.take([1, 0, 0, 0, 255, 255, 255, 255] + [UInt8](repeating: 1, count: 1_000), limit: 300) {
      sizes.append($0.count)
    }
    #expect(sizes == [300, 300, 300, 100])
    #expect(!frames.isBroken)
  }

  @Test(
    "what is not made of frames gives nothing",
    arguments: ["plain text without any head", "\u{1}\u{1}\u{1}\u{1}abcdefg"])
  func broken(text: String) {
    var frames = LogFrames()
    frames.take(Array(text.utf8)) { _ in Issue.record("something came") }
    #expect(frames.isBroken)
  }

  @Test("an empty frame is nothing")
  func empty() {
    var frames = LogFrames()
    var printed: [UInt8] = []
    frames.take([1, 0, 0, 0, 0, 0, 0, 0] + Self.recorded) { printed += $0 }
    #expect(printed.count == 16)
  }

  @Test("of much output the end is kept, and what is gone is counted")
  func tail() {
    var tail = LogTail(limit: 1_000)
    for number in 0..<100_000 { tail.add(Array("\(number % 10)".utf8)) }
    #expect(tail.bytes.count == 1_000)
    #expect(tail.dropped == 99_000)
    #expect(tail.bytes.last == UInt8(ascii: "9"))
    var short = LogTail(limit: 1_000)
    short.add([1, 2])
    #expect(short.bytes == [1, 2])
    #expect(short.dropped == 0)
  }
}
