import Foundation
import PolderService

/// The disk under a folder.
public struct DiskFact: Sendable, Hashable {
  /// The folder, or the nearest above it that is there.
  public let folder: String
  /// How many bytes are free for this user.
  public let free: Int
  /// How many more files there is room for; nil when the disk does not say.
  public let freeFiles: Int?
  /// Whether this user may write there.
  public let isWritable: Bool
  /// Whether others may look into the folder itself.
  public let isOpenToOthers: Bool

  /// A fact.
  public init(folder: String, free: Int, freeFiles: Int? = nil, isWritable: Bool = true, isOpenToOthers: Bool = false) {
    self.folder = folder
    self.free = free
    self.freeFiles = freeFiles
    self.isWritable = isWritable
    self.isOpenToOthers = isOpenToOthers
  }

  /// Looks at the disk under a folder, which need not be there yet; nil when nothing can be told.
  init?(under path: String) {
    var folder = path
    while folder != "/", DatabaseCheck.isFolder(folder) != true {
      folder = (folder as NSString).deletingLastPathComponent
    }
    var system = statvfs()
    guard statvfs(folder, &system) == 0 else { return nil }
    let (free, isTooMuch) = Int(system.f_bavail).multipliedReportingOverflow(by: Int(system.f_frsize))
    let rights = FileStatus(path: folder)?.rights ?? 0
    self.init(
      folder: folder, free: isTooMuch ? .max : free, freeFiles: system.f_files == 0 ? nil : Int(system.f_favail),
      isWritable: access(folder, W_OK | X_OK) == 0, isOpenToOthers: folder == path && rights & 0o077 != 0)
  }
}
