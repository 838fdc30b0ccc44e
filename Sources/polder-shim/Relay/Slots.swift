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

  /// Waits for a place while something holds, at which it looks once a second; false without a place.
  func take(while isWanted: () -> Bool) -> Bool {
    while isWanted() {
      if shim_take(semaphore, 1) == 0 { return true }
    }
    return false
  }

  func give() {
    sem_post(semaphore)
  }
}
