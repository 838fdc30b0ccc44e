import Foundation
import PolderCore
import PolderService

/// A regular file of which pieces are read, never more than asked for.
final class BoundedFile {
  /// Where it is.
  let path: String
  /// How many bytes it has.
  let size: Int
  /// Whether everybody on the machine may read it.
  let isOpenToAll: Bool
  private let descriptor: Int32

  /// Opens a file.
  /// - Throws: `PolderError` `node-database-unusable`
  init(_ path: String) throws {
    self.path = path
    // Without O_NONBLOCK a pipe with no writer would block for ever.
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    let status = descriptor < 0 ? nil : FileStatus(descriptor: descriptor)
    let reason = status == nil ? errno : 0
    (size, isOpenToAll) = (status?.size ?? 0, (status?.rights ?? 0) & 0o004 != 0)
    switch reason {
    case 0: break
    case ENOENT, ENOTDIR: throw Self.unusable("There is no such file.")
    case EACCES, EPERM: throw Self.unusable("The file may not be read.")
    default: throw Self.unusable("The file can not be opened: error \(reason) of the system.")
    }
    guard let status, status.isFile else {
      throw Self.unusable(status?.isFolder == true ? "It is a folder, and no file." : "It is no regular file.")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Reads a piece.
  /// - Throws: `PolderError` `node-database-unusable` when the file ends before
  func read(at offset: Int, count: Int) throws -> [UInt8] {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
      throw Self.unusable("The file is cut off.")
    }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        return pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw Self.unusable(got == 0 ? "The file is cut off." : "The file can not be read.") }
      filled += got
    }
    return bytes
  }

  /// The error of a file that can not be used.
  static func unusable(_ message: String) -> PolderError { PolderError(.nodeDatabaseUnusable, message) }

  /// The error of a file of another kind than its database says.
  static func noSuchKind(_ kind: String) -> PolderError { unusable("The file is no \(kind) file, or is cut off.") }

  /// The error of a file whose columns can not be told, and that may be fine all the same.
  static func columnsUnknown(_ reason: String) -> PolderError {
    PolderError(.nodeColumnsUnknown, "The names of its columns can not be told: \(reason)")
  }
}
