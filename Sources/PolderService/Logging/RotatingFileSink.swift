import Foundation
import PolderCore
import Synchronization

/// Writes lines to a file; a file that is full is put aside as `FILE.1`, the former `FILE.1` as `FILE.2`, and so on, as the
/// incumbent does. Permissions and owner go over to the new file.
public final class RotatingFileSink: LogSink {
  private struct State {
    var descriptor: Int32
    var size: Int
  }

  private let path: String
  private let maximumSize: Int
  private let backups: Int
  private let state: Mutex<State>

  /// Opens the file, and makes it and its folder where they are not there.
  /// - Parameters:
  ///   - path: the file
  ///   - maximumSize: the most bytes of one file
  ///   - backups: how many files that were put aside are kept; with none the file grows for ever
  /// - Throws: `PolderError` when the file can not be opened
  public init(path: String, maximumSize: Int, backups: Int) throws {
    self.path = path
    self.maximumSize = maximumSize
    self.backups = backups
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw Self.unusable("The folder of the log can not be made.", folder, error)
      }
    }
    guard let opened = Self.open(path) else {
      throw Self.unusable("The log can not be written: \(String(cString: strerror(errno))).", path, nil)
    }
    state = Mutex(opened)
  }

  deinit { state.withLock { _ = Foundation.close($0.descriptor) } }

  /// Takes one line; one that the file does not take goes to standard error.
  public func write(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    let isWritten = state.withLock { state in
      if backups > 0, state.size > 0, state.size + bytes.count > maximumSize { rotate(&state) }
      guard Self.write(bytes, state.descriptor) else { return false }
      state.size += bytes.count
      return true
    }
    if !isWritten { StandardErrorSink.shared.write(line) }
  }

  /// Opens the file anew, because somebody else put it aside; the former one goes on when that is not possible.
  public func reopen() {
    state.withLock { state in
      guard let opened = Self.open(path) else { return }
      _ = Foundation.close(state.descriptor)
      state = opened
    }
  }

  private func rotate(_ state: inout State) {
    var former = stat()
    let isKnown = fstat(state.descriptor, &former) == 0
    for number in stride(from: backups - 1, to: 0, by: -1) { rename("\(path).\(number)", "\(path).\(number + 1)") }
    rename(path, path + ".1")
    // Without a new file the old one goes on, put aside as it is.
    guard let opened = Self.open(path) else { return }
    if isKnown {
      _ = fchmod(opened.descriptor, former.st_mode & 0o7777)
      _ = fchown(opened.descriptor, former.st_uid, former.st_gid)
    }
    _ = Foundation.close(state.descriptor)
    state = opened
  }

  private static func open(_ path: String) -> State? {
    let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { return nil }
    var found = stat()
    return State(descriptor: descriptor, size: fstat(descriptor, &found) == 0 ? Int(found.st_size) : 0)
  }

  private static func write(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return false }
        rest = rest.dropFirst(written)
      }
      return true
    }
  }

  private static func unusable(_ message: String, _ path: String, _ cause: (any Error)?) -> PolderError {
    PolderError(
      "service-log-file", message, object: path,
      nextStep: "Check `logging.file` and `directories.log`, and that this user may write there.", cause: cause)
  }
}
