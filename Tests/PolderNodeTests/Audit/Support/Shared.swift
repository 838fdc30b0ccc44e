import Synchronization

/// A value that closures of a test share.
final class Shared<Value: Sendable>: Sendable {
  private let content: Mutex<Value>

  init(_ value: Value) { content = Mutex(value) }

  var value: Value { content.withLock { $0 } }

  func change(_ body: (inout Value) -> Void) {
    content.withLock { content in
      var value = content
      body(&value)
      content = value
    }
  }
}
