import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderServer
import PolderSQL
import Testing

struct LockMailTests {
  @Test("who is locked out and still tries is told by mail, once an hour")
  func told() async throws {
    let mail = try await MailHouse()
    for _ in 0..<5 { _ = try await mail.logIn("wrong") }
    #expect(try await mail.mails().isEmpty)
    for _ in 0..<3 { _ = try await mail.logIn("wrong") }
    let mails = try await mail.mails()
    #expect(mails.map(\.subject) == ["Failed login attempts on your vantage6 account"])
    #expect(mails.first?.recipient == "ada@example.org")
    #expect(mails.first?.text.contains("5 or more failed logins") == true)
    #expect(mails.first?.text.contains("locked until") == true)
    let noted = try await mail.house.text("SELECT last_email_failed_login_sent FROM \"user\" WHERE id = \(mail.ada)")
    #expect(noted == mail.house.clock.now.databaseText)
    mail.house.clock.advance(.seconds(3_600))
    for _ in 0..<6 { _ = try await mail.logIn("wrong") }
    #expect(try await mail.mails().count == 2)
  }

  @Test("a name that does not exist has no mail sent, and the same answer")
  func unknown() async throws {
    let mail = try await MailHouse()
    for _ in 0..<7 {
      let reply = try await mail.house.logIn("nobody", "wrong")
      #expect((reply.status.code, reply.message) == (401, "Failed to login"))
    }
    #expect(try await mail.mails().isEmpty)
  }
}
