import PolderCore
import PolderHTTP
import PolderSQL
import PolderServer
import Testing

struct AccessMemoryTests {
  private struct Undone: Error {}

  private let claims = TokenClaims(
    subject: .user(UserID(101)), tokenID: "t", session: nil, issuedAt: .init(seconds: 4_000_000_000), isExact: true,
    expiresAt: nil)

  private func load(
    _ house: HandlerHouse, _ memory: AccessMemory?, _ claims: TokenClaims? = nil
  ) async throws -> (principal: Principal, statements: Int) {
    let claims = claims ?? self.claims
    return try await house.fixture.database.read { sql in
      let before = sql.statementCount
      return (try PrincipalLoader.load(claims, sql, remembering: memory), sql.statementCount - before)
    }
  }

  @Test("what a caller may costs one statement as long as nothing changes, and is the same")
  func remembered() async throws {
    let house = try await SmallWorld.house()
    let memory = AccessMemory()
    let node = TokenClaims(
      subject: .node(NodeID(201)), tokenID: "t", session: nil, issuedAt: claims.issuedAt, isExact: true, expiresAt: nil)
    for claims in [claims, node] {
      let first = try await load(house, memory, claims)
      #expect(first.statements == 3)
      let second = try await load(house, memory, claims)
      #expect(second.statements == 1)
      for principal in [second.principal, try await load(house, nil, claims).principal] {
        #expect(principal.collaborations == first.principal.collaborations)
        #expect(principal.collaborators == first.principal.collaborators)
        #expect(principal.unconfirmed == first.principal.unconfirmed)
        #expect(principal.rules == first.principal.rules)
      }
    }
  }

  @Test(
    "whatever changes organizations, memberships or rules, by whichever program, is seen by the next request",
    arguments: [
      "INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (10, 3)",
      "UPDATE \"Member\" SET organization_id = 12 WHERE organization_id = 11 AND collaboration_id = 1",
      "DELETE FROM \"Member\" WHERE organization_id = 11 AND collaboration_id = 1",
      """
      INSERT INTO polder_unconfirmed_member (collaboration_id, organization_id, created_at) \
      VALUES (1, 11, '2026-01-01 00:00:00')
      """,
      "INSERT INTO organization (id, name) VALUES (99, 'new')", "DELETE FROM \"Permission\" WHERE user_id = 101",
      "INSERT INTO \"UserPermission\" (user_id, rule_id) VALUES (101, 86)",
      "DELETE FROM role_rule_association",
      "UPDATE rule SET name = 'nothing' WHERE name = 'task'", "UPDATE role SET name = 'x' WHERE name = 'node'",
    ] as [SQL])
  func changes(statement: SQL) async throws {
    let house = try await SmallWorld.house()
    let memory = AccessMemory()
    _ = try await load(house, memory)
    try await house.fixture.run(statement)
    let (principal, statements) = try await load(house, memory)
    #expect(statements == 3)
    let anew = try await load(house, nil).principal
    #expect(principal.collaborators == anew.collaborators && principal.rules == anew.rules)
    #expect(principal.unconfirmed == anew.unconfirmed && principal.collaborations == anew.collaborations)
  }

  @Test("what was seen in a transaction that is undone is not remembered for another state")
  func undone() async throws {
    let house = try await SmallWorld.house()
    let memory = AccessMemory()
    let before = try await load(house, memory).principal.collaborations
    await #expect(throws: Undone.self) {
      try await house.fixture.database.write { [claims] sql in
        try sql.execute("DELETE FROM \"Member\"")
        let principal = try PrincipalLoader.load(claims, sql, remembering: memory)
        #expect(principal.collaborations.isEmpty)
        throw Undone()
      }
    }
    #expect(try await load(house, memory).principal.collaborations == before)
    try await house.fixture.run("INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (10, 3)")
    #expect(try await load(house, memory).principal.collaborations == before.union([CollaborationID(3)]))
  }

  @Test("a database whose state was lost is asked every time")
  func lost() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("DELETE FROM polder_access")
    let memory = AccessMemory()
    for _ in 0..<2 { #expect(try await load(house, memory).statements == 3) }
  }
}
