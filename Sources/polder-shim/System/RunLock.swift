import CShim
import Glibc

/// The lock of a run's folder: who holds it is the run's supervisor, who can take it has proof that there is none.
struct RunLock: ~Copyable {
  private let file: Descriptor

  init(folder: String) throws(Failure) {
    let path = folder + "/lock"
    let opened = try Descriptor(open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600), path)
    while flock(opened.number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { throw Failure.system(path) }
      throw Failure(.alive, "\(folder): its supervisor is alive")
    }
    file = opened
  }
}
