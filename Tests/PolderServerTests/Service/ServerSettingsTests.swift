import PolderCore
import PolderServer
import PolderService
import Testing

struct ServerSettingsTests {
  private func settings(_ text: String, _ environment: [String: String] = [:]) throws -> ServerSettings {
    try ServerSettings(
      try Configuration(text: text, source: "server.yaml"), environment: environment, dataFolder: "/data")
  }

  @Test("a file of the incumbent is read")
  func incumbent() throws {
    let settings = try settings(
      """
      description: Test
      ip: 0.0.0.0
      port: 5070
      api_path: /v4
      uri: sqlite:///default.sqlite
      allow_drop_all: false
      jwt_secret_key: 8a6d3b9e-1f0c-4c5e-9d56-2f1f3cbb7a10
      token_expires_hours: 2
      password_policy: {max_failed_attempts: 3, inactivation_minutes: 1}
      cors_allowed_origins: [https://a.example, https://b.example]
      logging: {level: INFO, use_console: true, file: x.log, max_size: 1024, backup_count: 5, format: x, datefmt: y}
      """)
    #expect(settings.host == "0.0.0.0" && settings.port == 5070 && settings.prefix == "/v4")
    #expect(settings.databaseURI == "sqlite:///default.sqlite" && settings.dataFolder == "/data")
    #expect(settings.lifetimes.access == .seconds(7_200) && settings.loginPolicy.failures == 3)
    #expect(settings.origins == ["https://a.example", "https://b.example"] && settings.warnings == [])
    #expect(settings.tokenSecret == "8a6d3b9e-1f0c-4c5e-9d56-2f1f3cbb7a10")
  }

  @Test("the variable VANTAGE6_DB_URI wins over the file")
  func environment() throws {
    let settings = try settings("uri: sqlite:///a", ["VANTAGE6_DB_URI": "sqlite:////b"])
    #expect(settings.databaseURI == "sqlite:////b" && settings.host == "127.0.0.1" && settings.port == 7601)
  }

  @Test("unknown keys, and keys of parts that are not here, are told")
  func warnings() throws {
    let warnings = try settings("uri: sqlite:///a\nporrt: 1\nrabbitmq: {uri: x}").warnings
    #expect(warnings.count == 2)
    #expect(warnings.contains { $0.contains("`porrt`") && $0.contains("`port`") })
    #expect(warnings.contains { $0.contains("`rabbitmq` has no effect") })
  }

  @Test(
    "what can not be is an error that names the key",
    arguments: [
      ("port: 70000\nuri: x", "service-configuration-invalid"), ("ip: 1.2.3.4", "service-configuration-missing"),
      ("uri: sqlite:///a\nsmtp: {port: 0}", "service-configuration-invalid"),
    ])
  func errors(text: String, code: String) {
    let error = #expect(throws: PolderError.self) { try settings(text) }
    #expect(error?.code.rawValue == code && error?.nextStep != nil)
  }

  @Test("mail, the second factor and the pace of mails are set by the incumbent's keys")
  func accounts() throws {
    let settings = try settings(
      """
      uri: sqlite:///a
      server_name: demo
      two_factor_auth: true
      support_email: help@example.org
      password_policy: {between_user_emails_minutes: 5}
      smtp: {server: localhost, port: 2525, MAIL_USE_TLS: false, email_token_validity_minutes: 30, usernam: x}
      """)
    #expect(settings.secondFactor.isRequired && settings.secondFactor.serverName == "demo")
    #expect(settings.mail?.port == 2525 && settings.recoveryLifetime == .seconds(1_800))
    #expect(settings.supportEmail == "help@example.org" && settings.loginPolicy.betweenMails == .seconds(300))
    #expect(settings.warnings.contains { $0.contains("`smtp.usernam`") && $0.contains("`username`") })
    let none = try self.settings("uri: sqlite:///a")
    #expect(none.mail == nil && !none.secondFactor.isRequired && none.secondFactor.serverName == "cotopaxi")
  }

  @Test("a lower cost of passwords is for measurements: it comes from the environment, and is warned of")
  func cost() throws {
    let measured = try settings("uri: sqlite:///a", ["POLDER_BCRYPT_COST": "4"])
    #expect(measured.passwordCost == 4 && measured.warnings.contains { $0.contains("POLDER_BCRYPT_COST") })
    #expect(try settings("uri: sqlite:///a").passwordCost == 12)
    for odd in ["3", "19", "x"] {
      #expect(throws: PolderError.self) { try settings("uri: sqlite:///a", ["POLDER_BCRYPT_COST": odd]) }
    }
  }
}
