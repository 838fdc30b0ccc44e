import PolderCore
import PolderCrypto

extension EncryptionSetup {
  /// How inputs for organizations are sealed: in an envelope when all can read it, else in the format of the Python
  /// client, unless the rule forbids that.
  func sealing(for keys: [PinnedKey], context: EnvelopeContext) throws(PolderError) -> InputSealing {
    switch try EncryptionDecision.format(rule, for: keys) {
    case .hybrid: .hybrid(Dictionary(keys.map { ($0.organization, $0.key) }, uniquingKeysWith: { first, _ in first }))
    case .envelope: .envelope(sender, keys.map { EnvelopeParty($0) }, TaskNonce(), context)
    }
  }
}
