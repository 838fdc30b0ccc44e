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
  let columns: [String: [String]]
  let onReady: @Sendable () -> Void
  private let signals: AsyncStream<AgentSignal>
  nonisolated let inbox: AsyncStream<AgentSignal>.Continuation
  /// Runs of which it is found out whether they are taken up.
  var admissions: [RunKey: AdmissionTicket] = [:]
  var admitted = 0
  var queue: RunQueue
  var drivers: [RunKey: RunDriver] = [:]
  /// Runs that the server has open although the journal says that they were reported.
  var settled: Set<RunKey> = []
  /// Runs that end because their server has given their number to others, which wait for that.
  var replaced: Set<RunKey> = []
  var isReady = false
  /// The connection of the newest list of all open runs that was gone through; nil before the first.
  var listedUnder: Int?
  /// Runs of earlier processes of which something is left although the journal does not say that they go on here.
  var abandoned: Set<RunID> = []

  init(
    _ configuration: NodeConfiguration, _ parts: NodeParts, _ journal: NodeJournal, _ audit: NodeAudit,
    keys: NodeKeys?, columns: [String: [String]], logger: Logger, onReady: @escaping @Sendable () -> Void
  ) {
    self.configuration = configuration
    self.parts = parts
    self.journal = journal
    self.columns = columns
    self.logger = logger
    self.onReady = onReady
    tokens = NodeTokens.keeper(apiKey: configuration.apiKey, channel: parts.channel, now: parts.now)
    let folders = NodeFolders(root: configuration.dataFolder)
    let server = ServerLink(channel: parts.channel, tokens: tokens, retries: parts.retries)
    let identity = { @Sendable [contacts] in contacts.identity }
    services = NodeServices(
      configuration: configuration, folders: folders, journal: journal,
      steps: parts.makeRecorder(journal), audit: audit,
      judge: OutputJudge(configuration, read: parts.readsOutput), runtime: parts.runtime, proxy: parts.proxy,
      server: server,
      payloads: RunPayloads(
        keys: keys, server: server, journal: journal, folders: folders, address: configuration.apiAddress,
        logger: logger, now: parts.now, audit: KeyAudit { audit.note($0) }),
      calls: AgentCalls(channel: parts.channel, tokens: tokens, retries: parts.retries),
      stores: StoreAsker(configuration, tokens, parts.makeStoreChannel),
      holds: HoldDesk(HoldFolder(of: configuration), logger: logger), returns: ChangeSignal(), logger: logger,
      now: parts.now, pause: parts.pause, emit: { [contacts] in contacts.emit($0, $1) }, identity: identity,
      connection: { [contacts] in contacts.connection })
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

  /// Removes the folders of a run that is over; those of one that may be alive stay.
  nonisolated func clear(_ run: RunID) async {
    let folders = services.folders.run(run.rawValue)
    // Not cut short by an end of the node: what is begun here is finished.
    await Task { [services] in
      let handle = RuntimeHandle(run: run, folder: folders.supervisor)
      if await services.runtime.remove(handle) { folders.remove() }
    }.value
  }

  /// What an earlier process of the node left behind; folders of runs that were reported go, those of runs that never began
  /// as soon as the server says that they are over.
  private func leftovers() async throws -> [JournalEntry] {
    let all = try await journal.unfinished()
    let own = all.filter { $0.key.server == configuration.apiAddress && $0.phase > .accepted }
    let jobs = Set(all.compactMap { $0.assignment.job.map { "\($0)" } })
    services.folders.removeOldJobs(keeping: jobs)
    services.folders.removeSpooledInputs()
    var left = Set(all.filter { $0.key.server == configuration.apiAddress }.map(\.key.run))
    for run in services.folders.runs().map({ RunID($0) }) {
      if try await journal.isReported(run) { await clear(run) } else { left.insert(run) }
    }
    // Also one of another server may still have a result here.
    abandoned = left.subtracting(all.filter { $0.phase > .accepted }.map(\.key.run))
    return own
  }
}
