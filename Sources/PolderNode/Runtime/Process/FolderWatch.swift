@preconcurrency import Dispatch
import Glibc
import PolderCore
import Synchronization

/// Tells when something in a folder was written or renamed, or the folder itself was: one watch of the system for any number of folders.
final class FolderWatch: Sendable {
  /// What a reader wants to be woken by.
  enum Interest: Sendable {
    /// A file that was closed after writing, or put in place of another.
    case files
    /// Also a file that grows.
    case growth
  }

  private struct Reader {
    let interest: Interest
    let wake: AsyncStream<Void>.Continuation
  }

  private struct State {
    /// The readers of each folder, by the system's number of the folder.
    var folders: [Int32: [Int: Reader]] = [:]
    var next = 0
  }

  private let descriptor: Int32
  private let source: any DispatchSourceRead
  private let state = Mutex(State())

  private static let common = Mutex<FolderWatch?>(nil)

  /// The one of this process, made when it is first asked for: a user has 128 of them, for all programs together.
  /// - Throws: `PolderError` when the system has no more watches
  static func shared() throws -> FolderWatch {
    try common.withLock { common in
      let watch = try common ?? FolderWatch()
      common = watch
      return watch
    }
  }

  /// Throws `PolderError` when the system has no more watches.
  init() throws {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard descriptor >= 0 else { throw Self.failure(nil, errno) }
    self.descriptor = descriptor
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global(qos: .userInitiated))
    source.setEventHandler { [weak self] in self?.takeEvents() }
    source.setCancelHandler { _ = close(descriptor) }
    source.activate()
  }

  deinit { source.cancel() }

  /// An element after each change; several changes may come as one. The watch ends with its reader.
  func changes(in folder: String, _ interest: Interest = .files) throws -> AsyncStream<Void> {
    let (stream, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    // Of a folder that is removed or moved away as well: a new one of its name has to be watched anew.
    let mask = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MODIFY | IN_DELETE_SELF | IN_MOVE_SELF) | UInt32(IN_ONLYDIR)
    let (watch, number) = try state.withLock { state in
      let watch = inotify_add_watch(descriptor, folder, mask)
      guard watch >= 0 else { throw Self.failure(folder, errno) }
      state.next += 1
      state.folders[watch, default: [:]][state.next] = Reader(interest: interest, wake: wake)
      return (watch, state.next)
    }
    // Whoever has the stream keeps the watch.
    wake.onTermination = { _ in self.forget(watch, number) }
    return stream
  }

  /// How many folders are watched.
  var count: Int { state.withLock { $0.folders.count } }

  private func forget(_ watch: Int32, _ number: Int) {
    state.withLock { state in
      guard state.folders[watch]?.removeValue(forKey: number) != nil, state.folders[watch]?.isEmpty == true else {
        return
      }
      state.folders[watch] = nil
      // A folder that was deleted is forgotten by the system already.
      inotify_rm_watch(descriptor, watch)
    }
  }

  private func takeEvents() {
    var buffer = [UInt8](repeating: 0, count: 8_192)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return }
      var masks: [Int32: UInt32] = [:]
      buffer.withUnsafeBytes { bytes in
        var position = 0
        let head = MemoryLayout<inotify_event>.size
        while position + head <= count {
          let watch = bytes.loadUnaligned(fromByteOffset: position, as: Int32.self)
          masks[watch, default: 0] |= bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self)
          position += head + Int(bytes.loadUnaligned(fromByteOffset: position + 12, as: UInt32.self))
        }
      }
      for reader in readers(of: masks) { reader.wake.yield() }
    }
  }

  private func readers(of masks: [Int32: UInt32]) -> [Reader] {
    state.withLock { state in
      // Events that the system had to drop may have been for anybody.
      if masks.values.contains(where: { $0 & UInt32(IN_Q_OVERFLOW) != 0 }) {
        return state.folders.values.flatMap(\.values)
      }
      return masks.flatMap { watch, mask in
        let isGrowthOnly = mask & ~UInt32(IN_MODIFY) == 0
        return (state.folders[watch] ?? [:]).values.filter { !isGrowthOnly || $0.interest == .growth }
      }
    }
  }

  /// The code of an error that tells of a folder that can not be watched.
  static let unavailable: PolderError.Code = "node-folder-watch"

  private static func failure(_ folder: String?, _ number: Int32) -> PolderError {
    PolderError(
      unavailable, "Folders can not be watched (error \(number)).", object: folder,
      nextStep: number == EMFILE || number == ENOSPC ? "Raise fs.inotify.max_user_instances or max_user_watches." : nil)
  }
}
