extension ServerParts {
  /// Writes what still waits before the database is closed: an end that was cut off, or that came of a failure, has not
  /// come to it. It is done in a task that nobody's end cancels, and given up after a while.
  package func finish(within patience: Duration = .seconds(5)) async {
    let work = Task {
      await chores.finish()
      await audit.finish()
    }
    let timer = Task {
      // Cancelled as soon as the work is done.
      if (try? await Task.sleep(for: patience)) != nil { work.cancel() }
    }
    await work.value
    timer.cancel()
  }
}
