import Synchronization

/// One write that waits for its group: the work, and how its caller is answered.
package struct WriteJob: Sendable {
  /// Does the work inside the group's transaction and keeps what it returned; may be done again when that was undone.
  package let work: @Sendable (Transaction) throws -> Void
  /// Answers the caller: with what the work returned, or with the error.
  package let answer: @Sendable ((any Error)?) -> Void

  /// A write whose caller waits behind a continuation.
  package init<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T, _ continuation: CheckedContinuation<T, any Error>
  ) {
    let box = Box<T>()
    work = { transaction in
      let value = try body(transaction)
      box.value.withLock { $0 = value }
    }
    answer = { error in
      if let error { return continuation.resume(throwing: error) }
      guard let value = box.value.withLock({ $0 }) else {
        return continuation.resume(throwing: SQLError(.other, "The write was answered before it was done."))
      }
      continuation.resume(returning: value)
    }
  }

  private final class Box<T: Sendable>: Sendable {
    let value = Mutex<T?>(nil)
  }
}
