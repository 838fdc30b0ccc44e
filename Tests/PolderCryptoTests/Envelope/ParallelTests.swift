import PolderCore
import Synchronization
import Testing

@testable import PolderCrypto

struct ParallelTests {
  @Test("each piece of work is done once, whatever their number", arguments: [0, 1, 2, 3, 100])
  func once(count: Int) {
    let done = Mutex<[Int]>([])
    let failure = Parallel.forEach(count) { index in done.withLock { $0.append(index) } }
    #expect(failure == nil)
    #expect(done.withLock { $0.sorted() } == Array(0..<count))
  }

  @Test("an error is told, and the other pieces are done all the same", arguments: [1, 2, 50])
  func failing(count: Int) {
    let done = Mutex(0)
    let failure = Parallel.forEach(count) { index in
      done.withLock { $0 += 1 }
      if index == count / 2 { throw PolderError("test", "piece \(index)") }
    }
    #expect((failure as? PolderError)?.message == "piece \(count / 2)")
    #expect(done.withLock { $0 } == count)
  }

  @Test("pieces fill their own parts of one memory")
  func room() {
    let bytes = [UInt8](unsafeUninitializedCapacity: 64 * 1_000) { buffer, filled in
      let room = ParallelRoom(UnsafeMutableRawBufferPointer(buffer))
      let failure = Parallel.forEach(64) { index in
        for place in room.part(index * 1_000, 1_000).indices {
          room.part(index * 1_000, 1_000)[place] = UInt8(index)
        }
      }
      filled = failure == nil ? 64_000 : 0
    }
    #expect(bytes == (0..<64).flatMap { Array(repeating: UInt8($0), count: 1_000) })
  }

  @Test("there is no part beyond the memory")
  func bounds() {
    var bytes = [UInt8](repeating: 0, count: 10)
    bytes.withUnsafeMutableBytes { buffer in
      let room = ParallelRoom(buffer)
      #expect(room.part(0, 10).count == 10)
      #expect(room.part(10, 0).isEmpty)
      for (start, length) in [(0, 11), (1, 10), (11, 0), (-1, 1), (1, -1)] {
        #expect(room.part(start, length).baseAddress == nil, "\(start) \(length)")
      }
    }
  }

  @Test("bytes that come in any pieces are taken in order", arguments: [1, 2, 3, 7, 100])
  func buffer(piece: Int) {
    let bytes = EnvelopeSealerTests.bytes(1_000)
    var buffer = EnvelopeBuffer()
    var (taken, wanted): ([UInt8], Int) = ([], 1)
    for start in stride(from: 0, to: bytes.count, by: piece) {
      buffer.add(Array(bytes[start..<min(start + piece, bytes.count)]))
      while buffer.count >= wanted {
        #expect(buffer.start(wanted) == Array(bytes[taken.count..<taken.count + wanted]))
        taken += buffer.take(wanted)
        wanted = wanted % 13 + 1
      }
      buffer.settle()
      #expect(buffer.count < wanted)
    }
    #expect(taken + buffer.take(buffer.count) == bytes)
  }

  @Test("64 envelopes are sealed and opened at once")
  func many() async throws {
    let parties = try Parties()
    let lengths = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<64 {
        group.addTask {
          let plaintext = EnvelopeSealerTests.bytes(number * 4_099)
          let opened = try parties.read(parties.input(plaintext))
          #expect(opened == plaintext)
          return opened.count
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(lengths == (0..<64).reduce(0) { $0 + $1 * 4_099 })
  }
}
