/// How far a supervisor came, as it wrote it down.
struct ShimState: Sendable {
  enum Phase: String, Sendable { case starting, started, exited }

  static let title = "polder-state 1"
  /// Marks an end that the node wrote, because no supervisor had come.
  static let tombstoneKey = "tombstone"

  let phase: Phase
  /// The start of the machine that it ran on; nil in an end that the node wrote.
  let boot: String?
  let mechanism: String?
  /// Why it ended, in the shim's words.
  let reason: String?
  let code: Int32?
  let signal: Int32?
  let error: String?
  let isTombstone: Bool

  /// Nil when the text is no whole state.
  init?(_ text: String) {
    guard let state = ShimText(text, title: Self.title), let phase = state["phase"].flatMap(Phase.init) else {
      return nil
    }
    self.phase = phase
    boot = state["boot"]
    mechanism = state["mechanism"]
    reason = state["reason"]
    code = state["code"].flatMap { Int32($0) }
    signal = state["signal"].flatMap { Int32($0) }
    error = state["error"]
    isTombstone = state[Self.tombstoneKey] == "yes"
  }
}
