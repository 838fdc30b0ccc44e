import Logging

/// Keeps one helper running until it is cancelled: carries out what ``HelperMachine`` decides.
struct HelperSupervisor: Sendable {
  /// Runs the process until it ends, says when it is ready, and gives the reason of its end.
  typealias Launch = @Sendable (_ ready: @escaping @Sendable () -> Void) async -> String

  let name: String
  let logger: Logger
  let launch: Launch
  let now: @Sendable () -> Duration
  let pause: @Sendable (Duration) async throws -> Void
  /// How long a start may take.
  var patience = HelperMachine.patience
  /// Is told whenever the helper begins or ceases to serve.
  var onChange: @Sendable (_ serves: Bool) -> Void = { _ in }

  /// Runs until it is cancelled; the helper has ended then.
  func run() async {
    var machine = HelperMachine(patience: patience)
    var actions = machine.handle(.start, at: now())
    while !actions.isEmpty, !Task.isCancelled {
      var next: [HelperMachine.Action] = []
      for action in actions {
        switch action {
        case .launch(let patience): next += await attempt(&machine, overdueAfter: patience)
        case .wait(let duration):
          do { try await pause(duration) } catch { return }
          next += machine.handle(.waited, at: now())
        case .tellReady, .tellFailed, .end: tell(action)
        }
      }
      actions = next
    }
  }

  /// One process from its start to its end; gives what is to be done then.
  private func attempt(_ machine: inout HelperMachine, overdueAfter patience: Duration) async
    -> [HelperMachine.Action]
  {
    let (events, event) = AsyncStream.makeStream(of: HelperMachine.Event.self)
    return await withTaskGroup(of: Void.self) { group in
      group.addTask {
        let reason = await launch { event.yield(.ready) }
        event.yield(.ended(reason))
        event.finish()
      }
      group.addTask {
        // Cancelled when the process has ended; then nothing is overdue.
        do { try await pause(patience) } catch { return }
        event.yield(.overdue)
      }
      var last: [HelperMachine.Action] = []
      for await happened in events {
        last = machine.handle(happened, at: now())
        if last == [.tellReady] { tell(.tellReady) }
        // Ends the process: whoever runs it hears of its cancellation.
        if last == [.end] { group.cancelAll() }
      }
      group.cancelAll()
      onChange(false)
      return last.filter { $0 != .tellReady && $0 != .end }
    }
  }

  private func tell(_ action: HelperMachine.Action) {
    switch action {
    case .tellReady:
      logger.notice("a helper serves", metadata: ["helper": "\(name)"])
      onChange(true)
    case .tellFailed(let reason, let again):
      logger.warning(
        "a helper failed", metadata: ["helper": "\(name)", "reason": "\(reason)", "again_after": "\(again)"])
    case .launch, .end, .wait: break
    }
  }
}
