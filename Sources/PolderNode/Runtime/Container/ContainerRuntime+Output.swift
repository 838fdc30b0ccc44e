import PolderCore

extension ContainerRuntime {
  /// What the algorithm prints: all of it for a run that was started here, else what comes from now on, because an earlier
  /// process of the node has passed on the rest. None faster than it is taken.
  public func output(_ handle: RuntimeHandle) -> AsyncStream<[UInt8]> {
    let pipe = PiecePipe()
    let isAll = started.contains(handle)
    let task = Task {
      defer { pipe.close() }
      // Without a live log the whole of it is told at the end of the run anyway.
      guard let record = try? ContainerFolder(path: handle.folder).record(),
        let client = try? await link.engine().client
      else { return }
      // As above: a connection that breaks ends the live log.
      try? await client.followLog(record.container, isAll: isAll) { await pipe.give($0) }
    }
    let reader = Reader(pipe: pipe, task: task)
    return AsyncStream {
      await reader.pipe.take()
    } onCancel: {
      task.cancel()
      pipe.close()
    }
  }

  /// Lives as long as anybody may still read: a stream that is left is not cancelled.
  private final class Reader: Sendable {
    let pipe: PiecePipe
    private let task: Task<Void, Never>

    init(pipe: PiecePipe, task: Task<Void, Never>) {
      self.pipe = pipe
      self.task = task
    }

    deinit {
      task.cancel()
      pipe.close()
    }
  }
}
