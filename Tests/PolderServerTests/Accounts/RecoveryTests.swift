import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderServer
import PolderSQL
import Testing

struct RecoveryTests {
  private static let answer = "If the username or email is in our database you will soon receive an email."

  @Test("a forgotten password is replaced with the code of a mail, and the account is open again")
  func wholeWay() async throws {
    let mail = try await MailHouse()
    for _ in 0..<5 { _ = try await mail.logIn("wrong") }
    let asked = try await mail.house.call(.post, "/recover/lost", ["email": "ada@example.org"])
    #expect((asked.status.code, asked.message) == (200, Self.answer))
    let sent = try await mail.mails()
    #expect(sent.map(\.recipient) == ["ada@example.org"])
    #expect(sent.first?.subject == "Password reset vantage6")
    let reply = try await mail.reset(try #require(sent.first?.code))
    #expect((reply.status.code, reply.message) == (200, "The password has successfully been reset!"))
    #expect(try await mail.logIn("N3w-passw0rd").status.code == 200)
  }

  @Test("bodies are refused as recorded; the null that the Python client sends for what it does not know is none")
  func bodies() async throws {
    let house = try await ServerHouse()
    let empty = try await house.call(.post, "/recover/lost", [:])
    #expect(empty.status.code == 400)
    #expect(empty.json?["errors"] == ["_schema": ["Email or username is required"]])
    #expect(try await house.call(.post, "/recover/lost", ["email": nil, "username": "ada"]).status.code == 200)
    let bad = try await house.call(.post, "/recover/reset", ["reset_token": "x", "password": "Passw0rd!"])
    #expect((bad.status.code, bad.message) == (400, "Invalid recovery token!"))
    let weak = try await house.call(.post, "/recover/reset", ["reset_token": "x", "password": "x"])
    #expect(weak.json?["errors"]?["password"]?.array?.count == 1)
  }

  @Test("CVE-2024-24769, CVE-2024-24770: the answer and the work of a request do not tell whether an account exists")
  func enumeration() async throws {
    let mail = try await MailHouse()
    _ = try await mail.house.call(.post, "/recover/lost", ["username": "warm"])
    _ = try await mail.mails()
    var counts: [Int] = []
    for body in [["username": "ada"], ["username": "nobody"], ["email": "ada@example.org"], ["email": "x@y.org"]]
      as [JSONValue]
    {
      let before = mail.house.database.statementCount
      let reply = try await mail.house.call(.post, "/recover/lost", body)
      counts.append(mail.house.database.statementCount - before)
      #expect((reply.status.code, reply.message) == (200, Self.answer))
    }
    #expect(Set(counts).count == 1, "\(counts)")
    #expect(try await mail.mails().count == 1)
    // Who asks for another second factor has to know the password, and learns nothing of the name either.
    var told: Set<String> = []
    for body in [["username": "ada"], ["username": "nobody"], ["email": "ada@example.org"], ["email": "x@y.org"]]
      as [JSONObject]
    {
      var body = body
      body["password"] = "wrong"
      let reply = try await mail.house.call(.post, "/recover/2fa/lost", .object(body))
      told.insert("\(reply.status.code) \(reply.json?.text ?? "")")
    }
    #expect(told == [#"401 {"msg":"Failed to login"}"#])
    #expect(try await mail.mails().count == 1)
  }

  @Test("mails of a kind go to a user once an hour, however often they are asked for")
  func throttled() async throws {
    let mail = try await MailHouse()
    for _ in 0..<3 { _ = try await mail.passwordCode() }
    #expect(try await mail.mails().count == 1)
    mail.house.clock.advance(.seconds(3_599))
    _ = try await mail.passwordCode()
    #expect(try await mail.mails().count == 1)
    mail.house.clock.advance(.seconds(1))
    _ = try await mail.passwordCode()
    #expect(try await mail.mails().count == 2)
    let noted = try await mail.house.text(
      "SELECT last_email_recover_password_sent FROM \"user\" WHERE id = \(mail.ada)")
    #expect(noted == mail.house.clock.now.databaseText)
  }

  @Test("deviation 21: a recovery token is good once")
  func once() async throws {
    let mail = try await MailHouse()
    let code = try #require(try await mail.passwordCode())
    #expect(try await mail.reset(code).status.code == 200)
    let again = try await mail.reset(code, "An0ther-one")
    #expect((again.status.code, again.message) == (400, "Invalid recovery token!"))
  }

  @Test("deviation 21: of two uses of a recovery token at the same time one succeeds")
  func together() async throws {
    let mail = try await MailHouse()
    let code = try #require(try await mail.passwordCode())
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<3 { group.addTask { Int(try await mail.reset(code, "N3w-passw0rd\(index)").status.code) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses.sorted() == [200, 400, 400])
  }

  @Test("deviation 21: a recovery token gives no access")
  func noAccess() async throws {
    let mail = try await MailHouse()
    let code = try #require(try await mail.passwordCode())
    #expect(try await mail.house.call(.get, "/user/\(mail.ada)", token: code).status.code == 422)
    #expect(try await mail.house.call(.post, "/token/refresh", token: code).status.code == 422)
  }

  @Test("deviation 21: a recovery token is good for its purpose only, and no access token is one")
  func purpose() async throws {
    let mail = try await MailHouse()
    let code = try #require(try await mail.passwordCode())
    let other = try await mail.house.call(.post, "/recover/2fa/reset", ["reset_token": .string(code)])
    #expect((other.status.code, other.message) == (400, "Invalid recovery token!"))
    let access = mail.house.token(user: mail.ada)
    #expect(try await mail.reset(access).status.code == 400)
    #expect(try await mail.reset(code).status.code == 200)
  }

  @Test("deviation 21: a recovery token ends in time, and that is told")
  func expired() async throws {
    let mail = try await MailHouse { $0.recoveryLifetime = .seconds(600) }
    let code = try #require(try await mail.passwordCode())
    mail.house.clock.advance(.seconds(600))
    let reply = try await mail.reset(code)
    #expect((reply.status.code, reply.message) == (401, "Token has expired"))
  }

  @Test("deviation 21: a recovery token is void after any change of the credentials, also one by another program")
  func void() async throws {
    let mail = try await MailHouse()
    let code = try #require(try await mail.passwordCode())
    try await mail.house.write { try $0.execute("UPDATE \"user\" SET otp_secret = 'X' WHERE id = \(mail.ada)") }
    #expect(try await mail.reset(code).status.code == 400)
    mail.house.clock.advance(.seconds(3_600))
    let second = try #require(try await mail.passwordCode())
    #expect(second != code)
    let change: JSONValue = ["current_password": "root", "new_password": "N3w-passw0rd"]
    let token = mail.house.token(user: mail.ada)
    #expect(try await mail.house.call(.patch, "/password/change", change, token: token).status.code == 200)
    #expect(try await mail.reset(second).status.code == 400)
  }

  @Test("deviation 23: a reset of the password ends every session")
  func sessions() async throws {
    let mail = try await MailHouse()
    let tokens = try #require(try await mail.logIn().json)
    let access = try #require(tokens["access_token"]?.string)
    mail.house.clock.advance(.seconds(1))
    #expect(try await mail.reset(try #require(try await mail.passwordCode())).status.code == 200)
    #expect(try await mail.house.call(.get, "/user/\(mail.ada)", token: access).status.code == 401)
    let refresh = try #require(tokens["refresh_token"]?.string)
    #expect(try await mail.house.call(.post, "/token/refresh", token: refresh).status.code == 401)
  }

  @Test("what the database keeps of a token is no token")
  func kept() async throws {
    let mail = try await MailHouse()
    let code = try #require(try await mail.passwordCode())
    let kept = try #require(try await mail.house.text("SELECT token_hash FROM polder_recovery"))
    #expect(kept != code)
    #expect(try await mail.reset(kept).status.code == 400)
    #expect(try await mail.house.number("SELECT COUNT(*) FROM polder_mail") == 0)
  }

  @Test("a user without address, or with one that is none, gets no mail and disturbs nobody")
  func withoutAddress() async throws {
    let mail = try await MailHouse()
    for email in [nil, "a b@c\r\nBcc: x@y"] as [String?] {
      try await mail.house.write { try $0.execute("UPDATE \"user\" SET email = \(email) WHERE id = \(mail.ada)") }
      _ = try await mail.house.call(.post, "/recover/lost", ["username": "ada"])
      #expect(try await mail.mails().isEmpty)
      mail.house.clock.advance(.seconds(3_600))
    }
    #expect(try await mail.house.number("SELECT COUNT(*) FROM polder_recovery_request") == 0)
  }

  @Test("no more requests wait than a bound, and the answer stays the same")
  func bounded() async throws {
    let mail = try await MailHouse()
    try await mail.house.write { sql in
      for index in 0..<1_000 {
        try sql.execute("INSERT INTO polder_recovery_request (created_at, username) VALUES (0, \("n\(index)"))")
      }
    }
    let reply = try await mail.house.call(.post, "/recover/lost", ["username": "ada"])
    #expect((reply.status.code, reply.message) == (200, Self.answer))
    #expect(try await mail.house.number("SELECT COUNT(*) FROM polder_recovery_request") == 1_000)
    #expect(try await mail.mails().isEmpty)
    #expect(try await mail.house.number("SELECT COUNT(*) FROM polder_recovery_request") == 0)
  }

  @Test("without a mail server a request is answered alike, and nothing waits")
  func withoutMail() async throws {
    let house = try await ServerHouse()
    let reply = try await house.call(.post, "/recover/lost", ["username": "root"])
    #expect((reply.status.code, reply.message) == (200, Self.answer))
    #expect(try await house.number("SELECT COUNT(*) FROM polder_recovery_request") == 0)
  }
}
