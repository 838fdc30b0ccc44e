#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The calls of the system that move bytes between memory and a file, begun anew when a signal interrupts them.
package enum FileBytes {
  /// Up to so many bytes; none at the end.
  package static func read(_ descriptor: Int32, upTo count: Int) throws(FileProblem) -> [UInt8] {
    var problem: FileProblem?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let got = part(descriptor, UnsafeMutableRawBufferPointer(buffer))
      if got < 0 { problem = .last }
      filled = max(got, 0)
    }
    if let problem { throw problem }
    return bytes
  }

  /// Writes all bytes.
  package static func write(_ descriptor: Int32, _ bytes: [UInt8]) throws(FileProblem) {
    let problem = bytes.withUnsafeBytes { whole -> FileProblem? in
      var rest = whole[...]
      while !rest.isEmpty {
        let count = part(descriptor, UnsafeRawBufferPointer(rebasing: rest))
        if count <= 0 { return .last }
        rest = rest.dropFirst(count)
      }
      return nil
    }
    if let problem { throw problem }
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
