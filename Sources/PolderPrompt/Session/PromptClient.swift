public import PolderClient
import PolderTransport

/// Makes the client for a profile.
public enum PromptClient {
  /// A client that nobody has logged in with yet.
  /// - Parameters:
  ///   - profile: the profile
  ///   - environment: the environment, whose variables for proxies and certificates hold where the profile has none
  ///   - timeout: how long a connection may take to come about; nil means ten seconds
  /// - Returns: the client
  /// - Throws: `PolderError` when the address, the proxy or the certificates can not be used
  public static func make(
    for profile: Profile, environment: PromptEnvironment, timeout: Duration? = nil
  ) throws -> UserClient {
    var settings = try ConnectionSettings(environment: environment.variables)
    if let proxy = profile.proxy {
      let address = try ProxyAddress(proxy)
      (settings.secureProxy, settings.plainProxy) = (address, address)
    }
    if let file = profile.caFile { settings.trust = .system(andFiles: [file]) }
    if let timeout { settings.connectTimeout = timeout }
    return try UserClient(server: profile.server, apiPath: profile.apiPath, pool: try HTTPPool(settings))
  }
}
