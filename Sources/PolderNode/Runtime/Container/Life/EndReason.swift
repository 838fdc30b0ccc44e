/// Why the node ends a run by force.
enum EndReason: String, Sendable, Hashable, CaseIterable {
  case killed, wall, cpu
}
