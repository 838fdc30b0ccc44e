import Glibc
import PolderCore

extension SlurmRuntime {
  /// Hands a run in; returns once the controller has the job, which may wait for its turn.
  public func start(_ order: RunOrder) async throws {
    guard let program = settings.images[order.reference], let name = program.first else {
      throw Self.unknown(order.reference)
    }
    // It has to be there on the machine that executes the job, and need not be here.
    let isElsewhere = name.hasPrefix("/") && !ProcessTools.isSystem(name)
    try await start(program, readable: tools.libraries + (isElsewhere ? [name] : []), order)
  }

  func start(_ program: [String], readable: [String], _ order: RunOrder) async throws {
    if let missing = order.bindings.first(where: { access($0.source, F_OK) != 0 }) {
      throw Self.failure(order, "What the algorithm should see is missing: \(missing.source).")
    }
    try await endOlderAttempts(order)
    let folder = ShimFolder(path: order.handle.folder)
    started.insert(order.handle)
    var ticket = SlurmTicket(name: names.name(order.handle.run), proxy: bridge == nil ? nil : order.proxy)
    if bridge != nil { try folder.write(RandomDigits.make(64) + "\n", to: ProxyBridge.secretFile, isDurable: false) }
    try folder.write(order.placement.helpers)
    try write(spec(program, readable, order, ticket), ticket, to: folder)
    do {
      try await reopenBridge(order.handle)
    } catch  where order.handle.run.rawValue == 0 {
      // The probe wants nothing from the proxy; that the bridge is not there is told by the check itself.
    }
    do throws(SlurmTrouble) {
      ticket.id = try await submit(ticket, folder, order)
    } catch {
      // Whatever the controller may have taken without saying so is not started any more.
      // Where that can not be written it may be started: those who wait find out.
      let isForbidden = (try? folder.forbidStart()) ?? false
      // A job that stays finds nothing to start.
      try? await cancel(folder)
      guard isForbidden else { return }
      throw Self.failure(order, "The cluster did not take the job. \(error.text)")
    }
    // Lost with the power it is found by its name.
    try? folder.write(ticket, isDurable: false)
  }

  private func spec(_ program: [String], _ readable: [String], _ order: RunOrder, _ ticket: SlurmTicket) -> ShimText {
    var spec = ShimSpec(settings: settings, tools: tools)
    var order = order
    if let bridge {
      (spec.wrapper, order) = Self.bridged(order, ticket, bridge.address, shim: tools.shimPath)
      spec.wrapperProcesses = 2 + 2 * ShimSpec.connections + 2 * order.placement.helpers.relayThreads
    }
    return spec.text(program, readable: readable, order)
  }

  private func write(_ spec: ShimText, _ ticket: SlurmTicket, to folder: ShimFolder) throws {
    try folder.writeSpec(spec)
    try folder.write(SlurmSubmission.script, to: SlurmSubmission.scriptName, isDurable: false)
    guard symlink(".", folder.path + "/" + ticket.linkName) == 0 else {
      throw PolderError("node-write", "A link could not be made (error \(errno)).", object: folder.path)
    }
    try folder.write(ticket, isDurable: true)
  }

  /// The id of the job. A controller that can not be reached may have taken it all the same: so it is looked for by name
  /// before it is handed in again.
  private func submit(
    _ ticket: SlurmTicket, _ folder: ShimFolder, _ order: RunOrder
  ) async throws(SlurmTrouble) -> String {
    let submission = SlurmSubmission(
      name: ticket.name, folder: folder.path + "/" + ticket.linkName, shim: tools.shimPath, settings: slurm,
      limits: order.limits)
    var pauses = pace.submit[...]
    while true {
      do {
        return try await controller.submit(submission)
      } catch  where error.kind == .unreachable {
        // Not told: it is handed in again, and at most one of the two starts the run.
        if let found = try? await controller.jobs(named: ticket.name).first { return found.id }
        guard let pause = pauses.popFirst() else { throw error }
        // A start is not cancelled half way.
        try? await Task.sleep(for: pause)
      }
    }
  }

  /// A run of the same number of which the node's journal knows nothing may have a job.
  private func endOlderAttempts(_ order: RunOrder) async throws {
    // The probe's number is nobody's; two of them may be under way.
    guard order.handle.run.rawValue != 0 else { return }
    let prefix = names.prefix(order.handle.run)
    // A controller that can not be asked can not be handed a job either, and says so there.
    guard let all = try? await controller.jobs() else { return }
    let older = all.filter { $0.name.hasPrefix(prefix) && $0.state.isAlive }
    guard !older.isEmpty else { return }
    // Whether it helped is looked at below; one of which the controller can not tell finds no folder of its own any more.
    for job in older { try? await controller.cancel(job.id) }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(60)
    for job in older {
      while let now = try? await controller.job(job.id), now.state.isAlive {
        guard clock.now < deadline else {
          throw Self.failure(order, "A job of an earlier attempt at this run can not be ended: \(job.id).")
        }
        try await Task.sleep(for: pace.askSoon)
      }
    }
  }

  static func failure(_ order: RunOrder, _ message: String) -> PolderError {
    PolderError(
      .runtimeStartFailed, message, object: "run \(order.handle.run)",
      nextStep: "Look at the node's log, and at the cluster's.")
  }
}
