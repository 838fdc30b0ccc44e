@preconcurrency import Dispatch
import Glibc
import PolderCore

/// Tells when a file grows.
struct FileChanges: Sendable {
  /// An element for each time that something was written; several at once may come as one.
  let stream: AsyncStream<Void>

  init(_ path: String) throws {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard descriptor >= 0, inotify_add_watch(descriptor, path, UInt32(IN_MODIFY)) >= 0 else {
      if descriptor >= 0 { close(descriptor) }
      throw PolderError("testing-no-watch", "The file can not be watched.", object: path)
    }
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
    source.setEventHandler {
      var buffer = [UInt8](repeating: 0, count: 4_096)
      while read(descriptor, &buffer, buffer.count) > 0 {}
      continuation.yield()
    }
    source.setCancelHandler { _ = close(descriptor) }
    continuation.onTermination = { _ in source.cancel() }
    source.activate()
    self.stream = stream
  }
}
