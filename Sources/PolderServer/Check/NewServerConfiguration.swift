import PolderCore

/// A server's configuration as `polder server new` writes it: a YAML file that the incumbent takes too.
public struct NewServerConfiguration: Sendable {
  /// What it is for, for people.
  public var description = ""
  /// The address to listen at.
  public var ip = "0.0.0.0"
  /// The port to listen at.
  public var port = 7601
  /// The database.
  public var uri = "sqlite:///default.sqlite"
  /// What stands before every path.
  public var apiPath = "/api"
  /// The address under which users reach it; nil for this machine's.
  public var serverURL: String?
  /// The least level that is logged.
  public var logLevel = "INFO"
  /// The name of the log's file.
  public var logFile = "server.log"
  /// The secret of tokens; nil to have the server make one.
  public var secret: String?
  /// Whether everybody needs a second factor.
  public var twoFactor = false
  /// The files of the certificate.
  public var certificate: String?
  /// The private key of the certificate.
  public var privateKey: String?
  /// The port for Prometheus; nil for none.
  public var metricsPort: Int?

  /// The incumbent's defaults.
  public init() {}

  /// 32 bytes of the system's generator for cryptography, as hexadecimal digits.
  public static func makeSecret() -> String { ServerSecrets.random() }

  /// The file's text.
  public var yaml: String {
    var lines = [
      "# A server's configuration. `polder server check` says what is wrong with it.",
      "description: \(quoted(description))",
      "ip: \(quoted(ip))",
      "port: \(port)",
      "api_path: \(quoted(apiPath))",
      "server_url: \(quoted(serverURL ?? "\(certificate == nil ? "http" : "https")://localhost:\(port)\(apiPath)"))",
      "uri: \(quoted(uri))",
      "allow_drop_all: false",
    ]
    if let secret { lines.append("jwt_secret_key: \(quoted(secret))") }
    if twoFactor { lines.append("two_factor_auth: true") }
    if let certificate, let privateKey {
      lines += ["tls:", "  certificate: \(quoted(certificate))", "  private_key: \(quoted(privateKey))"]
    }
    if let metricsPort { lines += ["prometheus:", "  enabled: true", "  exporter_port: \(metricsPort)"] }
    lines += [
      "logging:",
      "  level: \(logLevel)",
      "  file: \(quoted(logFile))",
      "  use_console: true",
      "  backup_count: 5",
      "  max_size: 1024",
      "  format: \"%(asctime)s - %(name)-14s - %(levelname)-8s - %(message)s\"",
      "  datefmt: \"%Y-%m-%d %H:%M:%S\"",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text of JSON is one of YAML too.
  private func quoted(_ text: String) -> String { JSONValue.string(text).text }
}
