import PolderCore
import Testing

/// One request of one caller, and the status that the contract's text demands.
struct Probe {
  let actor: Actor
  let verb: HTTPVerb
  let path: String
  let body: JSONValue?
  let expected: Int

  /// A probe of a kind of caller that the operation takes, or not.
  init(
    _ actor: Actor, _ verb: HTTPVerb, _ path: String, _ body: JSONValue? = nil, kinds: Set<PrincipalKind>,
    granted: Bool, success: Int = 200
  ) {
    self.actor = actor
    self.verb = verb
    self.path = path
    self.body = body
    expected = kinds.contains(actor.kind) ? (granted ? success : 401) : 403
  }

  /// Sends the requests one after the other.
  static func judge(_ probes: [Probe], in house: HandlerHouse) async throws {
    let replies = try await house.calls(probes.map { ($0.verb, $0.path, $0.body, $0.actor.caller) })
    #expect(replies.count == probes.count)
    for (probe, reply) in zip(probes, replies) where reply.status != probe.expected {
      Issue.record(
        """
        \(probe.actor.caller) \(probe.verb.rawValue) \(probe.path): \(reply.status) instead of \(probe.expected) \
        \(reply.message ?? "")
        """)
    }
  }
}
