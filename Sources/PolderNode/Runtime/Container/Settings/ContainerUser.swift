/// A user of a container, by numbers.
struct ContainerUser: Sendable, Hashable, Codable, CustomStringConvertible {
  let user: UInt32
  let group: UInt32

  /// Who owns nothing anywhere.
  static let nobody = ContainerUser(user: 65_534, group: 65_534)
  static let root = ContainerUser(user: 0, group: 0)

  init(user: UInt32, group: UInt32) {
    self.user = user
    self.group = group
  }

  /// Reads `number` or `number:number`; nil for names.
  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let user = UInt32(first) else { return nil }
    self.user = user
    guard parts.count == 2 else {
      group = user
      return
    }
    guard let group = UInt32(parts[1]) else { return nil }
    self.group = group
  }

  var description: String { "\(user):\(group)" }
}
