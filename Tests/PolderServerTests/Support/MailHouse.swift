import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderServer
import PolderService
import PolderSQL

/// A server that sends mails, with the user `ada` (password `root`, address ada@example.org) of an organization.
struct MailHouse: Sendable {
  let house: ServerHouse
  let transport: RecordingTransport
  let ada: UserID

  init(secondFactor: Bool = false, _ change: (inout ServerSettings) -> Void = { _ in }) async throws {
    let transport = RecordingTransport()
    house = try await ServerHouse { settings in
      settings.mail = MailSettings()
      settings.mailTransport = transport
      settings.secondFactor.isRequired = secondFactor
      change(&settings)
    }
    self.transport = transport
    ada = try await house.user("ada", of: try await house.organization("o"), role: "Researcher")
    let id = ada
    try await house.write { try $0.execute("UPDATE \"user\" SET email = 'ada@example.org' WHERE id = \(id)") }
  }

  /// The mails that left since the server began, once everything that waits was tried.
  func mails() async throws -> [RecordingTransport.Mail] {
    await house.parts.mailWorker?.step()
    return transport.mails
  }

  /// Asks for a new password and returns the code of the mail.
  func passwordCode() async throws -> String? {
    _ = try await house.call(.post, "/recover/lost", ["username": "ada"])
    return try await mails().last?.code
  }

  func reset(_ code: String, _ password: String = "N3w-passw0rd") async throws -> TestResponse {
    try await house.call(.post, "/recover/reset", ["reset_token": .string(code), "password": .string(password)])
  }

  func logIn(_ password: String = "root", code: String? = nil) async throws -> TestResponse {
    var body: JSONObject = ["username": "ada", "password": .string(password)]
    if let code { body["mfa_code"] = .string(code) }
    return try await house.call(.post, "/token/user", .object(body))
  }
}

extension TestResponse {
  /// The text under `msg`.
  var message: String? { json?["msg"]?.string }
}
