import PolderCore
import PolderTransport
import Synchronization

/// Gives each new task a number of its own, from 101 on, as servers do.
final class FreshTasks: Sendable {
  private let last = Mutex<Int64>(100)

  @Sendable func reply(_ call: HTTPCall) -> JSONValue {
    let reply = AnyReply.to(call)
    guard call.method == .post, call.path == "/task", var task = reply.object else { return reply }
    task["id"] = .integer(
      last.withLock { last in
        last += 1
        return last
      })
    return .object(task)
  }
}
