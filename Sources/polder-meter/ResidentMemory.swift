import Foundation
import PolderCore

/// How much memory this process holds, as Linux tells it.
enum ResidentMemory {
  /// What it holds now, in bytes.
  static func now() throws -> Int { try bytes(of: "VmRSS") }

  /// The most it ever held since `forgetPeak()`, in bytes.
  static func peak() throws -> Int { try bytes(of: "VmHWM") }

  /// Lets the peak begin anew at what is held now.
  static func forgetPeak() throws {
    let file = try FileHandle(forWritingTo: URL(filePath: "/proc/self/clear_refs"))
    defer { file.closeFile() }
    try file.write(contentsOf: Data("5".utf8))
  }

  private static func bytes(of field: String) throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = text.split(separator: "\n").first { $0.hasPrefix("\(field):") }
    guard let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) else {
      throw PolderError("meter-no-memory", "The system does not tell \(field).", object: "/proc/self/status")
    }
    return kibibytes * 1024
  }
}
