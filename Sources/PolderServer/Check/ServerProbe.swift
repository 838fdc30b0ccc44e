import PolderCore
import PolderTransport

/// Asks a server that runs somewhere which version it is.
public enum ServerProbe {
  /// The versions that a server tells: that of the contract and, where it is Polder, its own; nil when nobody answers.
  public static func version(_ settings: ServerSettings) async -> (contract: String, polder: String?)? {
    var host = ["0.0.0.0", "::"].contains(settings.host) ? "127.0.0.1" : settings.host
    if host.contains(":") { host = "[\(host)]" }
    let scheme = settings.isSecure ? "https" : "http"
    let base = "\(scheme)://\(host):\(settings.port)\(settings.prefix.hasPrefix("/") ? settings.prefix : "")"
    let pool = HTTPPool.toThisMachine()
    guard let channel = try? HTTPChannel(base: base, pool: pool, timeout: .seconds(3), maximumReplyBytes: 1 << 16)
    else {
      return nil
    }
    // Whoever does not answer, or with something else, is no server that runs.
    let reply = try? await OperationCaller(channel: channel, retries: .never).call(GetVersion.self)
    await channel.shutdown()
    return reply.map { ($0.version, $0.polder) }
  }
}
