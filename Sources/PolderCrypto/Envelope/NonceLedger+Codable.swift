import PolderCore

extension NonceLedger: Codable {
  private enum CodingKeys: String, CodingKey {
    case version
    case senders
  }

  private struct StoredSender: Codable {
    let organization: OrganizationID
    let floor: Timestamp?
    let entries: [StoredEntry]
  }

  private struct StoredEntry: Codable {
    let nonce: TaskNonce
    let run: RunID
    let created: Timestamp
  }

  /// Reads what `encode(to:)` wrote.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .version)
    let stored = try container.decode([StoredSender].self, forKey: .senders)
    guard version == 1, stored.count <= Self.maximumSenders, stored.allSatisfy({ $0.entries.count <= Self.limit })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container, debugDescription: "Not a ledger of nonces of version 1.")
    }
    self.init()
    for one in stored {
      let entries = one.entries.map { ($0.nonce, Entry(run: $0.run, created: $0.created)) }
      senders[one.organization] = Sender(entries: Dictionary(entries) { first, _ in first }, floor: one.floor)
    }
  }

  /// Writes the entries in the order of their senders and ages.
  public func encode(to encoder: any Encoder) throws {
    let stored = senders.sorted { $0.key < $1.key }.map { organization, sender in
      let entries = sender.entries.map { StoredEntry(nonce: $0.key, run: $0.value.run, created: $0.value.created) }
      return StoredSender(
        organization: organization, floor: sender.floor,
        entries: entries.sorted { ($0.created, $0.nonce.description) < ($1.created, $1.nonce.description) })
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(1, forKey: .version)
    try container.encode(stored, forKey: .senders)
  }
}
