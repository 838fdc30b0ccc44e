import PolderCore
import PolderCrypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is read piece by piece; it is closed with its last reference.
final class SourceFile {
  /// How many bytes it had when it was opened.
  let length: Int
  private let path: String
  private let descriptor: Int32

  init(_ path: String) throws(PolderError) {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { throw FileProblem.last.said("The file can not be read", path) }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw PolderError(
        "client-file", "What is there is not a regular file.", object: path, nextStep: "Name a file that can be read.")
    }
    self.path = path
    descriptor = opened
    length = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// The next piece; nil at the end.
  func next(_ size: Int) throws(PolderError) -> [UInt8]? {
    do {
      let bytes = try FileBytes.read(descriptor, upTo: size)
      return bytes.isEmpty ? nil : bytes
    } catch {
      throw error.said("The file can not be read", path)
    }
  }
}
