import Foundation
import PolderCore

/// An exported audit log: one entry a line.
public enum AuditFile {
  /// The longest line that is read, in bytes.
  public static let lineLimit = 64 << 10

  /// Follows the chain of a file; needs neither a database nor a server.
  /// - Parameters:
  ///   - path: the file
  ///   - after: the entry before the first one, for a part of a log
  ///   - remembered: a head that was noted elsewhere
  /// - Returns: what was found
  /// - Throws: `PolderError` when the file can not be read
  public static func verify(path: String, after: AuditHead = .start, remembered: AuditHead? = nil) throws
    -> AuditVerdict
  {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw PolderError("audit-file-unreadable", "The file can not be read.", object: path)
    }
    defer { file.closeFile() }
    var verifier = AuditVerifier(remembered: remembered, after: after)
    var number: Int64 = 0
    try eachLine(of: file) { line in
      number += 1
      do {
        verifier.take(try AuditEntry(line: line))
      } catch {
        verifier.unreadable(line: number)
      }
    }
    return verifier.finish()
  }

  private static func eachLine(of file: FileHandle, _ body: (String) throws -> Void) throws {
    var rest = Data()
    while let data = try file.read(upToCount: 1 << 20), !data.isEmpty {
      rest.append(data)
      var start = rest.startIndex
      while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
        try body(String(decoding: rest[start..<end], as: UTF8.self))
        start = rest.index(after: end)
      }
      rest = Data(rest[start...])
      // A line that never ends is none of ours, and would take all memory.
      if rest.count > lineLimit { break }
    }
    if !rest.isEmpty { try body(String(decoding: rest.prefix(lineLimit + 1), as: UTF8.self)) }
  }
}
