import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderServer
import PolderSQL
import Testing

struct DeleteUserTests {
  @Test("a user without tasks goes, with everything that tied it to others, and its token is good for nothing")
  func removal() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(.delete, "/user/101", as: SmallWorld.organizationAdmin)
    #expect((reply.status, reply.message) == (200, "user id=101 is removed from the database"))
    for table in ["user", "authenticatable"] {
      #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM \(identifier: table) WHERE id = 101") == [0])
    }
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM \"Permission\" WHERE user_id = 101") == [0])
    let gone = try await house.call(.get, "/rule/1", as: SmallWorld.viewer)
    #expect((gone.status, gone.message) == (401, "Error loading the user 101"))
    let again = try await house.call(.delete, "/user/101", as: .root)
    #expect((again.status, again.message) == (404, "user id=101 not found"))
  }

  @Test("one may delete oneself with the rule for it, others with theirs")
  func reach() async throws {
    let house = try await SmallWorld.house()
    #expect(try await house.call(.delete, "/user/105", as: .user(105)).status == 401)
    #expect(try await house.call(.delete, "/user/103", as: SmallWorld.viewer).status == 401)
    #expect(try await house.call(.delete, "/user/111", as: SmallWorld.collaborationAdmin).status == 401)
    #expect(try await house.call(.delete, "/user/101", as: SmallWorld.viewer).status == 200)
  }

  @Test("tasks of the user go only when that is said, with everything below them (deviations 3 and 9)")
  func tasks() async throws {
    let house = try await SmallWorld.house()
    for query in [[], [("delete_dependents", "False")]] as [[(String, String)]] {
      let kept = try await house.call(.delete, "/user/102", query: query, as: .root)
      #expect(kept.status == 400)
      #expect(
        kept.message
          == "User has created 2 tasks. Please delete those first, or set the `delete_dependents` parameter to true to "
          + "delete them automatically together with this user.")
    }
    try await house.fixture.run(
      "INSERT INTO taskdatabase (id, task_id, \"database\") VALUES (1, 5, 'default')",
      "INSERT INTO algorithmport (id, port, run_id) VALUES (1, 4711, 8)")
    let reply = try await house.call(.delete, "/user/102", query: [("delete_dependents", "True")], as: .root)
    #expect(reply.status == 200)
    #expect(try await house.fixture.numbers("SELECT id FROM task ORDER BY id") == [2, 3, 4])
    #expect(try await house.fixture.numbers("SELECT id FROM run ORDER BY id") == [3, 4, 5, 6, 7])
    for table in ["taskdatabase", "algorithmport"] {
      #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM \(identifier: table)") == [0])
    }
    #expect(try await house.events().contains { $0.hasPrefix("kill_containers collaboration_1 ") })
  }

  @Test("deviation 14: a name is never given again after its user is gone, whoever deleted it")
  func retired() async throws {
    let house = try await SmallWorld.house()
    _ = try await house.call(.delete, "/user/101", as: .root)
    try await house.fixture.run("DELETE FROM \"user\" WHERE id = 105")
    for name in ["user101", "user105"] {
      let body: JSONValue = [
        "username": .string(name), "password": "Passw0rd!", "email": .string("\(name)@new.org"), "firstname": "F",
        "lastname": "L",
      ]
      let reply = try await house.call(.post, "/user", body, as: .root)
      #expect((reply.status, reply.message) == (400, "username already exists."))
    }
  }

  @Test("nothing of a user's proofs stays behind")
  func proofs() async throws {
    let mail = try await MailHouse(secondFactor: true)
    _ = try await mail.logIn()
    _ = try await mail.passwordCode()
    _ = try await mail.house.call(.delete, "/user/\(mail.ada)", token: mail.house.token(user: UserID(1)))
    for table in ["polder_recovery", "polder_second_factor"] {
      #expect(try await mail.house.number("SELECT COUNT(*) FROM \(identifier: table) WHERE user_id = \(mail.ada)") == 0)
    }
  }
}
