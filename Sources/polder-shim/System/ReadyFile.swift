import Glibc

/// An empty file by which a helper tells who waits for it that connections are taken from now on.
enum ReadyFile {
  static func make(_ path: String) throws(Failure) {
    let file = try Descriptor(open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600), path)
    _ = consume file
  }
}
