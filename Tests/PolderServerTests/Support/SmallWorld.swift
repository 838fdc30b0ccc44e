import PolderCore
import PolderSQL
import PolderServer

/// Three organizations in three collaborations, with users of every role, nodes, tasks and runs, and what of it the
/// tests ask for by name.
///
/// - collaboration 1: alpha (10), beta (11); collaboration 2: beta, gamma (12); collaboration 3, encrypted: gamma
/// - task 1 by alpha and its subtask 5, task 4 by beta, all in 1; task 2 by beta in 2; task 3 by gamma in 3
enum SmallWorld {
  static let alpha: Int64 = 10
  static let beta: Int64 = 11
  static let gamma: Int64 = 12
  static let organizations = [alpha, beta, gamma]
  static let members: [Int64: Set<Int64>] = [1: [alpha, beta], 2: [beta, gamma], 3: [gamma]]

  struct Node: Sendable {
    let id: Int64
    let organization: Int64
    let collaboration: Int64
  }
  static let nodes = [
    Node(id: 201, organization: alpha, collaboration: 1), Node(id: 202, organization: beta, collaboration: 1),
    Node(id: 203, organization: beta, collaboration: 2), Node(id: 204, organization: gamma, collaboration: 2),
    Node(id: 205, organization: gamma, collaboration: 3),
  ]

  struct Task: Sendable {
    let id: Int64
    let collaboration: Int64
    let organization: Int64
    let user: Int64
    let parent: Int64?
  }
  static let tasks = [
    Task(id: 1, collaboration: 1, organization: alpha, user: 102, parent: nil),
    Task(id: 2, collaboration: 2, organization: beta, user: 112, parent: nil),
    Task(id: 3, collaboration: 3, organization: gamma, user: 122, parent: nil),
    Task(id: 4, collaboration: 1, organization: beta, user: 112, parent: nil),
    Task(id: 5, collaboration: 1, organization: alpha, user: 102, parent: 1),
  ]

  struct Run: Sendable {
    let id: Int64
    let task: Int64
    let organization: Int64
  }
  static let runs = [
    Run(id: 1, task: 1, organization: alpha), Run(id: 2, task: 1, organization: beta),
    Run(id: 3, task: 2, organization: beta), Run(id: 4, task: 2, organization: gamma),
    Run(id: 5, task: 3, organization: gamma), Run(id: 6, task: 4, organization: alpha),
    Run(id: 7, task: 4, organization: beta), Run(id: 8, task: 5, organization: beta),
  ]

  /// The roles of the users of each organization, by the last digit of their ids.
  static let roles: [(digit: Int64, role: DefaultRole?)] = [
    (1, .viewer), (2, .researcher), (3, .organizationAdmin), (4, .collaborationAdmin), (5, nil),
  ]

  /// The user of a role in an organization: 101 is alpha's viewer, 114 beta's collaboration admin.
  static func user(_ organization: Int64, _ digit: Int64) -> Int64 { organization * 10 + digit }

  static let viewer = Caller.user(101)
  static let researcher = Caller.user(102)
  static let organizationAdmin = Caller.user(103)
  static let collaborationAdmin = Caller.user(104)
  static let image = "registry.example/a:1"
  static let input = "e30="

  static func container(of run: Run) -> Caller {
    let task = tasks.first { $0.id == run.task }
    let node = nodes.first { $0.organization == run.organization && $0.collaboration == task?.collaboration }
    return .container(
      ContainerClaims(
        nodeID: NodeID(node?.id ?? 0), organizationID: OrganizationID(run.organization),
        collaborationID: CollaborationID(task?.collaboration ?? 0), studyID: nil, storeID: nil,
        taskID: TaskID(run.task),
        image: image, databases: []))
  }

  static func house(_ change: (inout ServerSettings) -> Void = { _ in }) async throws -> HandlerHouse {
    let house = try await HandlerHouse(change)
    try await house.fixture.database.write { sql in try make(sql) }
    return house
  }

  private static func make(_ sql: Transaction) throws {
    for (id, name) in zip(organizations, ["alpha", "beta", "gamma"]) {
      try sql.execute("INSERT INTO organization (id, name, country) VALUES (\(id), \(name), 'NL')")
      try sql.execute("INSERT INTO role (id, name, organization_id) VALUES (\(id + 10), \("own " + name), \(id))")
      for (digit, role) in roles {
        let user = user(id, digit)
        try sql.execute("INSERT INTO authenticatable (id, type) VALUES (\(user), 'user')")
        try sql.execute(
          """
          INSERT INTO "user" (id, username, email, organization_id) \
          VALUES (\(user), \("user\(user)"), \("user\(user)@example.org"), \(id))
          """)
        guard let role else { continue }
        try sql.execute(
          "INSERT INTO \"Permission\" (role_id, user_id) SELECT id, \(user) FROM role WHERE name = \(role.name)")
      }
    }
    for (id, organizations) in members {
      try sql.execute("INSERT INTO collaboration (id, name, encrypted) VALUES (\(id), \("c\(id)"), \(id == 3))")
      for organization in organizations.sorted() {
        try sql.execute("INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (\(organization), \(id))")
      }
    }
    for node in nodes {
      try sql.execute("INSERT INTO authenticatable (id, type, status) VALUES (\(node.id), 'node', 'online')")
      try sql.execute(
        """
        INSERT INTO node (id, name, collaboration_id, organization_id) \
        VALUES (\(node.id), \("node\(node.id)"), \(node.collaboration), \(node.organization))
        """)
    }
    try makeWork(sql)
  }

  private static func makeWork(_ sql: Transaction) throws {
    let moment = ServerDatabaseFixture.now.databaseText
    for task in tasks {
      try sql.execute(
        """
        INSERT INTO task (id, name, description, image, collaboration_id, job_id, parent_id, init_org_id, init_user_id, \
        created_at) VALUES (\(task.id), \("task\(task.id)"), '', \(image), \(task.collaboration), \
        \(task.parent ?? task.id), \(task.parent), \(task.organization), \(task.user), \(moment))
        """)
    }
    for run in runs {
      try sql.execute(
        """
        INSERT INTO run (id, input, task_id, organization_id, assigned_at, status, blob_storage_used) \
        VALUES (\(run.id), \(input), \(run.task), \(run.organization), \(moment), 'pending', false)
        """)
    }
  }
}
