import Foundation
import Logging
import PolderCore
import PolderRealtime
import PolderTransport

/// Listens to the server, keeps the queue, and lets each run have its driver.
actor NodeAgent {
  typealias Work = @Sendable () async throws -> Void

  let configuration: NodeConfiguration
  let parts: NodeParts
  let journal: NodeJournal
  let contacts = NodeContacts()
  let services: NodeServices
  let tokens: TokenKeeper
  let logger: Logger
  private let columns: [String: [String]]
  private let onReady: @Sendable () -> Void
  private let signals: AsyncStream<AgentSignal>
  nonisolated let inbox: AsyncStream<AgentSignal>.Continuation
  private var queue: RunQueue
  private var drivers: [RunKey: RunDriver] = [:]
  /// Runs that the server has open although the journal says that they were reported.
  private var settled: Set<RunKey> = []
  private var isReady = false

  init(
    _ configuration: NodeConfiguration, _ parts: NodeParts, _ journal: NodeJournal, columns: [String: [String]],
    logger: Logger, onReady: @escaping @Sendable () -> Void
  ) {
    self.configuration = configuration
    self.parts = parts
    self.journal = journal
    self.columns = columns
    self.logger = logger
    self.onReady = onReady
    tokens = NodeTokens.keeper(apiKey: configuration.apiKey, channel: parts.channel, now: parts.now)
    services = NodeServices(
      configuration: configuration, folders: NodeFolders(root: configuration.dataFolder), journal: journal,
      runtime: parts.runtime, proxy: parts.proxy,
      server: ServerLink(channel: parts.channel, tokens: tokens, retries: parts.retries), logger: logger,
      now: parts.now, pause: parts.pause, emit: { [contacts] in contacts.emit($0, $1) },
      identity: { [contacts] in contacts.identity })
    let processors = max(4, ProcessInfo.processInfo.activeProcessorCount)
    queue = RunQueue(limit: configuration.maximumRuns ?? processors)
    (signals, inbox) = AsyncStream.makeStream()
  }

  /// Works until cancelled.
  func run() async throws {
    defer { contacts.use(nil) }
    let left = try await leftovers()
    try await withThrowingDiscardingTaskGroup { group in
      for entry in left { group.addTask(operation: ending(adopt(entry))) }
      group.addTask(operation: ending { try await self.live() })
      for await signal in signals {
        for work in handle(signal) { group.addTask(operation: ending(work)) }
      }
      group.cancelAll()
    }
  }

  /// A failure is the end of the node: the group that it fails does not wake whoever waits for signals.
  private nonisolated func ending(_ work: @escaping Work) -> Work {
    { [inbox] in
      do { try await work() } catch {
        inbox.finish()
        throw error
      }
    }
  }

  /// What an earlier process of the node left behind; folders of runs that were reported go.
  private func leftovers() async throws -> [JournalEntry] {
    let all = try await journal.unfinished()
    let own = all.filter { $0.key.server == configuration.apiAddress && $0.phase > .accepted }
    let jobs = Set(all.compactMap { $0.assignment.job.map { "\($0)" } })
    services.folders.removeOldJobs(keeping: jobs)
    for run in services.folders.runs() where try await journal.isReported(RunID(run)) {
      services.folders.run(run).remove()
    }
    return own
  }

  private func adopt(_ entry: JournalEntry) -> Work {
    queue.occupy(entry.assignment, entry.key)
    return drive(RunDriver(entry.assignment, input: nil, services: services)) { .resumed(entry) }
  }

  private func drive(_ driver: RunDriver, _ first: @escaping @Sendable () async -> RunEvent) -> Work {
    drivers[driver.key] = driver
    return { [inbox] in
      let key = driver.key
      let ending = await driver.run(await first()) { inbox.yield(.released(key)) }
      if let ending { inbox.yield(.ended(key, ending)) }
    }
  }

  private func handle(_ signal: AgentSignal) -> [Work] {
    switch signal {
    case .socket(let event): return handle(event)
    case .listed(let found, let task): return take(found, task)
    case .released(let key):
      queue.release(key)
      return startNext()
    case .ended(let key, let ending):
      drivers[key] = nil
      queue.release(key)
      log(ending, of: key.run)
      return startNext()
    }
  }

  private func log(_ ending: RunEnding, of run: RunID) {
    switch ending {
    case .reported(let status): logger.info("reported", metadata: ["run": "\(run)", "status": "\(status.rawValue)"])
    case .refused(let reason), .superseded(let reason):
      logger.notice("not reported", metadata: ["run": "\(run)", "cause": "\(reason)"])
    }
  }

  private func handle(_ event: SocketEvent) -> [Work] {
    switch event {
    case .connected: logger.info("connected")
    case .disconnected(let reason): logger.warning("connection lost", metadata: ["cause": "\(reason)"])
    case .connectionFailed(let reason, _): logger.warning("no connection", metadata: ["cause": "\(reason)"])
    case .event(let name, let arguments): return handle(EventName(rawValue: name), arguments.first)
    }
    return []
  }

  private func handle(_ event: EventName?, _ payload: JSONValue?) -> [Work] {
    switch event {
    case .sync:
      for driver in drivers.values { driver.send(.serverBack) }
      parts.changes.changed()
      return [list(nil)]
    case .newTask:
      guard let id = payload?["id"]?.integer else { return [] }
      return [list(TaskID(id))]
    case .killContainers: return kill(payload)
    case .statusUpdate, .algorithmStatusChange: parts.changes.changed()
    case .message: logger.debug("message", metadata: ["text": "\(payload?.string?.prefix(500) ?? "")"])
    default: break
    }
    return []
  }

  private func take(_ found: [FoundRun], _ task: TaskID?) -> [Work] {
    var works: [Work] = []
    for run in found where drivers[run.key] == nil && !queue.knows(run.key) {
      switch run.entry?.phase {
      case nil, .accepted: queue.add(.init(assignment: run.assignment, input: run.input, key: run.key))
      case .starting, .started, .judged: works += run.entry.map { [adopt($0)] } ?? []
      case .delivered, .refused:
        if settled.insert(run.key).inserted { works.append(settle(run)) }
      }
    }
    works += startNext()
    guard task == nil else { return works }
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

  private func startNext() -> [Work] {
    queue.next().map { item in
      let driver = RunDriver(item.assignment, input: item.input, services: services)
      return drive(driver) { await self.decide(item) }
    }
  }

  /// A run that was reported, or refused, and that the server has open all the same: it was set back.
  private func settle(_ run: FoundRun) -> Work {
    { [services, logger] in
      let reason = "This node reported the run before; its server has forgotten that, and the result is gone."
      do throws(ServerTrouble) {
        try await services.server.deliver(run.assignment.run, .failure(.crashed, reason, at: services.now()))
      } catch {
        logger.notice("not reported again", metadata: ["run": "\(run.assignment.run)", "cause": "\(error.reason)"])
      }
    }
  }

  private func kill(_ payload: JSONValue?) -> [Work] {
    guard let identity = contacts.identity, let payload,
      // A payload that can not be read is no order.
      let order = try? JSONValueDecoder.decode(EventPayload.KillContainers.self, from: payload),
      order.collaborationID == identity.collaboration, order.nodeID == nil || order.nodeID == identity.node
    else { return [] }
    let entries = order.killList ?? []
    let named = Set(entries.filter { $0.organizationID == identity.organization }.map(\.runID))
    let concerns = { @Sendable (run: RunID) in entries.isEmpty || named.contains(run) }
    for driver in drivers.values where concerns(driver.assignment.run) { driver.send(.kill) }
    return queue.remove { concerns($0.run) }.map { item in
      let driver = RunDriver(item.assignment, input: item.input, services: services)
      return drive(driver) { .declined(.killed, reason: "The run was ended on request before it started.") }
    }
  }
}
