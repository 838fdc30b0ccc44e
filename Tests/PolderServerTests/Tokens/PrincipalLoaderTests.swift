import PolderCore
import PolderHTTP
import PolderSQL
import PolderServer
import Testing

struct PrincipalLoaderTests {
  private func load(_ house: ServerHouse, _ claims: TokenClaims) async throws -> (Principal, statements: Int) {
    try await house.database.read { sql in
      let before = sql.statementCount
      return (try PrincipalLoader.load(claims, sql), sql.statementCount - before)
    }
  }

  private func claims(_ subject: TokenClaims.Subject, _ house: ServerHouse, session: String? = nil) -> TokenClaims {
    TokenClaims(
      subject: subject, tokenID: "t", session: session, issuedAt: house.clock.now, isExact: true, expiresAt: nil)
  }

  private func refusal(_ house: ServerHouse, _ claims: TokenClaims) async throws -> RequestRefusal? {
    do {
      _ = try await load(house, claims)
      return nil
    } catch let refusal as RequestRefusal {
      return refusal
    }
  }

  @Test("a user has its own rules and those of its roles, and the collaborations of its organization")
  func user() async throws {
    let house = try await ServerHouse()
    let (one, two, three) = (
      try await house.organization("1"), try await house.organization("2"), try await house.organization("3")
    )
    let shared = try await house.collaboration("shared", of: [one, two])
    _ = try await house.collaboration("foreign", of: [two, three])
    let id = try await house.user("u", of: one, role: "Viewer")
    try await house.write { sql in
      try sql.execute(
        """
        INSERT INTO "UserPermission" (rule_id, user_id) SELECT id, \(id.rawValue) FROM rule \
        WHERE name = 'task' AND scope = 'GLOBAL' AND operation = 'VIEW'
        """)
    }
    let (principal, statements) = try await load(house, claims(.user(id), house))
    #expect(principal.id == id && principal.organization == one && principal.kind == .user)
    #expect(principal.collaborations == [shared] && principal.collaborators == [one, two])
    #expect(principal.rules.count == 16 && principal.rules.has(.task, .global, .view))
    #expect(principal.rules.has(.event, .collaboration, .receive) && !principal.rules.has(.task, .global, .create))
    #expect(statements == 3)
    #expect(try await load(house, claims(.user(UserID(1)), house)).0.rules.count == 86)
  }

  @Test("a node acts in its own collaboration only, with the node's rules, deviation 30")
  func node() async throws {
    let house = try await ServerHouse()
    let (one, two) = (try await house.organization("1"), try await house.organization("2"))
    let own = try await house.collaboration("own", of: [one])
    _ = try await house.collaboration("other", of: [one, two])
    let id = try await house.node("n", of: one, in: own)
    let (principal, statements) = try await load(house, claims(.node(id), house))
    #expect(principal.collaborations == [own] && principal.collaborators == [one])
    #expect(principal.rules.count == 10 && principal.organization == one && statements == 3)
  }

  @Test("an algorithm's token is good while its organization has an open run of the task, deviation 20")
  func container() async throws {
    let house = try await ServerHouse()
    let (one, two) = (try await house.organization("1"), try await house.organization("2"))
    let own = try await house.collaboration("own", of: [one, two])
    let node = try await house.node("n", of: one, in: own)
    let (task, runs) = try await house.task(in: own, of: [one, two])
    let container = ContainerClaims(
      nodeID: node, organizationID: one, collaborationID: own, studyID: nil, storeID: nil, taskID: task,
      image: "i", databases: [])
    let (principal, statements) = try await load(house, claims(.container(container), house))
    #expect(principal.collaborations == [own] && principal.collaborators == [one, two])
    #expect(principal.rules.count == 8 && statements == 3)
    try await house.finish(runs[1])
    #expect(try await refusal(house, claims(.container(container), house)) == nil)
    try await house.finish(runs[0])
    #expect(try await refusal(house, claims(.container(container), house))?.code == .tokenRunEnded)
    try await house.write {
      try $0.execute("UPDATE run SET organization_id = NULL, finished_at = NULL, status = 'active'")
    }
    #expect(try await refusal(house, claims(.container(container), house)) == nil)
  }

  @Test("tokens from before a change of credentials are void, but for the session that made it, deviation 23")
  func revoked() async throws {
    let house = try await ServerHouse()
    let id = try await house.user("u", of: try await house.organization("o"))
    let (old, mine) = (claims(.user(id), house, session: "a"), claims(.user(id), house, session: "b"))
    house.clock.advance(.milliseconds(1))
    try await house.revoke(id, sparing: "b")
    #expect(try await refusal(house, old) == RequestRefusal(401, "Token has been revoked", code: .tokenRevoked))
    #expect(try await refusal(house, mine) == nil)
    #expect(try await refusal(house, claims(.user(id), house)) == nil)
  }

  @Test("a token older than its holder is of another who had the number, deviation 24; equal counts as newer")
  func reusedNumber() async throws {
    let house = try await ServerHouse()
    let before = house.clock.now - .milliseconds(1)
    let id = try await house.user("u", of: try await house.organization("o"))
    func token(_ moment: Timestamp, exact: Bool) -> TokenClaims {
      TokenClaims(
        subject: .user(id), tokenID: "", session: "s", issuedAt: moment, isExact: exact, expiresAt: nil)
    }
    #expect(try await refusal(house, token(before, exact: true))?.code == .tokenRevoked)
    #expect(try await refusal(house, token(house.clock.now, exact: true)) == nil)
    #expect(try await refusal(house, token(Timestamp(seconds: before.seconds), exact: false)) == nil)
    #expect(try await refusal(house, token(before - .seconds(1), exact: false))?.code == .tokenRevoked)
  }

  @Test("a user that the incumbent made has no times of ours, and its tokens are taken as they are")
  func incumbent() async throws {
    let house = try await ServerHouse()
    let organization = try await house.organization("o")
    try await house.write { sql in
      try sql.execute("INSERT INTO authenticatable (id, type) VALUES (77, 'user')")
      try sql.execute(
        "INSERT INTO \"user\" (id, username, organization_id) VALUES (77, 'imported', \(organization.rawValue))")
    }
    let old = TokenClaims(
      subject: .user(UserID(77)), tokenID: "", session: nil, issuedAt: Timestamp(seconds: 1), isExact: false,
      expiresAt: nil)
    #expect(try await load(house, old).0.rules.count == 0)
  }
}
