import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that comes to its name only when it is whole: until then it has another one, under which it is removed when
/// its last reference goes. Only its owner may read it.
final class PartialFile {
  private let path: String
  private let replacing: Bool
  private let temporary: [CChar]
  private let descriptor: Int32
  private var isMoved = false

  /// Begins a file.
  /// - Parameters:
  ///   - path: its name once it is whole
  ///   - replacing: whether it may take the place of another
  /// - Throws: `PolderError` `client-file`, or `client-file-exists`
  init(_ path: String, replacing: Bool) throws(PolderError) {
    if !replacing, access(path, F_OK) == 0 { throw Self.exists(path) }
    // In the same folder, as only there moving it is one step.
    var template = Array((path + ".part-XXXXXX").utf8CString)
    let opened = mkstemp(&template)
    guard opened >= 0 else { throw SystemFile.failure("The file can not be written", errno, path) }
    self.path = path
    self.replacing = replacing
    temporary = template
    descriptor = opened
  }

  deinit {
    close(descriptor)
    if !isMoved { unlink(temporary) }
  }

  /// Writes behind what was written.
  func write(_ bytes: [UInt8]) throws(PolderError) { try SystemFile.write(descriptor, bytes, path) }

  /// Gives the file its name.
  func finish() throws(PolderError) {
    guard fsync(descriptor) == 0 else { throw SystemFile.failure("The file can not be written", errno, path) }
    if replacing {
      guard rename(temporary, path) == 0 else { throw SystemFile.failure("The file can not be moved", errno, path) }
      isMoved = true
    } else {
      // Unlike moving, a second name is refused where there is a file by now.
      guard link(temporary, path) == 0 else {
        throw errno == EEXIST ? Self.exists(path) : SystemFile.failure("The file can not be moved", errno, path)
      }
    }
  }

  private static func exists(_ path: String) -> PolderError {
    PolderError(
      "client-file-exists", "There is such a file already, and it was left as it is.", object: path,
      nextStep: "Name another file, or say that it may be replaced.")
  }
}
