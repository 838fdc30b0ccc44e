import Foundation
import PolderCore
public import PolderService

extension ServerSettings {
  /// Reads a server's YAML file, the incumbent's or one of Polder.
  /// - Parameters:
  ///   - configuration: the file
  ///   - environment: variables of the process: `VANTAGE6_DB_URI`, and those for the password of the first user
  ///   - dataFolder: where relative paths of the database begin, unless the file says so under `directories.data`
  /// - Throws: `PolderError` that names the key and its line
  public init(_ configuration: Configuration, environment: [String: String], dataFolder: String) throws {
    self.init()
    host = try configuration.string("ip") ?? "127.0.0.1"
    port = try configuration.int("port", in: 0...65_535) ?? 7601
    prefix = try configuration.string("api_path") ?? "/api"
    databaseURI = try environment["VANTAGE6_DB_URI"] ?? configuration.requiredString("uri", "the database")
    self.dataFolder = try configuration.string("directories.data") ?? dataFolder
    tokenSecret = try configuration.string("jwt_secret_key")
    if configuration.has("cors_allowed_origins") { origins = try configuration.strings("cors_allowed_origins") }
    loginPolicy = try LoginPolicy(try configuration.section("password_policy"))
    try takeOperation(configuration)
    auditsReads = try configuration.bool("audit.reads") ?? auditsReads
    rootPassword = try RootPassword(environment: environment)
    var warnings = configuration.unknownKeys(known: Self.knownKeys)
    lifetimes = TokenLifetimes(configuration) { warnings.append($0) }
    secondFactor = SecondFactorPolicy(
      isRequired: try configuration.bool("two_factor_auth") ?? false,
      serverName: try configuration.string("server_name") ?? SecondFactorPolicy().serverName)
    try readMail(configuration, &warnings)
    try readStores(configuration)
    try readLargeData(configuration, environment)
    try readVPN(configuration, &warnings)
    try readPasswordCost(environment, &warnings)
    if configuration.has("rabbitmq") {
      warnings.append("The key `rabbitmq` has no effect: this version has no message queue.")
    }
    self.warnings = warnings
  }

  static let knownKeys = incumbentKeys + ownKeys + mailKeys + storeKeys + vpnKeys

  private static let ownKeys = [
    "audit.reads", "tls.certificate", "tls.private_key", "trusted_proxies", "limits.body_bytes",
    "limits.login_attempts_per_minute", "limits.shutdown_seconds", "max_data_in_database_mb",
  ]

  private static let incumbentKeys = [
    "description", "ip", "port", "uri", "allow_drop_all", "logging.*", "api_path", "server_name", "server_url",
    "jwt_secret_key", "two_factor_auth", "token_expires_hours", "refresh_token_expires_hours",
    "support_email", "password_policy.max_failed_attempts", "password_policy.inactivation_minutes",
    "password_policy.between_user_emails_minutes", "cors_allowed_origins", "runs_data_cleanup_days",
    "runs_data_cleanup_include_input", "rabbitmq.*", "large_result_store.*", "prometheus.*",
    "prometheus_port", "images.*", "ui.*", "dev.*", "debug.*", "directories.*", "algorithm_stores",
  ]
}
