import PolderCore

/// How mails leave, from the section `smtp` of a configuration.
public struct MailSettings: Sendable, Hashable {
  /// What protects the connection.
  public enum Security: String, Sendable, Hashable {
    /// Nothing: for a mail server on the same machine.
    case none
    /// TLS from STARTTLS on; without it nothing is sent.
    case startTLS
    /// TLS from the first byte.
    case tls
  }

  /// The mail server.
  public var host: String
  /// Its port.
  public var port: Int
  /// What protects the connection.
  public var security: Security
  /// The name to log in with; used together with a password only.
  public var username: String?
  /// The password to log in with.
  public var password: String?
  /// The address that mails come from.
  public var sender: String
  /// Whether the server has to prove with a certificate who it is.
  public var verifiesCertificate: Bool
  /// A file with certificates (PEM) of authorities to trust; nil for the system's.
  public var authorities: String?

  /// Settings; by default those of the contract.
  public init(
    host: String = "localhost", port: Int = 1025, security: Security = .startTLS, username: String? = nil,
    password: String? = nil, sender: String = "noreply@vantage6.ai", verifiesCertificate: Bool = true,
    authorities: String? = nil
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.username = username
    self.password = password
    self.sender = sender
    self.verifiesCertificate = verifiesCertificate
    self.authorities = authorities
  }

  /// The keys that are read, for the check of a configuration; `email_token_validity_minutes` is the server's.
  public static let keys = [
    "server", "port", "username", "password", "MAIL_USE_TLS", "MAIL_USE_SSL", "email_from", "verify_certificate",
    "ca_file",
  ]

  /// Reads the section `smtp`.
  public init(_ section: Configuration) throws {
    self.init()
    host = try section.string("server") ?? host
    guard Self.isHost(host) else { throw section.invalid("server", "the name or address of a mail server") }
    port = try section.int("port", in: 1...65_535) ?? port
    username = try section.string("username")
    password = try section.string("password")
    sender = try section.string("email_from") ?? sender
    guard MailMessage.isAddress(sender) else { throw section.invalid("email_from", "an e-mail address") }
    if try section.bool("MAIL_USE_SSL") == true {
      security = .tls
    } else if try section.bool("MAIL_USE_TLS") == false {
      security = .none
    }
    verifiesCertificate = try section.bool("verify_certificate") ?? true
    authorities = try section.string("ca_file")
  }

  /// What to warn of.
  public var warnings: [String] {
    var warnings: [String] = []
    let isHere = ["localhost", "127.0.0.1", "::1"].contains(host)
    if security == .none, !isHere {
      warnings.append("Mails go to \(host) without TLS, and so does the password of the mail account, if any.")
    }
    if security != .none, !verifiesCertificate {
      warnings.append("The certificate of the mail server \(host) is not verified (`smtp.verify_certificate`).")
    }
    return warnings
  }

  private static func isHost(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 255
      && text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || ".-:_[]".utf8.contains(byte)
      }
  }
}
