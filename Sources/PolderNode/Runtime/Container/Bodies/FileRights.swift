import Foundation

/// Whose a file is, and who may do what with it.
struct FileRights: Sendable, Hashable {
  enum Kind: Sendable, Hashable { case file, folder, socket, other }

  let user: UInt32
  let group: UInt32
  /// The last nine bits of its mode.
  let mode: Int
  let kind: Kind

  init(user: UInt32, group: UInt32, mode: Int, kind: Kind) {
    self.user = user
    self.group = group
    self.mode = mode
    self.kind = kind
  }

  /// What stands at a path; nil when nothing does. A link may count as what it leads to.
  init?(_ path: String, followsLinks: Bool = true) {
    let path = followsLinks ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
    // What can not be looked at is not there for this program.
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
      let user = facts[.ownerAccountID] as? NSNumber, let group = facts[.groupOwnerAccountID] as? NSNumber,
      let mode = facts[.posixPermissions] as? NSNumber
    else { return nil }
    let kind: Kind =
      switch facts[.type] as? FileAttributeType {
      case .typeRegular: .file
      case .typeDirectory: .folder
      case .typeSocket: .socket
      default: .other
      }
    self.init(user: user.uint32Value, group: group.uint32Value, mode: mode.intValue & 0o777, kind: kind)
  }

  /// Whether a user may read it, by the bits of its mode; lists of further rights only give more.
  func mayBeRead(by other: ContainerUser) -> Bool {
    let wanted = kind == .folder ? 0o5 : 0o4
    if user == other.user { return mode >> 6 & wanted == wanted }
    if group == other.group { return mode >> 3 & wanted == wanted }
    return mode & wanted == wanted
  }
}
