import ArgumentParser
import PolderCore
import PolderCrypto

/// `polder-meter open`
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a stream, piece by piece as it is sealed.",
    discussion: "Only the opening is timed; the memory is that of both.")

  @Argument(help: "The format: \(SealFormat.allCases.map(\.rawValue).joined(separator: " or ")).")
  var format: SealFormat

  @OptionGroup var stream: StreamOptions

  func run() throws {
    let parties = try SealParties()
    try stream.measuring("open \(format.rawValue)") {
      let piece = Bytes.random(Bytes.piece)
      var laps = Laps()
      for _ in 0..<stream.times { laps.add(try once(parties, piece)) }
      return laps
    }
  }

  /// Seals and opens the stream once; how long the opening took.
  private func once(_ parties: SealParties, _ piece: [UInt8]) throws -> Duration {
    let clock = ContinuousClock()
    var sealer = try parties.sealer(format)
    var opener = parties.opener(format)
    var opened = 0
    var spent = Duration.zero
    func open(_ sealed: [UInt8]) throws {
      let begin = clock.now
      opened += try opener.update(sealed).count
      spent += begin.duration(to: clock.now)
    }
    for _ in 0..<stream.pieces { try open(try sealer.update(piece)) }
    try open(try sealer.finish())
    let begin = clock.now
    opened += try opener.finish().count
    spent += begin.duration(to: clock.now)
    guard opened == stream.bytes else {
      throw PolderError("meter-short", "\(opened) bytes came back of \(stream.bytes).", object: format.rawValue)
    }
    return spent
  }
}
