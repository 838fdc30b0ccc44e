import PolderCore
import PolderSQL

/// Who was there when the session of sockets was recorded, with the same numbers.
enum SocketReplayWorld {
  /// What the first node told about itself.
  static let settings: JSONValue = [
    "encryption": false, "allowed_algorithms": "all", "allowed_users": [3, 5], "allowed_orgs": ["org1"],
    "database_labels": ["default", "x"], "database_types": ["db_type_default": "csv", "db_type_x": "sql"],
    "database_columns": ["columns_default": ["a", "b"]],
  ]

  /// A task for some organizations of the first collaboration.
  static func task(of organizations: [Int64]) -> JSONValue {
    [
      "image": "img", "collaboration_id": 1,
      "organizations": .array(organizations.map { ["id": .integer($0), "input": "e30="] }),
    ]
  }

  static func make(_ house: ServerHouse) async throws {
    try await house.write { sql in
      try sql.execute("INSERT INTO organization (id, name) VALUES (2, 'org1'), (3, 'org2')")
      try sql.execute("INSERT INTO collaboration (id, name, encrypted) VALUES (1, 'col1', false), (2, 'col2', true)")
      try sql.execute(
        "INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (2, 1), (3, 1), (2, 2)")
      for (id, name, role) in [
        (2, "viewer1", "Viewer"), (3, "researcher1", "Researcher"), (5, "coladmin1", "Collaboration Admin"),
      ] {
        try sql.execute("INSERT INTO authenticatable (id, type) VALUES (\(id), 'user')")
        try sql.execute("INSERT INTO \"user\" (id, username, organization_id) VALUES (\(id), \(name), 2)")
        try sql.execute(
          "INSERT INTO \"Permission\" (role_id, user_id) SELECT id, \(id) FROM role WHERE name = \(role)")
      }
      for (id, name, organization) in [(8, "n1x", 2), (9, "mynode", 3)] {
        try sql.execute("INSERT INTO authenticatable (id, type, status) VALUES (\(id), 'node', 'offline')")
        try sql.execute(
          """
          INSERT INTO node (id, name, collaboration_id, organization_id) VALUES (\(id), \(name), 1, \(organization))
          """)
      }
      // What was there before, of which only the numbers are seen.
      try sql.execute(
        "INSERT INTO task (id, name, image, collaboration_id, job_id, init_org_id) VALUES (4, '', 'img', 1, 4, 2)")
      try sql.execute(
        """
        INSERT INTO run (id, task_id, organization_id, status, finished_at) \
        VALUES (6, 4, 2, 'completed', '2026-11-23 17:49:49.157489')
        """)
    }
  }
}
