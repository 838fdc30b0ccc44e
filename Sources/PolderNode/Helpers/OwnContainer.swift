import Foundation

/// Finds out which container this program runs in.
public enum OwnContainer {
  /// Reads the number of the container.
  ///
  /// Engines mount three files of a container's own into it, from a folder that is named by its number. Where they do not,
  /// the name of the host is the beginning of the number, unless somebody gave another.
  /// - Parameters:
  ///   - mountInfo: the text of `/proc/self/mountinfo`
  ///   - hostName: the name of the host, as seen in the container
  /// - Returns: the number, or its beginning; nil when nothing tells it
  public static func identifier(mountInfo: String, hostName: String) -> String? {
    let files: Set = ["/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/run/.containerenv"]
    for line in mountInfo.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 5, files.contains(String(fields[4])) else { continue }
      if let number = fields[3].split(separator: "/").last(where: { isNumber($0, length: 64...64) }) {
        return String(number)
      }
    }
    return isNumber(hostName[...], length: 12...64) ? hostName : nil
  }

  /// The number of the container that this very program runs in; nil when it runs in none.
  public static func identifier() -> String? {
    let marks = ["/.dockerenv", "/run/.containerenv"]
    guard marks.contains(where: FileManager.default.fileExists) else { return nil }
    // Without the file the name of the host has to do.
    let mounts = FileManager.default.contents(atPath: "/proc/self/mountinfo") ?? Data()
    return identifier(
      mountInfo: String(decoding: mounts, as: UTF8.self), hostName: ProcessInfo.processInfo.hostName)
  }

  private static func isNumber(_ text: Substring, length: ClosedRange<Int>) -> Bool {
    length.contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}
