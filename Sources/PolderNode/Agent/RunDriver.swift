import Logging
import PolderCore

/// Does what the machine of one run asks for, and tells it what came of it.
actor RunDriver {
  let assignment: RunAssignment
  let key: RunKey
  let services: NodeServices
  let folders: RunFolders
  let logger: Logger
  let input: OpenedInput?
  private let events: AsyncStream<RunEvent>
  private let inbox: AsyncStream<RunEvent>.Continuation
  var order: RunOrder?
  var warnings: [String] = []
  /// Nothing of the run is needed any more.
  private(set) var isOver = false
  /// The last report that the audit log was told of.
  var audited: (report: RunReport, leaving: ReportLeaving)?
  /// The connection under which the server was known to mean this run by its number.
  var knownUnder: Int?

  /// A driver at rest.
  /// - Parameters:
  ///   - assignment: the run
  ///   - input: its input as the algorithm gets it; nil when an earlier process of the node has started it, and for a run
  ///     that is not executed
  ///   - connection: the one under which the server was known to mean this run by its number; nil for none
  ///   - services: what the parts of the node share
  init(_ assignment: RunAssignment, input: OpenedInput?, knownUnder connection: Int?, services: NodeServices) {
    self.assignment = assignment
    self.input = input
    self.services = services
    key = services.key(assignment)
    folders = services.folders.run(assignment.run.rawValue)
    knownUnder = connection
    var logger = services.logger
    logger[metadataKey: "run"] = "\(assignment.run)"
    logger[metadataKey: "task"] = "\(assignment.task)"
    self.logger = logger
    (events, inbox) = AsyncStream.makeStream()
  }

  /// Tells what happened from outside.
  nonisolated func send(_ event: RunEvent) { inbox.yield(event) }

  /// Brings the run to its end.
  /// - Parameters:
  ///   - first: how it begins
  ///   - release: called once no process of the run lives any more
  /// - Returns: how it went, or nil when cancelled before the end: its algorithm then goes on under its supervisor
  func run(_ first: RunEvent, release: @Sendable () -> Void) async -> RunEnding? {
    var machine = RunMachine(restartsProvenDead: services.configuration.restartsProvenDead)
    let (steps, recorder) = AsyncStream<JournalStep>.makeStream()
    inbox.yield(first)
    return await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.record(steps) }
      var ending: RunEnding?
      for await event in events {
        for action in machine.handle(event, now: services.now()) {
          switch action {
          case .record(let step):
            recorder.yield(step)
            noteEnd(step)
          case .release: release()
          case .cleanUp: await cleanUp()
          case .finish(let how):
            ending = how
            // What was never written down was never told either.
            if case .refused(let reason) = how, !isOver { note(.undelivered(reason: reason)) }
          default: group.addTask { await self.perform(action) }
          }
        }
        if ending != nil { break }
      }
      recorder.finish()
      group.cancelAll()
      return ending
    }
  }

  /// Writes steps down one after the other, however long the disk takes.
  private func record(_ steps: AsyncStream<JournalStep>) async {
    for await step in steps {
      var backOff = BackOff()
      while !Task.isCancelled {
        do {
          try await services.steps.record(step, of: assignment, key)
          send(.done(.record(step.phase)))
          break
        } catch let error as PolderError {
          return send(.broken(.record(step.phase), .unknownError, reason: error.message))
        } catch {
          logger.error("the journal can not be written", metadata: ["cause": "\(error)"])
          // Cancelled: the loop ends.
          try? await services.pause(backOff.next())
        }
      }
    }
  }

  private func perform(_ action: RunAction) async {
    switch action {
    case .claim(let moment):
      await call(.claim) { server throws(ServerTrouble) in
        try await server.claim(assignment.run, startedAt: moment)
      }
    case .askToken: await askToken()
    case .announce: await announce()
    case .deliver(let report): await deliver(report)
    case .prepare(let token): await prepare(token: token, input: input)
    case .prepareAgain(let token): await prepareAgain(token: token)
    case .adopt(let token): await adopt(token: token)
    case .start: await start()
    case .wait: await wait()
    case .kill: await kill()
    case .judge(let exit): await judge(exit)
    case .tell(let status): tell(status)
    case .later(let step, let pause):
      logger.warning("trying again later", metadata: ["step": "\(step)", "in": "\(pause)"])
      // Cancelled: nobody waits for the timer any more.
      try? await services.pause(pause)
      send(.timer(step))
    case .record, .release, .cleanUp, .finish: break
    }
  }

  private func call(
    _ step: RunStep, _ body: (ServerLink) async throws(ServerTrouble) -> Void
  ) async {
    do {
      try await body(services.server)
      send(.done(step))
    } catch {
      send(.failed(step, error))
    }
  }

  private func askToken() async {
    do {
      send(.gotToken(try await services.server.token(task: assignment.task, image: assignment.image)))
    } catch {
      send(.failed(.token, error))
    }
  }

  private func announce() async {
    await call(.announce) { server throws(ServerTrouble) in
      try await server.announce(assignment.run, .active)
      tell(.active)
    }
  }

  private func start() async {
    guard let order else { return send(.broken(.start, .startFailed, reason: "The run was not prepared.")) }
    do {
      // Cancelling in the middle would leave open whether something runs.
      try await Task { [runtime = services.runtime] in try await runtime.start(order) }.value
      logger.info("the algorithm runs", metadata: ["image": "\(assignment.image)"])
      note(.started)
      send(.done(.start))
    } catch {
      send(.broken(.start, .startFailed, reason: Self.words(error)))
    }
  }

  private func wait() async {
    let (forwarding, reaching) = (Task { await self.forwardLog() }, Task { await self.tellPorts() })
    let event = await waitForEnd()
    forwarding.cancel()
    reaching.cancel()
    // A port that is told after the run has ended would stay at the server.
    await reaching.value
    if let event { send(event) }
  }

  private func waitForEnd() async -> RunEvent? {
    var backOff = BackOff()
    while true {
      do {
        return .exited(try await services.runtime.wait(handle))
      } catch is CancellationError {
        // The node stops; the run goes on.
        return nil
      } catch {
        let reason = Self.words(error)
        guard (error as? PolderError)?.isPassing == true || backOff.failures < Self.waits else {
          await endLost()
          return .broken(.wait, .crashed, reason: "The node lost the run: \(reason)")
        }
        logger.warning("it can not be seen yet how a run stands", metadata: ["cause": "\(reason)"])
        // Cancelled: the node stops, and the next one waits.
        guard (try? await services.pause(backOff.next())) != nil else { return nil }
      }
    }
  }

  /// How often it is waited anew for a run of which nothing can be seen, before it is given up.
  private static let waits = 3

  private func kill() async {
    logger.notice("ending the algorithm on request")
    note(.killed)
    var backOff = BackOff()
    // Cancelled: it has ended, or the node stops.
    while !Task.isCancelled {
      do {
        try await services.runtime.kill(handle)
        return send(.done(.kill))
      } catch {
        logger.error("the algorithm can not be ended yet", metadata: ["cause": "\(error)"])
        try? await services.pause(backOff.next())
      }
    }
  }

  private func cleanUp() async {
    isOver = true
    await services.proxy.unregister(assignment.run)
    // Not cut short by an end of the node: what is begun here is finished.
    await Task { [services, handle, folders] in
      if await services.runtime.remove(handle) { folders.remove() }
    }.value
  }

  static func words(_ error: any Error) -> String {
    guard let error = error as? PolderError else { return "\(error)" }
    return error.nextStep.map { "\(error.message) \($0)" } ?? error.message
  }
}
