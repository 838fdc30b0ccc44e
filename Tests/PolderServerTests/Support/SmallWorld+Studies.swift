import PolderCore
import PolderSQL

extension SmallWorld {
  struct Study: Sendable {
    let id: Int64
    let collaboration: Int64
    let members: Set<Int64>
  }
  /// Studies for tests that ask for them.
  static let studies = [
    Study(id: 31, collaboration: 1, members: [alpha, beta]), Study(id: 32, collaboration: 1, members: [alpha]),
    Study(id: 33, collaboration: 2, members: [gamma]), Study(id: 34, collaboration: 3, members: [gamma]),
  ]

  /// The small world with its studies.
  static func houseWithStudies() async throws -> HandlerHouse {
    let house = try await house()
    try await house.fixture.database.write { sql in
      for study in studies {
        try sql.execute(
          """
          INSERT INTO study (id, name, collaboration_id) \
          VALUES (\(study.id), \("s\(study.id)"), \(study.collaboration))
          """
        )
        for member in study.members.sorted() {
          try sql.execute("INSERT INTO \"StudyMember\" (organization_id, study_id) VALUES (\(member), \(study.id))")
        }
      }
    }
    return house
  }

  /// A role of one organization's own with these rules, given to a user.
  static func give(_ rules: [RuleKey], to user: Int64, in house: HandlerHouse) async throws {
    try await house.fixture.database.write { sql in
      for rule in rules {
        try sql.execute(
          """
          INSERT INTO "UserPermission" (rule_id, user_id) SELECT id, \(user) FROM rule \
          WHERE name = \(rule.resource.rawValue) AND scope = \(rule.scope.rawValue) \
          AND operation = \(rule.operation.rawValue)
          """)
      }
    }
  }
}
