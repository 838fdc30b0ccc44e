import PolderCore
import PolderTransport

/// The store that is chosen whenever it is asked for something.
struct ChosenStore: Sendable {
  let session: Session
  /// The address under which stores know the server.
  let serverURL: String

  var caller: OperationCaller {
    get throws { try session.storeCaller(serverURL: serverURL) }
  }
}
