import PolderTransport
import Synchronization
import Testing

@Suite("Progress of large bodies")
struct ProgressMeterTests {
  private struct Broken: Error {}

  @Test("Pieces pass as they are, and each is reported with the sum so far")
  func reports() async throws {
    let reports = Mutex<[TransferProgress]>([])
    let meter = ProgressMeter(Pieces([[1, 2], [3], []]), total: 3) { report in
      reports.withLock { $0.append(report) }
    }
    var pieces: [[UInt8]] = []
    for try await piece in meter { pieces.append(piece) }
    #expect(pieces == [[1, 2], [3], []])
    #expect(reports.withLock { $0.map(\.bytes) } == [0, 2, 3, 3])
    #expect(reports.withLock { $0.allSatisfy { $0.total == 3 } })
  }

  @Test("Who reads again is counted anew, as after a token that was refused")
  func countsAnew() async throws {
    let reports = Mutex<[Int]>([])
    let meter = ProgressMeter(Pieces([[1, 2]]), total: nil) { report in reports.withLock { $0.append(report.bytes) } }
    for _ in 0..<2 { for try await _ in meter {} }
    #expect(reports.withLock { $0 } == [0, 2, 0, 2])
  }

  @Test("A failure of the body passes")
  func passesFailures() async {
    let meter = ProgressMeter(Pieces([[1]], then: .failure(Broken())), total: nil) { _ in }
    await #expect(throws: Broken.self) { for try await _ in meter {} }
  }

  @Test("It meters what goes to a server and what comes from it")
  func metersTransfers() async throws {
    let server = try await LoopbackServer.start { .answer(200, [], $0.body) }
    let channel = try HTTPChannel(base: try server.base)
    let last = Mutex(TransferProgress(bytes: -1, total: nil))
    let body = ProgressMeter(Pieces([UInt8](repeating: 1, count: 1_000), times: 10), total: 10_000) { report in
      last.withLock { $0 = report }
    }
    _ = try await channel.upload(HTTPCall(.post, "/"), body: body, length: 10_000)
    #expect(last.withLock { $0 } == TransferProgress(bytes: 10_000, total: 10_000))
    let read = try await channel.download(HTTPCall(.get, "/")) { head, body in
      let meter = ProgressMeter(body, total: head.contentLength) { report in last.withLock { $0 = report } }
      return try await meter.reduce(0) { $0 + $1.count }
    }
    #expect(read == 0)
    #expect(last.withLock { $0 } == TransferProgress(bytes: 0, total: 0))
    await channel.shutdown()
    try await server.stop()
  }

  @Test(
    "The part that passed is one of 0 to 1, where the whole is known",
    arguments: [(0, 10, 0.0), (5, 10, 0.5), (11, 10, 1.0), (0, 0, 1.0), (7, nil, nil)] as [(Int, Int?, Double?)])
  func tellsFractions(bytes: Int, total: Int?, fraction: Double?) {
    #expect(TransferProgress(bytes: bytes, total: total).fraction == fraction)
  }
}
