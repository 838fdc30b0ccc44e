import Foundation
import PolderCore

/// How long processors worked for this process.
enum ProcessorTime {
  /// The time of all threads since the process began, in seconds.
  static func now() throws -> Double {
    var usage = rusage()
    guard getrusage(Int32(RUSAGE_SELF.rawValue), &usage) == 0 else {
      throw PolderError("meter-no-time", "The system does not tell the processor time.")
    }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
