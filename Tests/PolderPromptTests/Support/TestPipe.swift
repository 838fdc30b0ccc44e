import Foundation

/// A pipe with something in it, closed behind it.
final class TestPipe {
  private let pipe = Pipe()
  /// Where it can be read.
  var input: Int32 { pipe.fileHandleForReading.fileDescriptor }

  init(_ text: String) throws {
    try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try pipe.fileHandleForWriting.close()
  }
}
