#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The last lines of a log.
enum LogTail {
  static func read(_ path: String, lines: Int = 4) -> String {
    guard let data = FileManager.default.contents(atPath: path) else { return "(no log)" }
    let text = String(decoding: data.suffix(4_096), as: UTF8.self)
    return text.split(separator: "\n").suffix(lines).joined(separator: " | ")
  }
}
