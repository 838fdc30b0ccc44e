import Glibc

/// The `state` of a run's folder: always whole, and on disk once `write` returns.
struct StateFile {
  let folder: String

  private var path: String { folder + "/state" }

  var exists: Bool { FileText.exists(path) }

  func read() throws(Failure) -> RunState {
    guard let bytes = FileText.read(path) else {
      guard errno == ENOENT else { throw Failure.system(path) }
      throw Failure(.missing, "\(path): this run was never started")
    }
    return try RunState(bytes)
  }

  func write(_ state: RunState) throws(Failure) {
    let temporary = path + ".new"
    let bytes = state.bytes
    let file = try Descriptor(
      open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644), temporary)
    guard Glibc.write(file.number, bytes, bytes.count) == bytes.count, fsync(file.number) == 0 else {
      throw Failure.system(temporary)
    }
    guard rename(temporary, path) == 0 else { throw Failure.system(path) }
    // After a power loss `starting` of an earlier boot says as much as `started`: dead.
    if state.phase == .started { return }
    let directory = try Descriptor(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), folder)
    guard fsync(directory.number) == 0 else { throw Failure.system(folder) }
  }
}
