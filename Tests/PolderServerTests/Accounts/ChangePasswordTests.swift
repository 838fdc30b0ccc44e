import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderServer
import PolderSQL
import Testing

struct ChangePasswordTests {
  private func change(
    _ house: ServerHouse, _ current: String, _ new: String, token: String
  ) async throws -> (status: Int, message: String?, json: JSONValue?) {
    let reply = try await house.call(
      .patch, "/password/change", ["current_password": .string(current), "new_password": .string(new)], token: token)
    return (Int(reply.status.code), reply.message, reply.json)
  }

  @Test("a password is changed with the present one, and holds at the next login")
  func changing() async throws {
    let mail = try await MailHouse()
    let token = mail.house.token(user: mail.ada)
    let reply = try await change(mail.house, "root", "N3w-passw0rd", token: token)
    #expect((reply.status, reply.message) == (200, "The password has been changed successfully!"))
    #expect(try await mail.logIn("root").status.code == 401)
    #expect(try await mail.logIn("N3w-passw0rd").status.code == 200)
    let hash = try await mail.house.text("SELECT password FROM \"user\" WHERE id = \(mail.ada)")
    #expect(hash?.hasPrefix("$2b$12$") == true)
  }

  @Test("a wrong present one, the same again and a weak one are refused as recorded")
  func refusals() async throws {
    let mail = try await MailHouse()
    let token = mail.house.token(user: mail.ada)
    let wrong = try await change(mail.house, "wrong", "N3w-passw0rd", token: token)
    #expect((wrong.status, wrong.message) == (401, "Failed to login"))
    let weak = try await change(mail.house, "root", "weak", token: token)
    #expect(weak.status == 400)
    #expect(
      weak.json?["errors"]?["new_password"] == [
        "Password too short: use at least 8 characters with mixed lowercase, uppercase, numbers and special characters"
      ])
    _ = try await change(mail.house, "root", "N3w-passw0rd", token: token)
    let fresh = try #require(try await mail.logIn("N3w-passw0rd").json?["access_token"]?.string)
    let same = try await change(mail.house, "N3w-passw0rd", "N3w-passw0rd", token: fresh)
    #expect((same.status, same.message) == (400, "New password is the same as current password!"))
  }

  @Test("CVE-2025-43863: guesses at the present password lock the account like failed logins")
  func guesses() async throws {
    let mail = try await MailHouse()
    let token = mail.house.token(user: mail.ada)
    for _ in 0..<5 { #expect(try await change(mail.house, "wrong", "N3w-passw0rd", token: token).status == 401) }
    let right = try await change(mail.house, "root", "N3w-passw0rd", token: token)
    #expect((right.status, right.message) == (401, "Failed to login"))
    #expect(try await mail.logIn().status.code == 401)
    mail.house.clock.advance(.seconds(15 * 60))
    #expect(try await change(mail.house, "root", "N3w-passw0rd", token: token).status == 200)
  }

  @Test("deviation 23: a change of password ends every other session, access and refresh tokens alike, not the own one")
  func sessions() async throws {
    let mail = try await MailHouse()
    let (house, path) = (mail.house, "/user/\(mail.ada)")
    let own = try #require(try await mail.logIn().json)
    let other = try #require(try await mail.logIn().json)
    func text(_ tokens: JSONValue, _ key: String) throws -> String { try #require(tokens[key]?.string) }
    house.clock.advance(.seconds(1))
    #expect(
      try await change(house, "root", "N3w-passw0rd", token: try text(own, "access_token")).status == 200)
    #expect(try await house.call(.get, path, token: try text(own, "access_token")).status.code == 200)
    let refused = try await house.call(.get, path, token: try text(other, "access_token"))
    #expect((refused.status.code, refused.message) == (401, "Token has been revoked"))
    #expect(try await house.call(.post, "/token/refresh", token: try text(other, "refresh_token")).status.code == 401)
    let refreshed = try await house.call(.post, "/token/refresh", token: try text(own, "refresh_token"))
    #expect(refreshed.status.code == 200)
    let next = try text(try #require(refreshed.json), "access_token")
    #expect(try await house.call(.get, path, token: next).status.code == 200)
  }

  @Test("two changes at the same time: one of them holds, and the other is refused")
  func together() async throws {
    let mail = try await MailHouse()
    let token = mail.house.token(user: mail.ada)
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<2 {
        group.addTask { try await change(mail.house, "root", "N3w-passw0rd\(index)", token: token).status }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses.sorted() == [200, 401])
  }

  @Test("nodes have no password to change")
  func nodes() async throws {
    let house = try await SmallWorld.house()
    let body: JSONValue = ["current_password": "root", "new_password": "N3w-passw0rd"]
    #expect(try await house.call(.patch, "/password/change", body, as: .node(201)).status == 403)
    #expect(try await house.call(.patch, "/password/change", body, as: .nobody).status == 401)
  }
}
