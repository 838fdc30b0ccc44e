import Foundation
import PolderCore
import PolderCrypto

/// A file without a name, which is gone with its last reference: for what may be shown only when it is whole.
final class SpoolFile {
  private let descriptor: Int32
  private let limit: Int
  private var count = 0

  /// - Parameters:
  ///   - folder: where the room is taken from
  ///   - limit: the most bytes
  /// - Throws: `PolderError` when there is no room
  init(in folder: String, limit: Int) throws(PolderError) {
    let path = "\(folder)/.spool-\(UInt64.random(in: .min ... .max))"
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    self.limit = limit
    guard descriptor >= 0 else { throw Self.unusable() }
    unlink(path)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Writes behind what was written.
  func write(_ bytes: [UInt8]) throws(PolderError) {
    count += bytes.count
    guard count <= limit else {
      throw PolderError(
        .nodeResultForeign, "The result is larger than the \(limit) bytes that this node hands on.",
        nextStep: "Let the algorithm return less.")
    }
    do throws(FileProblem) { try FileBytes.write(descriptor, bytes) } catch { throw Self.unusable() }
  }

  /// Goes back to the beginning.
  func rewind() throws(PolderError) { guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.unusable() } }

  /// The next piece; nil at the end.
  func next() throws(PolderError) -> [UInt8]? {
    do throws(FileProblem) {
      let piece = try FileBytes.read(descriptor, upTo: PieceSource.pieceSize)
      return piece.isEmpty ? nil : piece
    } catch {
      throw Self.unusable()
    }
  }

  private static func unusable() -> PolderError {
    PolderError(
      .nodeFolderUnusable, "There is no room for the result at the node.",
      nextStep: "The node's steward checks the space and the rights of `data_dir`.")
  }
}
