import Foundation
import PolderCore
import PolderHTTP

/// What the system tells of this process, under the names that Prometheus' own libraries use.
enum ProcessFigures {
  static func write(to text: inout MetricText) {
    if let pages = memoryPages() {
      text.single(
        "process_resident_memory_bytes", .gauge, "Resident memory", Double(pages) * Double(sysconf(Int32(_SC_PAGESIZE)))
      )
    }
    var usage = rusage()
    if getrusage(Int32(RUSAGE_SELF.rawValue), &usage) == 0 {
      text.single(
        "process_cpu_seconds_total", .counter, "Processor time", seconds(usage.ru_utime) + seconds(usage.ru_stime))
    }
    if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
      text.single("process_open_fds", .gauge, "Open files", Double(files.count))
    }
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

  /// The second number of `statm`; nil where there is no such file.
  private static func memoryPages() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    let numbers = text.split(separator: " ")
    return numbers.count > 1 ? Int(numbers[1]) : nil
  }
}
