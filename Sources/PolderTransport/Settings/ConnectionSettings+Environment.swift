public import PolderCore

extension ConnectionSettings {
  /// The settings that variables of the environment name, as Python programs read them.
  ///
  /// `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` for what neither names, and `NO_PROXY`, each also in lower case, which
  /// comes first, and is nothing where it is empty; `REQUESTS_CA_BUNDLE`, `CURL_CA_BUNDLE` or `SSL_CERT_FILE`, the first
  /// of them, name the certificates that are trusted in place of the system's.
  /// - Parameter environment: the variables by name
  /// - Throws: `PolderError` `transport-bad-settings`, which names the variable
  public init(environment: [String: String]) throws(PolderError) {
    self.init()
    let other = try Self.proxy("ALL_PROXY", in: environment)
    secureProxy = try Self.isSet("HTTPS_PROXY", in: environment) ? Self.proxy("HTTPS_PROXY", in: environment) : other
    plainProxy = try Self.isSet("HTTP_PROXY", in: environment) ? Self.proxy("HTTP_PROXY", in: environment) : other
    if let hosts = Self.value("NO_PROXY", in: environment) { bypass = ProxyBypass(text: hosts) }
    for name in ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"] {
      guard let file = environment[name], !file.isEmpty else { continue }
      trust = .only(files: [file])
      // Looked at here, so that the error can name the variable.
      do { _ = try trust.certificates() } catch {
        throw PolderError(
          .transportBadSettings, "\(name) names a file whose certificates can not be used. \(error.message)",
          object: error.object, nextStep: error.nextStep, cause: error.cause)
      }
      break
    }
  }

  private static func proxy(_ name: String, in environment: [String: String]) throws(PolderError) -> ProxyAddress? {
    guard let text = value(name, in: environment) else { return nil }
    do { return try ProxyAddress(text) } catch {
      throw PolderError(
        .transportBadSettings, "\(name) can not be used: \(error.message)", object: error.object,
        nextStep: error.nextStep)
    }
  }

  /// The value that holds; nil where there is none, or an empty one.
  private static func value(_ name: String, in environment: [String: String]) -> String? {
    let text = environment[name.lowercased()] ?? environment[name] ?? ""
    return text.isEmpty ? nil : text
  }

  private static func isSet(_ name: String, in environment: [String: String]) -> Bool {
    environment[name.lowercased()] != nil || environment[name] != nil
  }
}
