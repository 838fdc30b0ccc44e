import CShim
import Glibc

/// So many places; who wants one waits for it.
// A POSIX semaphore is made to be shared by threads, and its address never changes.
final class Slots: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init(_ count: Int) {
    sem_init(semaphore, 0, UInt32(count))
  }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func take() {
    while sem_wait(semaphore) != 0 {}
  }

  func give() {
    sem_post(semaphore)
  }
}
