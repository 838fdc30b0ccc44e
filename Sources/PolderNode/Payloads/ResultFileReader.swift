import PolderCore
import PolderCrypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads a result from its file; one that is not what was judged any more is an error and never a result. What the machine
/// refuses for the moment is an error of another code: the result may be read later.
final class ResultFileReader {
  private let file: ResultFile
  private let descriptor: Int32
  private var position = 0

  init(_ file: ResultFile) throws(PolderError) {
    self.file = file
    // The algorithm made the file: it may have left a link or a pipe.
    descriptor = open(file.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.unreadable(file, .last) }
    // A pipe has no end to look for.
    guard lseek(descriptor, 0, SEEK_END) == file.count, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw Self.unreadable(file)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The next piece; nil when all was read.
  func next() throws(PolderError) -> [UInt8]? {
    guard position < file.count else { return nil }
    let piece: [UInt8]
    do throws(FileProblem) {
      piece = try FileBytes.read(descriptor, upTo: min(PieceSource.pieceSize, file.count - position))
    } catch {
      throw Self.unreadable(file, error)
    }
    guard !piece.isEmpty else { throw Self.unreadable(file) }
    position += piece.count
    return piece
  }

  private static func unreadable(_ file: ResultFile, _ problem: FileProblem? = nil) -> PolderError {
    if let problem, problem.isPassing { return RunFile.refusal(file.path, problem) }
    return PolderError(
      .nodeOutputUnreadable, "The algorithm's output can not be read any more.",
      object: file.path.split(separator: "/").last.map { String($0) },
      nextStep: "Run the task again. If it happens again, see to the disk of the node.")
  }
}
