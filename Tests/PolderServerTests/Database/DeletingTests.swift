import PolderCore
import PolderSQL
import PolderServer
import Testing

struct DeletingTests {
  private func world() async throws -> ServerDatabaseFixture {
    let fixture = try await ServerDatabaseFixture.ready()
    try await fixture.run(
      "INSERT INTO organization (id, name) VALUES (2, 'a'), (3, 'b')",
      "INSERT INTO collaboration (id, name) VALUES (1, 'c')",
      "INSERT INTO \"Member\" VALUES (2, 1), (3, 1), (2, 1)",
      "INSERT INTO study (id, name, collaboration_id) VALUES (1, 's', 1)", "INSERT INTO \"StudyMember\" VALUES (2, 1)",
      "INSERT INTO authenticatable (id, type) VALUES (2, 'user'), (3, 'node')",
      "INSERT INTO \"user\" (id, username, organization_id) VALUES (2, 'u', 2)",
      "INSERT INTO \"Permission\" VALUES (5, 2), (5, 2)", "INSERT INTO \"UserPermission\" VALUES (1, 2)",
      "INSERT INTO node (id, name, organization_id, collaboration_id) VALUES (3, 'n', 2, 1)",
      "INSERT INTO nodeconfig (id, node_id) VALUES (1, 3)",
      "INSERT INTO role (id, name, organization_id) VALUES (20, 'own', 2)",
      "INSERT INTO task (id, collaboration_id, study_id, init_org_id, init_user_id) VALUES (1, 1, 1, 2, 2)",
      "INSERT INTO task (id, parent_id) VALUES (2, 1)",
      "INSERT INTO run (id, task_id, organization_id) VALUES (1, 1, 2)",
      "INSERT INTO taskdatabase (id, task_id) VALUES (1, 1)", "INSERT INTO algorithmport (id, run_id) VALUES (1, 1)")
    return fixture
  }

  private func delete(_ table: String, _ ids: [Int64], in fixture: ServerDatabaseFixture) async throws -> Int {
    try await fixture.database.write { try ServerSchema.delete(from: table, ids: ids, $0) }
  }

  @Test("deleting an organization leaves its users, nodes, roles, tasks and runs without one, and ends its memberships")
  func organization() async throws {
    let fixture = try await world()
    #expect(try await delete("organization", [2], in: fixture) == 1)
    for query in [
      "SELECT COUNT(*) FROM \"user\" WHERE id = 2 AND organization_id IS NULL",
      "SELECT COUNT(*) FROM node WHERE organization_id IS NULL AND collaboration_id = 1",
      "SELECT COUNT(*) FROM role WHERE id = 20 AND organization_id IS NULL",
      "SELECT COUNT(*) FROM task WHERE id = 1 AND init_org_id IS NULL AND init_user_id = 2",
      "SELECT COUNT(*) FROM run WHERE organization_id IS NULL AND task_id = 1",
    ] { #expect(try await fixture.numbers(SQL(unchecked: query)) == [1], "\(query)") }
    #expect(try await fixture.numbers("SELECT organization_id FROM \"Member\"") == [3])
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM \"StudyMember\"") == [0])
  }

  @Test("deleting a user or a node takes its principal, its ties and what is ours about it")
  func principals() async throws {
    let fixture = try await world()
    try await fixture.run(
      "INSERT INTO polder_principal VALUES (2, 1, 1, NULL), (3, 1, 1, NULL)",
      "INSERT INTO polder_session VALUES ('s', 2, 1, 2, 0, NULL)", "INSERT INTO polder_node_key VALUES (3, 'h', 't')")
    #expect(try await delete("user", [2], in: fixture) == 1)
    #expect(try await delete("node", [3], in: fixture) == 1)
    #expect(try await fixture.numbers("SELECT id FROM authenticatable") == [1])
    #expect(try await fixture.numbers("SELECT user_id FROM \"Permission\"") == [1])
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM \"UserPermission\"") == [0])
    #expect(try await fixture.values("SELECT node_id FROM nodeconfig") == [[.null]])
    #expect(try await fixture.values("SELECT init_user_id FROM task WHERE id = 1") == [[.null]])
    #expect(try await fixture.numbers("SELECT authenticatable_id FROM polder_principal") == [1])
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM polder_session") == [0])
    #expect(try await fixture.numbers("SELECT COUNT(*) FROM polder_node_key") == [0])
  }

  @Test("a principal that another program deletes takes what is ours about it as well")
  func otherPrograms() async throws {
    let fixture = try await world()
    try await fixture.run(
      "INSERT INTO polder_principal VALUES (3, 1, 1, NULL)",
      // As the Python server does it: what refers to the row goes first.
      "UPDATE nodeconfig SET node_id = NULL WHERE node_id = 3", "DELETE FROM node WHERE id = 3",
      "DELETE FROM authenticatable WHERE id = 3")
    #expect(try await fixture.numbers("SELECT authenticatable_id FROM polder_principal") == [1])
  }

  @Test("deleting tasks, also very many, leaves children and runs without one")
  func tasks() async throws {
    let fixture = try await world()
    try await fixture.run(
      """
      INSERT INTO task (id) WITH RECURSIVE numbers(n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM numbers WHERE n < 20999) \
      SELECT n FROM numbers
      """)
    #expect(try await delete("task", [1] + Array(1_000...20_999), in: fixture) == 20_001)
    #expect(try await fixture.values("SELECT id, parent_id FROM task") == [[.integer(2), .null]])
    #expect(try await fixture.values("SELECT task_id FROM run") == [[.null]])
    #expect(try await delete("task", [], in: fixture) == 0)
  }
}
