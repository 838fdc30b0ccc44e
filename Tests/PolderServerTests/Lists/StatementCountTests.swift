import PolderCore
import PolderSQL
import Testing

/// Lists ask the database a constant number of questions, however many rows they show.
struct StatementCountTests {
  /// Fifty of everything, each in a collaboration of its own.
  private func house() async throws -> HandlerHouse {
    let house = try await SmallWorld.houseWithStudies()
    try await house.fixture.database.write { sql in
      for index in 0..<50 {
        let id = 1_000 + index
        for statement in [
          "INSERT INTO organization (id, name) VALUES (\(id), \("o\(id)"))",
          "INSERT INTO collaboration (id, name, encrypted) VALUES (\(id), \("c\(id)"), \(false))",
          "INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (\(id), \(id)), (10, \(id))",
          "INSERT INTO study (id, name, collaboration_id) VALUES (\(id), \("s\(id)"), \(id))",
          "INSERT INTO \"StudyMember\" (organization_id, study_id) VALUES (\(id), \(id)), (10, \(id))",
          "INSERT INTO authenticatable (id, type) VALUES (\(id), 'node')",
          "INSERT INTO node (id, name, organization_id, collaboration_id) VALUES (\(id), \("n\(id)"), \(id), \(id))",
          "INSERT INTO nodeconfig (id, node_id, \"key\", value) VALUES (\(id), \(id), 'a', 'b')",
          "INSERT INTO task (id, collaboration_id, study_id, init_org_id) VALUES (\(id), \(id), \(id), 10)",
          "INSERT INTO taskdatabase (id, task_id, \"database\") VALUES (\(id), \(id), 'd')",
          "INSERT INTO run (id, task_id, organization_id, status) VALUES (\(id), \(id), \(id), 'pending')",
          "INSERT INTO algorithmport (id, port, run_id) VALUES (\(id), 80, \(id))",
        ] as [SQL] { try sql.execute(statement) }
      }
    }
    return house
  }

  private func statements(_ list: String, _ query: [(String, String)], in house: HandlerHouse) async throws -> Int {
    let before = house.fixture.database.statementCount
    let reply = try await house.call(.get, list, query: query, as: SmallWorld.collaborationAdmin)
    #expect(reply.status == 200, "\(list): \(reply.message ?? "")")
    #expect(reply.ids.count == Int(query.first { $0.0 == "per_page" }?.1 ?? ""), "\(list)")
    return house.fixture.database.statementCount - before
  }

  @Test(
    "a list of fifty takes as many statements as a list of one",
    arguments: [
      ("/organization", ""), ("/collaboration", "organizations"), ("/study", "organizations"), ("/node", ""),
      ("/task", ""), ("/task", "runs,results"), ("/run", ""), ("/run", "task"), ("/result", ""),
    ])
  func constant(list: String, include: String) async throws {
    let house = try await house()
    func count(_ size: String) async throws -> Int {
      try await statements(list, [("include", include), ("per_page", size)], in: house)
    }
    // The first request notes when the caller was seen.
    _ = try await count("1")
    let one = try await count("1")
    #expect(try await count("50") == one)
    #expect(one <= 16, "\(list): \(one)")
  }
}
