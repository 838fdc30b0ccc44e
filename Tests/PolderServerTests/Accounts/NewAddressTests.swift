import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderServer
import PolderSQL
import Testing

struct NewAddressTests {
  @Test("deviation 26: another user's e-mail address is changed only by who has every right that the user has")
  func rights() async throws {
    let house = try await SmallWorld.house()
    let body: JSONValue = ["email": "mine@example.org"]
    let refused = try await house.call(.patch, "/user/104", body, as: SmallWorld.organizationAdmin)
    #expect(refused.status == 401)
    #expect(refused.message?.hasPrefix("You don't have the rule (") == true)
    try await house.fixture.run("INSERT INTO \"UserPermission\" (rule_id, user_id) VALUES (1, 101)")
    #expect(try await house.call(.patch, "/user/101", body, as: SmallWorld.organizationAdmin).status == 401)
    try await house.fixture.run("DELETE FROM \"UserPermission\" WHERE user_id = 101")
    #expect(try await house.call(.patch, "/user/101", body, as: SmallWorld.organizationAdmin).status == 200)
    // One's own is one's own.
    #expect(try await house.call(.patch, "/user/104", ["email": "a@b.org"], as: .user(104)).status == 200)
  }

  @Test("deviation 26: both addresses are told")
  func notices() async throws {
    let mail = try await MailHouse()
    let reply = try await mail.house.call(
      .patch, "/user/\(mail.ada)", ["email": "new@example.org"], token: mail.house.token(user: UserID(1)))
    #expect(reply.status == .ok)
    let mails = try await mail.mails()
    #expect(mails.map(\.recipient) == ["ada@example.org", "new@example.org"])
    #expect(mails.allSatisfy { $0.subject == "The e-mail address of your vantage6 account was changed" })
    #expect(mails.allSatisfy { $0.text.contains("account ada") })
  }

  @Test("deviation 26: what was mailed to the old address is void once there is a new one")
  func voided() async throws {
    let mail = try await MailHouse()
    let code = try #require(try await mail.passwordCode())
    _ = try await mail.house.call(
      .patch, "/user/\(mail.ada)", ["email": "new@example.org"], token: mail.house.token(user: UserID(1)))
    let reply = try await mail.reset(code)
    #expect((reply.status.code, reply.message) == (400, "Invalid recovery token!"))
  }
}
