@preconcurrency import Dispatch
import Glibc
import PolderCore

/// Tells when something in a folder was written, renamed or made; it never sleeps.
final class FolderWatch: Sendable {
  /// An element for each time that something happened; several at once may come as one.
  let changes: AsyncStream<Void>

  /// Watches a folder until the reader of `changes` ends.
  /// - Parameters:
  ///   - folder: the folder
  ///   - growth: whether files that grow are told too
  /// - Throws: `PolderError` when the system has no more watches
  init(_ folder: String, growth: Bool = false) throws {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard descriptor >= 0 else { throw Self.failure(folder, errno) }
    let mask = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | (growth ? IN_MODIFY : 0))
    guard inotify_add_watch(descriptor, folder, mask) >= 0 else {
      let number = errno
      close(descriptor)
      throw Self.failure(folder, number)
    }
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global(qos: .userInitiated))
    source.setEventHandler {
      var buffer = [UInt8](repeating: 0, count: 4_096)
      while read(descriptor, &buffer, buffer.count) > 0 {}
      continuation.yield()
    }
    source.setCancelHandler { _ = close(descriptor) }
    continuation.onTermination = { _ in source.cancel() }
    source.activate()
    changes = stream
  }

  private static func failure(_ folder: String, _ number: Int32) -> PolderError {
    PolderError(
      "node-folder-watch", "The folder can not be watched (error \(number)).", object: folder,
      nextStep: number == EMFILE || number == ENOSPC ? "Raise fs.inotify.max_user_instances or max_user_watches." : nil)
  }
}
