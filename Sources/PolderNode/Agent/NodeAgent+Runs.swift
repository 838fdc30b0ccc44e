import Logging
import PolderCore

extension NodeAgent {
  /// Goes on with a run that an earlier process of the node has started, or was about to start.
  func adopt(_ entry: JournalEntry) -> Work {
    queue.occupy(entry.assignment, entry.key)
    // It may be older than the server's present database.
    return drive(RunDriver(entry.assignment, input: nil, knownUnder: nil, services: services)) { .resumed(entry) }
  }

  /// Lets a driver bring its run to the end.
  func drive(_ driver: RunDriver, _ first: @escaping @Sendable () async -> RunEvent) -> Work {
    drivers[driver.key] = driver
    return { [inbox] in
      let key = driver.key
      let ending = await driver.run(await first()) { inbox.yield(.released(key)) }
      if let ending { inbox.yield(.ended(key, ending)) }
    }
  }

  /// Takes up what the server has open, and asks again where that may be of a database that it has no more.
  func take(_ found: [FoundRun], _ task: TaskID?, under connection: Int) -> [Work] {
    if let listedUnder, connection < listedUnder { return [list(task)] }
    if task == nil { listedUnder = connection }
    var works: [Work] = []
    let waiting = replace(by: found.map(\.key))
    for run in found where drivers[run.key] == nil && !queue.knows(run.key) && admissions[run.key] == nil {
      guard !waiting.contains(run.key.run) else { continue }
      switch run.entry?.phase {
      case nil, .accepted: works.append(admit(run))
      case .starting, .started, .judged: works += run.entry.map { [adopt($0)] } ?? []
      case .delivered, .refused:
        if settled.insert(run.key).inserted { works.append(settle(run)) }
      }
    }
    guard task == nil else { return works }
    works += lookForEnded(open: Set(found.map(\.key)))
    if configuration.sharesConfiguration {
      contacts.emit(.nodeInfoUpdate, NodeInfo.payload(configuration, columns: columns))
    }
    if !isReady {
      isReady = true
      logger.notice("ready", metadata: ["node": "\(contacts.identity?.name ?? "")", "open_runs": "\(found.count)"])
      onReady()
    }
    return works
  }

  /// A server whose database was set back gives numbers again. What bears one of those here is another run, of which
  /// nothing may be told any more.
  /// - Returns: the numbers that are taken up once the other run has ended
  private func replace(by found: [RunKey]) -> Set<RunID> {
    let keys = Dictionary(found.map { ($0.run, $0) }) { first, _ in first }
    let isReplaced = { @Sendable (key: RunKey) in keys[key.run].map { $0 != key } ?? false }
    for (key, ticket) in admissions where isReplaced(key) {
      admissions[key] = nil
      ticket.cancellation.finish()
      giveUp(ticket.assignment)
    }
    for item in queue.remove(where: { isReplaced(services.key($0)) }) { giveUp(item.assignment) }
    for (key, driver) in drivers where isReplaced(key) {
      driver.send(.replaced)
      replaced.insert(key)
    }
    return Set(replaced.map(\.run))
  }

  /// Tells of a run that had no driver yet, which would tell of its end.
  private func giveUp(_ assignment: RunAssignment) {
    log(.refused(RunMachine.replacement), of: assignment.run)
    let run = AuditedRun(assignment, server: configuration.apiAddress)
    services.audit.note(.run(run, .undelivered(reason: RunMachine.replacement)))
  }

  /// Starts what gets a place now.
  func startNext() -> [Work] {
    queue.next().map { item in
      drive(RunDriver(item.assignment, input: item.input, knownUnder: listedUnder, services: services)) { .taken }
    }
  }

  /// A run that was reported, or refused, and that the server has open all the same: it was set back.
  private func settle(_ run: FoundRun) -> Work {
    { [services, logger, inbox] in
      let reason = "This node reported the run before; its server has forgotten that, and the result is gone."
      let report = RunReport.failure(.crashed, reason, at: services.now())
      do throws(ServerTrouble) {
        try await services.server.deliver(run.assignment.run, report)
      } catch {
        logger.notice("not reported again", metadata: ["run": "\(run.assignment.run)", "cause": "\(error.reason)"])
        guard error.isPassing else { return }
        try await services.pause(.seconds(2))
        // Another list says whether the number still means this run.
        inbox.yield(.unsettled(run.key))
      }
    }
  }

  /// Ends runs that somebody does not want any more, wherever they are.
  func end(_ concerns: @escaping @Sendable (RunID) -> Bool) -> [Work] {
    for driver in drivers.values where concerns(driver.assignment.run) { driver.send(.kill) }
    let deciding = admissions.filter { concerns($0.value.assignment.run) }
    for (key, ticket) in deciding {
      admissions[key] = nil
      ticket.cancellation.finish()
    }
    let waiting = queue.remove { concerns($0.run) }.map(\.assignment)
    return (waiting + deciding.values.map(\.assignment)).map { assignment in
      drive(RunDriver(assignment, input: nil, knownUnder: listedUnder, services: services)) {
        .declined(.killed, reason: "The run was ended on request before it started.")
      }
    }
  }

  /// Runs that the server does not have open any more were ended while nobody could say so here. A list that comes in
  /// pages may miss one, so that the server is asked about each.
  private func lookForEnded(open: Set<RunKey>) -> [Work] {
    let own = Array(drivers.keys) + Array(admissions.keys) + queue.keys
    let numbers = Set(own.filter { !open.contains($0) }.map(\.run))
    let left = isReady ? [] : abandoned.subtracting(own.map(\.run)).subtracting(open.map(\.run))
    let held = isReady ? [] : heldRuns.subtracting(open.map(\.run))
    return numbers.union(held).union(left).map { run in
      { [self] in
        do {
          guard try await services.calls.isOver(run) else { return }
          inbox.yield(.over(run))
          services.holds.folder.remove(run)
          if left.contains(run) { try await forget(run) }
        } catch is CancellationError {
          return
        } catch {
          // The next list tells again, or that of the next process of the node.
          logger.warning("can not ask whether a run has ended", metadata: ["run": "\(run)", "cause": "\(error)"])
        }
      }
    }
  }

  /// Gives up a run that never began here and is over: nothing of it is needed any more.
  private nonisolated func forget(_ run: RunID) async throws {
    for entry in try await journal.unfinished() where entry.key.run == run && entry.phase == .accepted {
      guard entry.key.server == configuration.apiAddress else { continue }
      let reason = "It ended before it began, while no node was there."
      try await services.steps.record(.refused(reason: reason), of: entry.assignment, entry.key)
    }
    await clear(run)
  }
}
