import PolderCore
import PolderCrypto

/// With what an input is opened.
enum InputOpening: Sendable {
  /// It is not encrypted.
  case plain
  /// It is in the incumbent's format.
  case hybrid(PrivateKey)
  /// It is an envelope.
  case envelope(EnvelopeSender, EnvelopeExpectation)

  /// What opens it piece by piece.
  var filter: any ByteFilter {
    switch self {
    case .plain: UnencryptedOpener()
    case .hybrid(let key): ClosedHybridOpener(with: key)
    case .envelope(let own, let expectation): EnvelopeOpener(as: own, expecting: expectation)
    }
  }
}
