public import Logging
public import PolderCore
public import PolderTransport

/// Serves each run on a Unix socket of its own.
public actor NodeProxy: ProxyService {
  private let upstream: any HTTPCaller
  private let changes: ChangeSignal
  private let logger: Logger
  private var sockets: [RunID: ProxySocketServer] = [:]

  /// A proxy.
  /// - Parameters:
  ///   - upstream: leads to the prefix of the server's API
  ///   - changes: wakes held polls
  ///   - logger: tells about requests that were refused
  public init(upstream: any HTTPCaller, changes: ChangeSignal, logger: Logger) {
    self.upstream = upstream
    self.changes = changes
    self.logger = logger
  }

  /// Opens the socket of a run, or opens it anew.
  public func register(_ registration: ProxyRegistration) async throws -> ProxySocket {
    await unregister(registration.run)
    let socket = ProxySocket(folder: registration.folder, name: ProxySocket.usualName)
    let handler = ProxyHandler(registration: registration, upstream: upstream, changes: changes)
    var logger = logger
    logger[metadataKey: "run"] = "\(registration.run)"
    let server = try await ProxySocketServer(socket, handler: handler, logger: logger)
    // Another registration of the same run may have come in between.
    if let other = sockets.updateValue(server, forKey: registration.run) { await other.close() }
    return socket
  }

  /// Closes the socket of a run.
  public func unregister(_ run: RunID) async {
    if let socket = sockets.removeValue(forKey: run) { await socket.close() }
  }

  /// Closes all sockets.
  public func shutdown() async {
    let all = sockets.values
    sockets = [:]
    for socket in all { await socket.close() }
  }
}
