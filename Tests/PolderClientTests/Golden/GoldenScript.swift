import PolderCore

@testable import PolderClient

/// The Swift call of each recorded method, with the recorded arguments.
enum GoldenScript {
  struct Unknown: Error { let name: String }

  /// What the Python client has for itself, and what was recorded without arguments that would have sent anything.
  static let silent: Set = [
    "client.authenticate", "client.check_if_blob_store_enabled", "client.generate_path_to", "client.refresh_token",
    "client.request", "client.setup_encryption", "client.wait_for_task_completion", "util.generate_private_key",
    "util.reset_my_password", "util.reset_two_factor_auth",
  ]

  /// What was recorded and is not sent, with the reason.
  static func isLeftOut(_ request: GoldenCall.Request, of name: String) -> Bool {
    // An input that is not encrypted needs nobody's key.
    name == "task.create" && request.path.hasPrefix("/organization/")
  }

  /// What is sent beyond the recording, with the reason.
  static let beyond: [String: Set<String>] = [
    // Its stores are kept with the collaboration (deviation 61).
    "client.setup_collaboration": ["/algorithmstore"],
    // A result is told with how its run ended.
    "client.wait_for_results": ["/run"], "result.from_task": ["/run"],
  ]

  /// A recorded request where the recording shows a slip of the Python client.
  static func mended(_ request: GoldenCall.Request, of name: String) -> GoldenCall.Request {
    GoldenCall.Request(
      method: request.method,
      // Without a study it asks for the study `None`.
      path: request.path.replacing("/study/None", with: "/study/5"),
      // No is said by saying nothing (deviation 65).
      query: request.query.filter { $0 != "delete_dependents=False" },
      // A store's collaboration is sent as a list, which the server refuses (deviation 12).
      body: request.body?.replacing(#""collaboration_id":[4]"#, with: #""collaboration_id":4"#))
  }

  static func run(_ name: String, _ client: UserClient) async throws {
    let parts = name.split(separator: ".").map { String($0) }
    switch parts.first {
    case "client": try await runOwn(name, client)
    case "util": try await runUtil(name, client.util)
    case "collaboration": try await runCollaboration(name, client.collaboration)
    case "node": try await runNode(name, client.node)
    case "organization": try await runOrganization(name, client.organization)
    case "user": try await runUser(name, client.user)
    case "role", "rule": try await runRole(name, client)
    case "task": try await runTask(name, client.task)
    case "run", "result": try await runRun(name, client)
    case "study": try await runStudy(name, client.study)
    case "store": try await runStore(name, client.store)
    default: throw Unknown(name: name)
    }
  }

  private static func runOwn(_ name: String, _ client: UserClient) async throws {
    switch name {
    case "client.setup_collaboration": try await client.setupCollaboration(4)
    case "client.wait_for_results":
      let (events, _) = AsyncStream.makeStream(of: FeedEvent.self)
      _ = try await ResultWait(task: 6, result: client.result).results(events)
    default: throw Unknown(name: name)
    }
  }

  private static func runUtil(_ name: String, _ util: UtilityClient) async throws {
    switch name {
    case "util.change_my_password": try await util.changeMyPassword(currentPassword: "a", newPassword: "b")
    case "util.get_server_health": _ = try await util.getServerHealth()
    case "util.get_server_version": _ = try await util.getServerVersion()
    case "util.set_my_password": try await util.setMyPassword(token: "t", password: "P")
    case "util.set_two_factor_auth": _ = try await util.setTwoFactorAuth(token: "t")
    default: throw Unknown(name: name)
    }
  }

  private static func runCollaboration(_ name: String, _ collaboration: CollaborationClient) async throws {
    switch name {
    case "collaboration.add_organization": try await collaboration.addOrganization(2)
    case "collaboration.create": _ = try await collaboration.create(name: "NAME", organizations: [1, 2])
    case "collaboration.delete": try await collaboration.delete()
    case "collaboration.get": _ = try await collaboration.get(1)
    case "collaboration.list": _ = try await collaboration.list()
    case "collaboration.remove_organization": try await collaboration.removeOrganization(2)
    case "collaboration.update": _ = try await collaboration.update()
    default: throw Unknown(name: name)
    }
  }

  private static func runNode(_ name: String, _ node: NodeClient) async throws {
    switch name {
    case "node.create": _ = try await node.create()
    case "node.delete": try await node.delete(1)
    case "node.get": _ = try await node.get(1)
    case "node.kill_tasks": try await node.killTasks(1)
    case "node.list": _ = try await node.list()
    case "node.update": _ = try await node.update(1)
    default: throw Unknown(name: name)
    }
  }

  private static func runOrganization(_ name: String, _ organization: OrganizationClient) async throws {
    switch name {
    case "organization.create":
      _ = try await organization.create(
        name: "NAME", address1: "a1", address2: "a2", zipcode: "z", country: "c", domain: "d")
    case "organization.delete": try await organization.delete(1)
    case "organization.get": _ = try await organization.get()
    case "organization.list": _ = try await organization.list()
    case "organization.update": _ = try await organization.update()
    default: throw Unknown(name: name)
    }
  }

  private static func runUser(_ name: String, _ user: AccountClient) async throws {
    switch name {
    case "user.create":
      _ = try await user.create(username: "U", firstname: "F", lastname: "L", password: "P", email: "E")
    case "user.delete": try await user.delete(1)
    case "user.get": _ = try await user.get()
    case "user.list": _ = try await user.list()
    case "user.update": _ = try await user.update()
    default: throw Unknown(name: name)
    }
  }

  private static func runRole(_ name: String, _ client: UserClient) async throws {
    switch name {
    case "role.create": _ = try await client.role.create(name: "NAME", description: "D", rules: [1])
    case "role.delete": try await client.role.delete(5)
    case "role.get": _ = try await client.role.get(1)
    case "role.list": _ = try await client.role.list()
    case "role.update": _ = try await client.role.update(5)
    case "rule.get": _ = try await client.rule.get(1)
    case "rule.list": _ = try await client.rule.list()
    default: throw Unknown(name: name)
    }
  }

  private static func runTask(_ name: String, _ task: TaskClient) async throws {
    switch name {
    case "task.create":
      _ = try await task.create(
        organizations: [1, 2], name: "NAME", image: "IMG", description: "D", input: AlgorithmInput(method: "m"))
    case "task.delete": try await task.delete(1)
    case "task.get": _ = try await task.get(1)
    case "task.kill": try await task.kill(1)
    case "task.list": _ = try await task.list()
    default: throw Unknown(name: name)
    }
  }

  private static func runRun(_ name: String, _ client: UserClient) async throws {
    switch name {
    case "run.from_task": _ = try await client.run.fromTask(6)
    case "run.get": _ = try await client.run.get(1)
    case "run.list": _ = try await client.run.list()
    case "result.from_task": _ = try await client.result.fromTask(6)
    case "result.get": _ = try await client.result.get(1)
    default: throw Unknown(name: name)
    }
  }

  private static func runStudy(_ name: String, _ study: StudyClient) async throws {
    switch name {
    case "study.add_organization": try await study.addOrganization(2, study: 5)
    case "study.create": _ = try await study.create(name: "NAME", organizations: [1, 2])
    case "study.delete": try await study.delete(5)
    case "study.get": _ = try await study.get(1)
    case "study.list": _ = try await study.list()
    case "study.remove_organization": try await study.removeOrganization(2, study: 5)
    case "study.update": _ = try await study.update(1)
    default: throw Unknown(name: name)
    }
  }

  private static func runStore(_ name: String, _ store: AlgorithmStoreClient) async throws {
    switch name {
    case "store.create": _ = try await store.create(algorithmStoreURL: "http://s/api", name: "NAME")
    case "store.delete": try await store.delete()
    case "store.get": _ = try await store.get(1)
    case "store.list": _ = try await store.list()
    case "store.set": try await store.set(1)
    // By then the recording had chosen store 1.
    case "store.update": _ = try await store.update(1)
    default: throw Unknown(name: name)
    }
  }
}
