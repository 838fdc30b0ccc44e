import Logging
import PolderCore

/// What the parts of a node share.
struct NodeServices: Sendable {
  let configuration: NodeConfiguration
  let folders: NodeFolders
  let journal: NodeJournal
  /// The journal, as far as steps of runs are written into it.
  let steps: any StepRecorder
  let audit: NodeAudit
  /// Makes the reports of runs that ended.
  let judge: OutputJudge
  let runtime: any Runtime
  let proxy: any ProxyService
  let server: ServerLink
  let payloads: RunPayloads
  let calls: AgentCalls
  let stores: StoreAsker
  let holds: HoldDesk
  /// Wakes whoever waits for the server to come back.
  let returns: ChangeSignal
  let logger: Logger
  let now: @Sendable () -> Timestamp
  /// Lets time pass; tests let it pass at once.
  let pause: @Sendable (Duration) async throws -> Void
  /// Tells the server an event, if there is a connection.
  let emit: @Sendable (EventName, JSONValue) -> Void
  /// Who the node is, once the server said so.
  let identity: @Sendable () -> NodeIdentity?
  /// Another number whenever the connection was made or lost.
  let connection: @Sendable () -> Int

  /// The key of a run in the journal.
  func key(_ assignment: RunAssignment) -> RunKey { assignment.key(at: configuration.apiAddress) }
}
