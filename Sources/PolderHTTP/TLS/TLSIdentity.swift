import NIOSSL
public import PolderCore
import Synchronization

/// The certificate that a server shows: read from files, and read anew while the server runs. Connections that are there
/// keep the one that they began with.
public final class TLSIdentity: Sendable {
  /// The files.
  public let files: TLSFiles
  private let loaded: Mutex<TLSFiles.Loaded>

  /// Reads the files.
  public init(_ files: TLSFiles, at moment: Timestamp) throws {
    self.files = files
    loaded = Mutex(try files.load(at: moment))
  }

  /// Until when the certificate is good.
  public var notAfter: Timestamp { loaded.withLock { $0.notAfter } }

  /// Reads the files anew; when they can not be used the former certificate stays, and the error is thrown.
  public func reload(at moment: Timestamp) throws {
    let fresh = try files.load(at: moment)
    loaded.withLock { $0 = fresh }
  }

  /// What decrypts a new connection.
  func handler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: loaded.withLock { $0.context }) }
}
