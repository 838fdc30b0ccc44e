import PolderCore
import PolderCrypto

/// With what an input or a result is opened.
enum PayloadOpening: Sendable {
  /// It is not encrypted.
  case plain
  /// It is in the format of the Python client.
  case hybrid(PrivateKey)
  /// It is an envelope.
  case envelope(EnvelopeSender, EnvelopeExpectation)

  /// What opens it piece by piece.
  var filter: any ByteFilter {
    switch self {
    case .plain: UnencryptedOpener()
    case .hybrid(let key): HybridOpener(with: key)
    case .envelope(let own, let expectation): EnvelopeOpener(as: own, expecting: expectation)
    }
  }
}
