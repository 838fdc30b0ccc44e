import ArgumentParser
import PolderCore
import PolderCrypto

/// `polder-meter seal`
struct Seal: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Seal a stream, piece by piece of 1 MiB, and let go of what comes out.")

  @Argument(help: "The format: \(SealFormat.allCases.map(\.rawValue).joined(separator: " or ")).")
  var format: SealFormat

  @OptionGroup var stream: StreamOptions

  func run() throws {
    let parties = try SealParties()
    let clock = ContinuousClock()
    var laps = Laps()
    try stream.measuring("seal \(format.rawValue)") {
      let piece = Bytes.random(Bytes.piece)
      for _ in 0..<stream.times {
        let begin = clock.now
        var sealer = try parties.sealer(format)
        var sealed = 0
        for _ in 0..<stream.pieces { sealed += try sealer.update(piece).count }
        sealed += try sealer.finish().count
        laps.add(begin.duration(to: clock.now))
        guard sealed > stream.bytes else {
          throw PolderError("meter-short", "\(sealed) bytes came out of \(stream.bytes).", object: format.rawValue)
        }
      }
      return laps
    }
  }
}
