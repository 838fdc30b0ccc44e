import ArgumentParser
import PolderCore

/// How much is sealed or opened, and how often.
struct StreamOptions: ParsableArguments {
  @Option(help: "The length of the stream, in bytes; whole pieces of 1 MiB.")
  var bytes = 1 << 30

  @Option(help: "How many times it is done.")
  var times = 5

  var pieces: Int { bytes / Bytes.piece }

  func validate() throws {
    guard bytes > 0, bytes.isMultiple(of: Bytes.piece) else {
      throw ValidationError("--bytes takes a multiple of \(Bytes.piece).")
    }
    guard times > 0 else { throw ValidationError("--times takes a number from 1.") }
  }

  /// Prints how long something took, the processor time of all its threads, and the most memory it had beyond what was
  /// held before it.
  func measuring(_ name: String, _ body: () throws -> Laps) throws {
    let idle = try ResidentMemory.now()
    try ResidentMemory.forgetPeak()
    let before = try ProcessorTime.now()
    let laps = try body()
    let processor = try ProcessorTime.now() - before
    let peak = try ResidentMemory.peak()
    Measured(name).with("bytes", .integer(Int64(bytes))).with(laps).with("processor", .number(processor))
      .with("idle", .integer(Int64(idle))).with("peak", .integer(Int64(peak))).print()
  }
}
