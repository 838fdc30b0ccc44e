import PolderCore
import PolderSQL
import PolderServer
import PolderTesting

/// What the replay needs beside the records: what had happened before them, and what is looked at elsewhere.
enum GoldenScript {
  /// Records whose replies are tokens or refusals of tokens: held by name in the tests of tokens.
  static let elsewhere: Set<String> = [
    "access_with_refresh", "bad_sig", "bad_token", "bad_token3", "expired", "health", "lockout.0", "lockout.correct",
    "method_not_allowed", "no_bearer", "options", "token.container", "token.container.404", "token.container.badimg",
    "token.container.finished", "token.node.bad", "token.node.ok", "token.node.unknown", "token.refresh.node",
    "token.refresh.ok", "token.refresh.with_access", "token.user.empty", "token.user.no_json", "token.user.null",
    "token.user.ok", "token.user.unknown_field", "token.user.unknown_user", "token.user.wrong_pw",
    "token_of_missing_user", "version",
  ]

  /// Records that make a user here, whose number would shift those of all others: they come last.
  static let last: Set<String> = ["user.create.noname", "2.user.create.nullorg"]

  static func caller(_ text: String) -> Caller {
    let parts = text.split(separator: " ")
    switch (parts.first, parts.last.flatMap { Int64($0) }) {
    case ("user", .some(let id)): return .user(id)
    case ("node", .some(let id)): return .node(id)
    case ("container", _):
      return .container(
        ContainerClaims(
          nodeID: NodeID(8), organizationID: OrganizationID(2), collaborationID: CollaborationID(1), studyID: nil,
          storeID: nil, taskID: TaskID(1), image: "ghcr.io/x/img:1", databases: []))
    default: return .nobody
    }
  }

  /// The incumbent gives numbers again, Polder does not (deviation 24): so that records name the same rows.
  private static func giveAgain(_ all: NumberSeries...) -> [SQL] {
    all.flatMap { series -> [SQL] in
      let forget: SQL = "DELETE FROM polder_high_water WHERE name = \(series.rawValue)"
      guard TestPostgres.isChosen, series.isKey else { return [forget] }
      return [
        forget,
        """
        SELECT setval(pg_get_serial_sequence(\("\"\(series.table)\""), 'id'), COALESCE(MAX(id), 1), COUNT(*) > 0) \
        FROM \(identifier: series.table)
        """,
      ]
    }
  }

  private static let brokenKey = Array("-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----\n".utf8)

  /// What had happened before a record that the records do not tell, or that Polder refused on purpose.
  static let before: [String: [SQL]] = [
    // Polder took no such key (37); it stands there as the incumbent left it.
    "org.create.badpubkey": [
      """
      INSERT INTO organization (id, name, domain, address1, zipcode, country, _public_key) VALUES (4, 'org3', '', '', \
      '', '', \(brokenKey))
      """
    ],
    // What a refused request drew from a sequence goes to nobody.
    "org.create.tmp": giveAgain(.organization),
    "study.create": ["UPDATE organization SET _public_key = \(Array("nodekey".utf8)) WHERE id = 2"],
    "column.nocfg": giveAgain(.task, .job, .run),
    // The recorded token of recovery is one of the incumbent's (21): what it did is done here.
    "recover.2fa.lost": [
      """
      UPDATE "user" SET password = '$2b$04$GrIHmishHEr/.VyGiTxvRePZdZZqcJiyPZU7ZUhsmALhAdq3lelVu' WHERE id = 2
      """
    ],
    // Between the two recordings there was a session of sockets, which `SocketReplayTests` replays.
    "2.org": [
      "UPDATE authenticatable SET status = 'offline' WHERE id IN (2, 5)",
      "DELETE FROM algorithmport", "DELETE FROM run", "DELETE FROM taskdatabase", "DELETE FROM task WHERE id = 3",
      "DELETE FROM task",
      """
      INSERT INTO task (id, name, description, image, collaboration_id, study_id, job_id, init_org_id, init_user_id, \
      created_at) VALUES (2, '', '', 'img', 1, 1, 2, 2, 3, '2026-11-23 17:52:40.425935'), \
      (3, '', '', 'img', 1, NULL, 3, 2, 3, '2026-11-23 17:52:40.425935'), \
      (4, '', '', 'img', 1, NULL, 4, 2, 3, '2026-11-23 17:52:40.425935'), \
      (5, '', '', 'img', 1, NULL, 5, 2, 3, '2026-11-23 17:52:40.425935'), \
      (6, '', '', 'img', 1, NULL, 6, 2, 5, '2026-11-23 17:55:07.484391')
      """,
      """
      INSERT INTO run (id, input, task_id, organization_id, assigned_at, finished_at, status, log, blob_storage_used) \
      VALUES (3, 'e30=', 2, 2, '2026-11-23 17:49:49.157489', '2026-11-23 17:49:49.157489', 'killed by user', NULL, \(false)), \
      (4, 'e30=', 3, 2, '2026-11-23 17:49:49.157489', NULL, 'pending', NULL, \(false)), \
      (5, 'e30=', 4, 2, '2026-11-23 17:49:49.157489', '2026-11-23 17:49:49.157489', 'killed by user', NULL, \(false)), \
      (6, 'e30=', 4, 3, '2026-11-23 17:49:49.157489', NULL, 'pending', NULL, \(false)), \
      (8, 'eyJtZXRob2QiOiJ4In0=', 5, 3, '2026-11-23 17:49:49.157489', '2026-11-23 17:49:49.157489', \
      'killed by user', NULL, \(false)), \
      (9, 'eyJtZXRob2QiOiJ4In0=', 6, 2, '2026-11-23 17:49:49.157489', NULL, 'pending', 'x', \(false))
      """,
    ] + giveAgain(.organization, .collaboration, .authenticatable, .task, .job, .run),
    "2.node2": giveAgain(.authenticatable),
  ]
}
