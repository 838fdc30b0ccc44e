import PolderClient
import PolderCore

/// Prints a line for each change of a run, as the server pushes it.
struct RunReporter: Sendable {
  let sites: [OrganizationID: String]
  let output: DemoOutput
  let start: ContinuousClock.Instant

  /// Prints until the events end. Tasks that the algorithm makes are told by their parent.
  func report(_ events: AsyncStream<FeedEvent>, names: TaskNames) async {
    for await event in events {
      guard case .event(let name, let payload) = event else { continue }
      switch name {
      case .newTask: await note(payload, names)
      case .algorithmStatusChange: await print(payload, names)
      default: continue
      }
    }
  }

  private func note(_ payload: JSONValue, _ names: TaskNames) async {
    // Payloads of another shape are not for this reader.
    guard let task = try? JSONValueDecoder.decode(EventPayload.NewTask.self, from: payload),
      let parent = task.parentID
    else { return }
    await names.note(child: task.id, of: parent)
  }

  private func print(_ payload: JSONValue, _ names: TaskNames) async {
    guard let change = try? JSONValueDecoder.decode(EventPayload.AlgorithmStatusChange.self, from: payload) else {
      return
    }
    if let parent = change.parentID { await names.note(child: change.taskID, of: parent) }
    let title = await names.title(of: change.taskID)
    let seconds = Figures.seconds(ContinuousClock.now - start)
    let site = sites[change.organizationID] ?? "organization \(change.organizationID)"
    output.line(
      "  \(pad(seconds, 8))  \(pad(title, 26)) \(pad(site, 18)) run \(pad(change.runID.description, 4)) \(change.status)"
    )
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
