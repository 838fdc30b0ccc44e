import PolderCore
import PolderService
import Testing

struct MailSettingsTests {
  private func settings(_ yaml: String) throws -> MailSettings {
    try MailSettings(try #require(try Configuration(text: yaml, source: "server.yaml").section("smtp")))
  }

  @Test("the incumbent's section is read, and what is absent is as it is there")
  func incumbent() throws {
    let all = try settings(
      """
      smtp:
        server: mail.example.org
        port: 587
        username: polder
        password: secret
        MAIL_USE_TLS: true
        MAIL_USE_SSL: false
        email_from: polder@example.org
        email_token_validity_minutes: 30
      """)
    #expect(all.host == "mail.example.org" && all.port == 587 && all.security == .startTLS)
    #expect(all.username == "polder" && all.password == "secret" && all.sender == "polder@example.org")
    #expect(all.verifiesCertificate && all.authorities == nil && all.warnings.isEmpty)
    let none = try settings("smtp:\n  server: localhost")
    #expect(none == MailSettings())
    #expect(none.port == 1025 && none.sender == "noreply@vantage6.ai" && none.security == .startTLS)
  }

  @Test("what protects the connection follows the incumbent's two switches, TLS from the start above all")
  func security() throws {
    #expect(try settings("smtp: {MAIL_USE_SSL: true}").security == .tls)
    #expect(try settings("smtp: {MAIL_USE_SSL: true, MAIL_USE_TLS: true}").security == .tls)
    #expect(try settings("smtp: {MAIL_USE_TLS: 'False'}").security == .none)
    #expect(try settings("smtp: {MAIL_USE_TLS: false, server: localhost}").warnings.isEmpty)
    #expect(try settings("smtp: {MAIL_USE_TLS: false, server: m.example.org}").warnings.count == 1)
    #expect(try settings("smtp: {verify_certificate: false, server: m.example.org}").warnings.count == 1)
    #expect(try settings("smtp: {ca_file: /etc/ca.pem}").authorities == "/etc/ca.pem")
  }

  @Test(
    "what can not be is refused with its key",
    arguments: [
      ("smtp: {server: 'a b'}", "smtp.server"), ("smtp: {port: 0}", "smtp.port"),
      ("smtp: {email_from: nobody}", "smtp.email_from"), ("smtp: {MAIL_USE_TLS: perhaps}", "smtp.MAIL_USE_TLS"),
      ("smtp: {server: \"a\\r\\nb\"}", "smtp.server"),
    ])
  func refused(yaml: String, key: String) {
    let error = #expect(throws: PolderError.self) { try settings(yaml) }
    #expect(error?.message.contains("`\(key)`") == true)
  }
}
