import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a whole regular file within a bound.
enum FileBytes {
  static func read(_ path: String, atMost limit: Int) throws -> [UInt8] {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path, reason(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path, reason(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw unreadable(path, "it is not a regular file") }
    let size = Int(status.st_size)
    guard size <= limit else {
      throw PolderError(.dataTooLarge, "The file is larger than \(limit) bytes.", object: path)
    }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Self.part(
          descriptor, UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]))
        if got < 0 { failure = errno }
        if got <= 0 { return }
        count += got
      }
    }
    guard failure == 0 else { throw unreadable(path, reason(failure)) }
    return bytes
  }

  private static func part(_ descriptor: Int32, _ room: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(descriptor, room.baseAddress, room.count)
      #elseif canImport(Musl)
        let got = Musl.read(descriptor, room.baseAddress, room.count)
      #else
        let got = Darwin.read(descriptor, room.baseAddress, room.count)
      #endif
      if got >= 0 || errno != EINTR { return got }
    }
  }

  private static func reason(_ number: Int32) -> String {
    switch number {
    case ENOENT: "there is no such file"
    case EACCES, EPERM: "permission is denied"
    default: "error \(number) of the system"
    }
  }

  private static func unreadable(_ path: String, _ reason: String) -> PolderError {
    PolderError(
      .dataUnreadable, "The data can not be read: \(reason).", object: path,
      nextStep: "The node's steward checks the database's uri and the rights of the file.")
  }
}
