package import PolderCore

extension NonceLedger {
  /// A ledger as a database keeps it: all senders by name, and the inputs of those that are looked at.
  /// - Parameters:
  ///   - floors: the senders, each with the moment until which everything counts as seen
  ///   - records: what is remembered of one of them
  ///   - organization: which one
  package init(floors: [OrganizationID: Timestamp?], records: [NonceRecord], of organization: OrganizationID) {
    self.init()
    for (sender, floor) in floors { senders[sender] = Sender(floor: floor) }
    let entries = records.map { ($0.nonce, Entry(run: $0.run, created: $0.created)) }
    guard !entries.isEmpty else { return }
    senders[organization, default: Sender()].entries = Dictionary(entries) { first, _ in first }
  }

  /// What is remembered of a sender.
  package func records(of organization: OrganizationID) -> Set<NonceRecord> {
    let entries = senders[organization]?.entries ?? [:]
    return Set(entries.map { NonceRecord(nonce: $0.key, run: $0.value.run, created: $0.value.created) })
  }

  /// Until when everything of a sender counts as seen.
  package func floor(of organization: OrganizationID) -> Timestamp? { senders[organization]?.floor }
}
