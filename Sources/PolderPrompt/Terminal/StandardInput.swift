public import PolderClient
public import PolderCore
import PolderCrypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard input where no person sits at it.
public enum StandardInput {
  /// The first line, as a secret: `--password-stdin`.
  /// - Parameter descriptor: where it comes from
  /// - Returns: the line without its end
  /// - Throws: `PolderError` `prompt-no-input` when there is none
  public static func secret(from descriptor: Int32 = 0) throws(PolderError) -> Secret {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    // Byte by byte, so that what stands behind the line is left to whoever comes next.
    while line.count <= LineEditor.longest {
      let count = unistdRead(descriptor, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, byte != 0x0A else { break }
      line.append(byte)
    }
    if line.last == 0x0D { line.removeLast() }
    guard !line.isEmpty, line.count <= LineEditor.longest else {
      throw PolderError(
        "prompt-no-input", "Standard input has no password in its first line.",
        nextStep: "Pipe it in, for instance: `pass show polder | polder login SERVER --password-stdin`.")
    }
    return Secret(String(decoding: line, as: UTF8.self))
  }

  /// All of it.
  /// - Parameters:
  ///   - descriptor: where it comes from
  ///   - largest: how many bytes there may be
  /// - Returns: the bytes
  /// - Throws: `PolderError` `prompt-input-too-large`, `prompt-file`
  static func bytes(from descriptor: Int32, largest: Int) throws(PolderError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let piece: [UInt8]
      do {
        piece = try FileBytes.read(descriptor, upTo: 64 << 10)
      } catch {
        throw PrivateFile.failure("The input can not be read", "standard input", error)
      }
      if piece.isEmpty { return bytes }
      bytes += piece
      guard bytes.count <= largest else {
        throw PolderError(
          "prompt-input-too-large", "The input is larger than \(largest) bytes.", nextStep: "Give less at a time.")
      }
    }
  }
}
