import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderCrypto
import PolderServer
import PolderSQL
import Testing

struct SecondFactorTests {
  private static let obligatory =
    "Two-factor authentication is obligatory on this server. Please visualize the QR code to set up authentication."

  private func code(_ secret: String, _ mail: MailHouse, steps: Int64 = 0) throws -> String {
    let codes = try #require(OneTimeCode(secret: secret))
    return codes.code(step: OneTimeCode.step(at: mail.house.clock.now) + steps)
  }

  /// Enrols ada and returns the secret.
  private func enrol(_ mail: MailHouse) async throws -> String {
    let secret = try #require(try await mail.logIn().json?["otp_secret"]?.string)
    try await expect(200, of: mail, try code(secret, mail))
    mail.house.clock.advance(.seconds(60))
    return secret
  }

  /// Logs in with a code, and tells what came instead of the status that is wanted.
  private func expect(_ status: Int, of mail: MailHouse, _ code: String) async throws {
    let reply = try await mail.logIn(code: code)
    #expect(reply.status.code == status, "\(reply.status.code) \(reply.message ?? "")")
  }

  @Test("the first login shows the secret with the recorded keys, and the second needs a code of it")
  func enrolment() async throws {
    let mail = try await MailHouse(secondFactor: true)
    let first = try await mail.logIn()
    #expect(first.status.code == 200)
    #expect(first.json?.object?.keys == ["qr_uri", "otp_secret", "msg"])
    #expect(first.message == Self.obligatory)
    let secret = try #require(first.json?["otp_secret"]?.string)
    #expect(
      first.json?["qr_uri"]?.string
        == "otpauth://totp/vantage6%20%28cotopaxi%29:ada?secret=\(secret)&issuer=vantage6%20%28cotopaxi%29")
    let second = try await mail.logIn(code: try code(secret, mail))
    #expect(second.status.code == 200)
    #expect(second.header("jwt-token") == second.json?["access_token"]?.string)
    let third = try await mail.logIn()
    #expect((third.status.code, third.message) == (200, "Please include your two-factor authentication code"))
    #expect(third.json?.object?.keys == ["msg"])
  }

  @Test("deviation 22: the secret stays pending, with the same QR code, until its first right code")
  func pending() async throws {
    let mail = try await MailHouse(secondFactor: true)
    let first = try await mail.logIn()
    #expect(try await mail.logIn().json == first.json)
    let stored: SQL = "SELECT otp_secret FROM \"user\" WHERE id = \(mail.ada)"
    #expect(try await mail.house.text(stored) == nil)
    let wrong = try await mail.logIn(code: "000000")
    #expect((wrong.status.code, wrong.message) == (401, "Your two-factor authentication code is incorrect!"))
    #expect(try await mail.house.text(stored) == nil)
    #expect(try await mail.logIn().json == first.json)
    let secret = try #require(first.json?["otp_secret"]?.string)
    try await expect(200, of: mail, try code(secret, mail))
    #expect(try await mail.house.text(stored) == secret)
  }

  @Test("deviation 22: a time step is taken once, also after a restart, and by one of two at the same time")
  func replay() async throws {
    let mail = try await MailHouse(secondFactor: true)
    let secret = try await enrol(mail)
    let now = try code(secret, mail)
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<3 { group.addTask { Int(try await mail.logIn(code: now).status.code) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses.sorted() == [200, 401, 401])
    // What a restart would find.
    let step = try await mail.house.number("SELECT last_step FROM polder_second_factor WHERE user_id = \(mail.ada)")
    #expect(step == OneTimeCode.step(at: mail.house.clock.now))
    try await expect(401, of: mail, try code(secret, mail, steps: -1))
    try await expect(200, of: mail, try code(secret, mail, steps: 1))
  }

  @Test("deviation 22: wrong codes count into the lock, and a right password alone clears nothing")
  func lock() async throws {
    let mail = try await MailHouse(secondFactor: true)
    let secret = try await enrol(mail)
    let failures: SQL = "SELECT failed_login_attempts FROM \"user\" WHERE id = \(mail.ada)"
    for count in 1...4 as ClosedRange<Int64> {
      #expect(try await mail.logIn(code: "x").status.code == 401)
      #expect(try await mail.logIn().message == "Please include your two-factor authentication code")
      #expect(try await mail.house.number(failures) == count)
    }
    #expect(try await mail.logIn(code: "123").status.code == 401)
    let locked = try await mail.logIn(code: try code(secret, mail))
    #expect((locked.status.code, locked.message) == (401, "Failed to login"))
    mail.house.clock.advance(.seconds(15 * 60))
    try await expect(200, of: mail, try code(secret, mail))
    #expect(try await mail.house.number(failures) == 0)
  }

  @Test("deviation 22: the secret is shown to nobody who views the user")
  func hidden() async throws {
    let mail = try await MailHouse(secondFactor: true)
    _ = try await enrol(mail)
    for id in [UserID(1), mail.ada] {
      let reply = try await mail.house.call(.get, "/user/\(mail.ada)", token: mail.house.token(user: id))
      #expect(reply.json?["otp_secret"] == .null)
    }
  }

  @Test("deviation 12: a code given as a number gets its leading zeros back")
  func numeric() async throws {
    let mail = try await MailHouse(secondFactor: true)
    let secret = try #require(try await mail.logIn().json?["otp_secret"]?.string)
    // A moment whose code begins with a zero.
    while try !code(secret, mail).hasPrefix("0") { mail.house.clock.advance(.seconds(30)) }
    let number = try #require(Int64(try code(secret, mail)))
    let reply = try await mail.house.call(
      .post, "/token/user", ["username": "ada", "password": "root", "mfa_code": .integer(number)])
    #expect(reply.status.code == 200)
    #expect(reply.json?["access_token"] != nil)
  }

  @Test("a secret that the Python server stored goes on working, and one that is none lets nobody in")
  func existing() async throws {
    let mail = try await MailHouse(secondFactor: true)
    let secret = "KHS4PQQUBYOC2VZTC7SE7W5U64UPKJVX"
    try await mail.house.write { try $0.execute("UPDATE \"user\" SET otp_secret = \(secret) WHERE id = \(mail.ada)") }
    #expect(try await mail.logIn().message == "Please include your two-factor authentication code")
    try await expect(200, of: mail, try code(secret, mail))
    try await mail.house.write { try $0.execute("UPDATE \"user\" SET otp_secret = '!' WHERE id = \(mail.ada)") }
    #expect(try await mail.logIn(code: "000000").status.code == 401)
  }

  @Test("without the setting no code is asked for")
  func notRequired() async throws {
    let mail = try await MailHouse()
    #expect(try await mail.logIn(code: "1").json?["access_token"] != nil)
  }

  @Test("a lost second factor is replaced with the code of a mail; the old one and all sessions are void")
  func reset() async throws {
    let mail = try await MailHouse(secondFactor: true)
    let old = try await enrol(mail)
    let access = mail.house.token(user: mail.ada)
    mail.house.clock.advance(.seconds(60))
    let asked = try await mail.house.call(.post, "/recover/2fa/lost", ["username": "ada", "password": "root"])
    #expect(
      (asked.status.code, asked.message)
        == (200, "You should have received an email that will allow you to reset your 2FA."))
    let sent = try #require(try await mail.mails().last)
    #expect(sent.subject == "Two-factor authentication reset vantage6")
    let token = try #require(sent.code)
    #expect(try await mail.reset(token).status.code == 400)
    let reply = try await mail.house.call(.post, "/recover/2fa/reset", ["reset_token": .string(token)])
    #expect(reply.status.code == 200)
    let secret = try #require(reply.json?["otp_secret"]?.string)
    #expect(secret != old)
    #expect(reply.message == Self.obligatory)
    #expect(try await mail.house.call(.get, "/rule/1", token: access).status.code == 401)
    try await expect(401, of: mail, try code(old, mail))
    try await expect(200, of: mail, try code(secret, mail))
    let again = try await mail.house.call(.post, "/recover/2fa/reset", ["reset_token": .string(token)])
    #expect((again.status.code, again.message) == (400, "Invalid recovery token!"))
  }

  @Test("deviation 12: the forms in which the Python client asks for a reset of the second factor are accepted")
  func forms() async throws {
    let mail = try await MailHouse(secondFactor: true)
    for body in [
      ["username": "ada", "email": nil, "password": "root"],
      ["username": nil, "email": "ada@example.org", "password": "root"],
      ["email": "ada@example.org", "password": "root"],
    ] as [JSONValue] {
      #expect(try await mail.house.call(.post, "/recover/2fa/lost", body).status.code == 200, "\(body.text)")
    }
    #expect(try await mail.mails().count == 1)
    let wrong = try await mail.house.call(.post, "/recover/2fa/lost", ["username": "ada", "password": "wrong"])
    #expect((wrong.status.code, wrong.message) == (401, "Failed to login"))
    let nobody = try await mail.house.call(.post, "/recover/2fa/lost", ["password": "root"])
    #expect(nobody.status.code == 400)
  }

  @Test("without a mail server a reset of the second factor is refused, after the password was proved")
  func withoutMail() async throws {
    let house = try await ServerHouse()
    let reply = try await house.call(.post, "/recover/2fa/lost", ["username": "root", "password": "root"])
    #expect(
      (reply.status.code, reply.message)
        == (
          400,
          "No mailserver settings found in server configuration - cannot send you an email to reset your 2FA! "
            + "Contact your administrator."
        ))
    let wrong = try await house.call(.post, "/recover/2fa/lost", ["username": "root", "password": "wrong"])
    #expect(wrong.status.code == 401)
  }
}
