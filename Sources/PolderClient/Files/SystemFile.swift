import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The calls of the system that move bytes between memory and a file.
enum SystemFile {
  /// Up to so many bytes; none at the end.
  static func read(_ descriptor: Int32, upTo count: Int, _ path: String) throws(PolderError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let got = part(descriptor, UnsafeMutableRawBufferPointer(buffer))
      if got < 0 { failure = errno }
      filled = max(got, 0)
    }
    guard failure == 0 else { throw Self.failure("The file can not be read", failure, path) }
    return bytes
  }

  /// Writes all bytes.
  static func write(_ descriptor: Int32, _ bytes: [UInt8], _ path: String) throws(PolderError) {
    let failure = bytes.withUnsafeBytes { whole -> Int32 in
      var rest = whole[...]
      while !rest.isEmpty {
        let count = part(descriptor, UnsafeRawBufferPointer(rebasing: rest))
        if count <= 0 { return errno }
        rest = rest.dropFirst(count)
      }
      return 0
    }
    guard failure == 0 else { throw Self.failure("The file can not be written", failure, path) }
  }

  static func failure(_ what: String, _ number: Int32, _ path: String) -> PolderError {
    PolderError(
      "client-file", "\(what): \(String(cString: strerror(number))).", object: path,
      nextStep: "Check the path, the rights on it, and the room on its disk.")
  }

  private static func part(_ descriptor: Int32, _ room: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(descriptor, room.baseAddress, room.count)
      #elseif canImport(Musl)
        let got = Musl.read(descriptor, room.baseAddress, room.count)
      #elseif canImport(Darwin)
        let got = Darwin.read(descriptor, room.baseAddress, room.count)
      #endif
      if got >= 0 || errno != EINTR { return got }
    }
  }

  private static func part(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, bytes.baseAddress, bytes.count)
      #elseif canImport(Darwin)
        let count = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
      #endif
      if count >= 0 || errno != EINTR { return count }
    }
  }
}
