import PolderCore

extension SlurmRuntime {
  /// Asks for the job of a folder: by its id, else by its name, else by the run's number.
  func look(_ handle: RuntimeHandle) async -> SlurmSight {
    do {
      return Self.sight(try await jobs(handle))
    } catch {
      return .unreachable(error)
    }
  }

  private func jobs(_ handle: RuntimeHandle) async throws(SlurmTrouble) -> [SlurmJob] {
    let folder = ShimFolder(path: handle.folder)
    guard var ticket = folder.ticket() else {
      let prefix = names.prefix(handle.run)
      return try await controller.jobs().filter { $0.name.hasPrefix(prefix) }
    }
    if let id = ticket.id {
      // Numbers begin anew where a cluster was set up anew.
      return try await [controller.job(id)].compactMap(\.self).filter { $0.name == ticket.name }
    }
    let found = try await controller.jobs(named: ticket.name)
    if let id = found.first?.id {
      ticket.id = id
      // Not written: it is looked for by name again.
      try? folder.write(ticket, isDurable: false)
    }
    return found
  }

  /// One that is alive matters more than others that are over.
  static func sight(_ jobs: [SlurmJob]) -> SlurmSight {
    if let alive = jobs.first(where: \.state.isAlive) { return .alive(alive) }
    return jobs.first.map { .over($0) } ?? .unknown
  }

  /// Ends the job of a folder, whether it waits or runs.
  func cancel(_ folder: ShimFolder) async throws {
    guard let ticket = folder.ticket() else { return }
    if let id = ticket.id { return try await controller.cancel(id) }
    for job in try await controller.jobs(named: ticket.name) where job.state.isAlive {
      try await controller.cancel(job.id)
    }
  }

  /// Writes the request down, so that a supervisor that comes later finds it, and sends a signal: the supervisor may run on
  /// a machine that does not see changes of the folder as they come.
  public func kill(_ handle: RuntimeHandle) async throws {
    let folder = ShimFolder(path: handle.folder)
    try folder.requestKill()
    if folder.isOver { return }
    guard case .alive(let job) = await look(handle) else { return }
    // What fails here is done again by those who wait for the run.
    if job.state == .pending {
      try? await controller.cancel(job.id)
    } else {
      try? await controller.interrupt(job.id)
    }
  }
}
