/// Finds a user in the files of an image, which is hostile like all that comes with it.
enum PasswordFile {
  /// The numbers of a user.
  /// - Parameters:
  ///   - name: what the image says: `name`, `name:group`, also mixed with numbers
  ///   - users: the content of its `/etc/passwd`
  ///   - groups: the content of its `/etc/group`
  /// - Returns: the numbers, or nil when it is not there
  static func find(_ name: String, users: [UInt8], groups: [UInt8]) -> ContainerUser? {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first, !first.isEmpty else { return nil }
    let entry = rows(users).first { $0.count > 3 && $0[0] == first }
    guard let user = UInt32(first) ?? entry.flatMap({ UInt32($0[2]) }) else { return nil }
    guard parts.count == 2 else { return ContainerUser(user: user, group: entry.flatMap { UInt32($0[3]) } ?? user) }
    let row = rows(groups).first { $0.count > 2 && $0[0] == parts[1] }
    guard let group = UInt32(parts[1]) ?? row.flatMap({ UInt32($0[2]) }) else { return nil }
    return ContainerUser(user: user, group: group)
  }

  private static func rows(_ bytes: [UInt8]) -> [[String]] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix(10_000).map {
      $0.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
