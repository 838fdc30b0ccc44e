#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What stands at a path.
enum FileKind {
  case link(String)
  case other

  /// Nil when there is nothing.
  static func of(_ path: String) -> FileKind? {
    // That there is no link there is the answer, not a failure.
    if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) { return .link(target) }
    return FileManager.default.fileExists(atPath: path) ? .other : nil
  }
}
