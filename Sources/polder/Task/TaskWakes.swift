import PolderClient
import PolderCore

/// When to look at a task again: at an event that may be about it, and now and then without one.
enum TaskWakes {
  /// How long nothing has to be heard before one looks anyway.
  private static let patience = Duration.seconds(15)

  static func of(_ task: TaskID, in events: AsyncStream<FeedEvent>) -> AsyncStream<Void> {
    let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let work = Task {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { for await event in events where concerns(event, task) { wake.yield() } }
        group.addTask {
          // Cancellation is how it ends.
          while (try? await Task.sleep(for: patience)) != nil { wake.yield() }
        }
      }
      wake.finish()
    }
    wake.onTermination = { _ in work.cancel() }
    return wakes
  }

  static func concerns(_ event: FeedEvent, _ task: TaskID) -> Bool {
    guard case .event(let name, let payload) = event else { return true }
    switch name {
    case .algorithmLog, .algorithmStatusChange: return payload["task_id"]?.integer.map { TaskID($0) == task } ?? true
    case .statusUpdate, .killContainers: return true
    default: return false
    }
  }
}
