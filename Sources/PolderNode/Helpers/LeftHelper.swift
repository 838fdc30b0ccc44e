import Foundation
import Glibc

/// A helper that a former node of the same folder left when it was ended by force: it holds ports and sockets.
enum LeftHelper {
  /// Whether the arguments of a process are those of a helper.
  /// - Parameters:
  ///   - arguments: the content of `/proc/N/cmdline`: texts, each ended by a zero
  ///   - mark: the argument that only this helper has
  /// - Returns: whether it is one
  static func matches(_ arguments: [UInt8], mark: String) -> Bool {
    arguments.split(separator: 0).contains { $0.elementsEqual(mark.utf8) }
  }

  /// Ends what is left of all helpers whose files lie in a folder, also of those that are not asked for any more. Only
  /// called by a node that holds the lock of its folder, so nobody else uses them.
  /// - Parameter folder: the folder of a node's helpers
  static func endAll(in folder: String) {
    // What can not be listed has not been made.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let marks = names.flatMap { name in ["config", "squid.conf"].map { "\(folder)/\(name)/\($0)" } }
    guard !marks.isEmpty else { return }
    // Where processes can not be listed, the new helper says what is taken.
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    for number in processes.compactMap({ Int32($0) }) where number != getpid() {
      guard let arguments = FileManager.default.contents(atPath: "/proc/\(number)/cmdline"),
        marks.contains(where: { matches(Array(arguments), mark: $0) })
      else { continue }
      kill(number, SIGTERM)
    }
  }
}
