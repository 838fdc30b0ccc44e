import PolderCore
import PolderSQL
import PolderServer
import PolderService

extension ServerHouse {
  func organization(_ name: String) async throws -> OrganizationID {
    try await write { sql in
      let id = try IDAllocator.next(.organization, sql)
      try sql.execute("INSERT INTO organization (id, name) VALUES \(values: [id, name])")
      return OrganizationID(id)
    }
  }

  func collaboration(_ name: String, of organizations: [OrganizationID]) async throws -> CollaborationID {
    try await write { sql in
      let id = try IDAllocator.next(.collaboration, sql)
      try sql.execute("INSERT INTO collaboration (id, name, encrypted) VALUES \(values: [id, name, false])")
      for organization in organizations {
        try sql.execute(
          "INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES \(values: [organization.rawValue, id])")
      }
      return CollaborationID(id)
    }
  }

  /// A user with a default role; the password is `root`, as for all here.
  func user(_ name: String, of organization: OrganizationID, role: String? = nil) async throws -> UserID {
    let now = clock.now
    return try await write { sql in
      let id = try PrincipalRows.create(.user, now: now, sql)
      try sql.execute(
        """
        INSERT INTO "user" (id, username, password, organization_id, failed_login_attempts) \
        VALUES \(values: [id, name, ServerDatabaseFixture.hash, organization.rawValue, 0])
        """)
      if let role {
        try sql.execute(
          "INSERT INTO \"Permission\" (role_id, user_id) SELECT id, \(id) FROM role WHERE name = \(role)")
      }
      return UserID(id)
    }
  }

  /// A node whose key has a given bcrypt text, if any.
  func node(
    _ name: String, of organization: OrganizationID, in collaboration: CollaborationID?, keyText: String? = nil
  ) async throws -> NodeID {
    let now = clock.now
    return try await write { sql in
      let id = try PrincipalRows.create(.node, now: now, sql)
      try sql.execute(
        """
        INSERT INTO node (id, name, api_key, organization_id, collaboration_id) \
        VALUES (\(id), \(name), \(keyText), \(organization), \(collaboration))
        """)
      return NodeID(id)
    }
  }

  /// A task with one pending run for each organization.
  func task(
    in collaboration: CollaborationID, of organizations: [OrganizationID], image: String = "ghcr.io/x/img:1"
  ) async throws -> (task: TaskID, runs: [RunID]) {
    try await write { sql in
      let id = try IDAllocator.next(.task, sql)
      try sql.execute(
        """
        INSERT INTO task (id, name, image, collaboration_id, init_org_id, job_id) \
        VALUES (\(id), 't', \(image), \(collaboration), \(organizations.first), \(id))
        """)
      let runs = try organizations.map { organization in
        let run = try IDAllocator.next(.run, sql)
        try sql.execute(
          """
          INSERT INTO run (id, task_id, organization_id, status) VALUES (\(run), \(id), \(organization), 'pending')
          """)
        return RunID(run)
      }
      return (TaskID(id), runs)
    }
  }

  func finish(_ run: RunID) async throws {
    let now = clock.now
    try await write { sql in
      try sql.execute("UPDATE run SET status = 'completed', finished_at = \(now) WHERE id = \(run)")
    }
  }

  /// Makes all tokens of a principal void that are older than now.
  func revoke(_ id: UserID, sparing session: String? = nil) async throws {
    let now = clock.now.microseconds / 1_000
    try await write { sql in
      try sql.execute(
        """
        UPDATE polder_principal SET tokens_valid_from = \(now), spared_session = \(session) \
        WHERE authenticatable_id = \(id)
        """)
    }
  }
}
