import Glibc

/// What the system says about a file or folder.
public struct FileStatus: Sendable, Hashable {
  /// How many bytes it has.
  public let size: Int
  /// Whose it is.
  public let owner: UInt32
  /// The group that it belongs to.
  public let group: UInt32
  /// Its kind and rights.
  public let mode: UInt32

  /// Whether it is a regular file.
  public var isFile: Bool { mode & S_IFMT == S_IFREG }
  /// Whether it is a folder.
  public var isFolder: Bool { mode & S_IFMT == S_IFDIR }
  /// Who may do what with it: the lower nine bits and the three above them.
  public var rights: UInt32 { mode & 0o7777 }

  /// That of a path; a link is followed. Nil when there is nothing, or nothing can be told: `errno` says why.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// That of an open file; nil when nothing can be told: `errno` says why.
  public init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    (size, owner, group, mode) = (Int(status.st_size), status.st_uid, status.st_gid, status.st_mode)
  }
}
