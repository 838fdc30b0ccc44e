import Glibc

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What is left of a folder's programs on this machine.
package enum Traces {
  /// The numbers of all processes that name a folder in their arguments, or see it in their sandbox.
  package static func processes(of folder: String) -> [Int32] {
    // Inside a sandbox only the last parts of a path are told, as the root of a mount.
    let name = String(folder.split(separator: "/").suffix(1).joined())
    let own = ProcessInfo.processInfo.processIdentifier
    // A machine without /proc runs none of this.
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.compactMap { Int32($0) }.filter { number in
      number != own && ["cmdline", "mountinfo"].contains { contains(name, "/proc/\(number)/\($0)") }
    }.sorted()
  }

  /// What is left of a folder's programs once those that are just ending have ended: looks again, a bounded number of
  /// times, because a process may write its last word a moment before it is gone.
  package static func left(of folder: String) -> [Int32] {
    var left = processes(of: folder)
    for _ in 0..<300 where !left.isEmpty {
      sched_yield()
      left = processes(of: folder)
    }
    return left
  }

  /// Those of them whose sandbox shows one run's folder: the algorithm itself and its walls, without the supervisor.
  package static func algorithms(of folder: String, run: Int64) -> [Int32] {
    let digits = String(run)
    let name = "/task-" + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    let place = String(folder.split(separator: "/").suffix(1).joined())
    return processes(of: folder).filter { number in
      lines("/proc/\(number)/mountinfo").contains { $0.contains(place) && $0.contains(name) }
    }
  }

  /// What a process is, for messages.
  package static func describe(_ number: Int32) -> String {
    let words = lines("/proc/\(number)/cmdline").joined().split(separator: "\0").prefix(12).joined(separator: " ")
    return "\(number): \(words)"
  }

  private static func contains(_ text: String, _ path: String) -> Bool { lines(path).contains { $0.contains(text) } }

  /// Files of the kernel tell no size, so Foundation would read the first page only.
  private static func lines(_ path: String) -> [Substring] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    // A process that has ended meanwhile has no file any more.
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self).split(separator: "\n") }
      bytes += buffer.prefix(count)
    }
  }
}
