import Foundation

/// The pages of the program itself that are in memory.
enum ProgramPages {
  /// Gives back the pages of code, of which a start needs many that are not needed again; those that are come back from
  /// the system's cache. They are the file's, unchanged, so nothing is lost.
  static func release() {
    guard let program = try? ProgramFile.path(),
      let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
    else { return }  // Without them there is nothing to save.
    for line in maps.split(separator: "\n") where line.hasSuffix(" \(program)") && line.contains(" r-xp ") {
      let range = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt(String($0), radix: 16) }
      guard range.count == 2, let start = UnsafeMutableRawPointer(bitPattern: range[0]) else { continue }
      // A system that refuses keeps them, as it would have without the question.
      _ = madvise(start, Int(range[1] - range[0]), MADV_DONTNEED)
    }
  }
}
