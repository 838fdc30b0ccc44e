/// A user and a group, by their numbers.
struct UserNumbers: Equatable, Sendable {
  let user: UInt32
  let group: UInt32

  /// Reads `UID:GID`; nil for anything else. The largest number means nobody at all to the kernel.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let user = UInt32(decimal: parts[0]), let group = UInt32(decimal: parts[1]), user < .max,
      group < .max
    else { return nil }
    self.user = user
    self.group = group
  }
}
