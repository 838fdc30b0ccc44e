import PolderCore
import PolderTransport
import Testing

/// The requests of the incumbent's client, as recorded, and ours for the same purpose.
@Suite("Recorded requests")
struct RecordedRequestTests {
  /// Makes a call and gives what went over the wire.
  func sent<Op: Operation>(
    _ operation: Op.Type, _ path: Op.Path, query: Op.Query = .init(), body: Op.Body = .init()
  ) async -> (line: String, body: Members?) {
    let service = FakeService([.text("not looked at", status: 500)])
    // The answer is of no interest here.
    _ = try? await OperationCaller(channel: service, tokens: FixedToken("t"))
      .call(operation, path: path, query: query, body: body)
    return (await service.calls.last?.shown ?? "nothing", await service.body.map(Members.init))
  }

  @Test("Reading one thing is a GET of its number")
  func readsOne() async {
    #expect(await sent(GetTask.self, 1).line == "GET /task/1")
    #expect(await sent(GetTaskStatus.self, 6).line == "GET /task/6/status")
    #expect(await sent(GetRun.self, 1).line == "GET /run/1")
    #expect(await sent(GetResult.self, 1).line == "GET /result/1")
    #expect(await sent(GetNode.self, 1).line == "GET /node/1")
    #expect(await sent(GetUser.self, 7).line == "GET /user/7")
    #expect(await sent(GetOrganization.self, 3).line == "GET /organization/3")
    #expect(await sent(GetCollaboration.self, 4).line == "GET /collaboration/4")
    #expect(await sent(GetVersion.self, NoPath()).line == "GET /version")
    #expect(await sent(GetHealth.self, NoPath()).line == "GET /health")
  }

  @Test("Lists name what they are narrowed to as the incumbent does")
  func lists() async {
    var results = ListResults.Query()
    results.taskID = 6
    #expect(await sent(ListResults.self, NoPath(), query: results).line == "GET /result?task_id=6")
    var runs = ListRuns.Query()
    runs.taskID = 6
    #expect(await sent(ListRuns.self, NoPath(), query: runs).line == "GET /run?task_id=6")
    var nodes = ListNodes.Query()
    nodes.collaborationID = 4
    nodes.page = PageRequest(page: 1, perPage: 20)
    #expect(
      await sent(ListNodes.self, NoPath(), query: nodes).line == "GET /node?collaboration_id=4&page=1&per_page=20")
    var collaborations = ListCollaborations.Query()
    collaborations.organizationID = 3
    collaborations.page = PageRequest(page: 1, perPage: 20)
    #expect(
      await sent(ListCollaborations.self, NoPath(), query: collaborations).line
        == "GET /collaboration?organization_id=3&page=1&per_page=20")
    var users = ListUsers.Query()
    users.page = PageRequest(page: 1, perPage: 20)
    #expect(await sent(ListUsers.self, NoPath(), query: users).line == "GET /user?page=1&per_page=20")
  }

  @Test("Organization, collaboration and node are made with the recorded bodies")
  func makesMembers() async {
    var organization = CreateOrganization.Body()
    (organization.name, organization.address1, organization.address2) = ("NAME", "a1", "a2")
    (organization.zipcode, organization.country, organization.domain) = ("z", "c", "d")
    let made = await sent(CreateOrganization.self, NoPath(), body: organization)
    #expect(made.line == "POST /organization")
    #expect(
      made.body == ["name": "NAME", "address1": "a1", "address2": "a2", "zipcode": "z", "country": "c", "domain": "d"])

    var collaboration = CreateCollaboration.Body()
    (collaboration.name, collaboration.organizationIDs, collaboration.encrypted) = ("NAME", [1, 2], false)
    let joined = await sent(CreateCollaboration.self, NoPath(), body: collaboration)
    #expect(joined.line == "POST /collaboration")
    #expect(joined.body == ["name": "NAME", "organization_ids": [1, 2], "encrypted": false])

    var node = CreateNode.Body()
    (node.organizationID, node.collaborationID) = (3, 4)
    let registered = await sent(CreateNode.self, NoPath(), body: node)
    #expect(registered.line == "POST /node")
    #expect(registered.body == ["organization_id": 3, "collaboration_id": 4])
  }

  @Test("A user is made with the recorded body, except that an organization not named is left out (deviation 12)")
  func makesUsers() async {
    var user = CreateUser.Body()
    (user.username, user.firstname, user.lastname, user.password, user.email) = ("U", "F", "L", "P", "E")
    (user.roles, user.rules) = ([], [])
    let made = await sent(CreateUser.self, NoPath(), body: user)
    #expect(made.line == "POST /user")
    #expect(
      made.body == [
        "username": "U", "firstname": "F", "lastname": "L", "password": "P", "email": "E", "roles": [], "rules": [],
      ])
  }

  @Test("A task is made with the recorded body; an input that is nothing encrypted is base64 of its JSON")
  func makesTasks() async {
    var task = CreateTask.Body()
    (task.name, task.image, task.description) = ("NAME", "img", "D")
    task.organizations = [.init(id: 1, input: Base64.encode(#"{"method":"m"}"#.utf8))]
    task.databases = [.init(label: "default")]
    task.collaborationID = 4
    let made = await sent(CreateTask.self, NoPath(), body: task)
    #expect(made.line == "POST /task")
    #expect(
      made.body == [
        "name": "NAME", "image": "img", "description": "D", "collaboration_id": 4,
        "organizations": [["id": 1, "input": "eyJtZXRob2QiOiJtIn0="]], "databases": [["label": "default"]],
      ])
  }

  @Test("Killing names the task in the body")
  func kills() async {
    var body = KillTask.Body()
    body.id = 1
    let made = await sent(KillTask.self, NoPath(), body: body)
    #expect(made.line == "POST /kill/task")
    #expect(made.body == ["id": 1])
  }

  @Test("Logging in and asking for an algorithm's token are made as by the incumbent's client and node")
  func logsIn() async {
    let user = await sent(LogIn.self, NoPath(), body: .init(username: "U", password: "P"))
    #expect(user.line == "POST /token/user")
    #expect(user.body == ["username": "U", "password": "P"])
    let code = await sent(LogIn.self, NoPath(), body: .init(username: "U", password: "P", mfaCode: "012345"))
    #expect(code.body == ["username": "U", "password": "P", "mfa_code": "012345"])
    let node = await sent(LogInNode.self, NoPath(), body: .init(apiKey: "K"))
    #expect(node.line == "POST /token/node")
    #expect(node.body == ["api_key": "K"])
    let container = await sent(CreateContainerToken.self, NoPath(), body: .init(taskID: 9, image: "img"))
    #expect(container.line == "POST /token/container")
    #expect(container.body == ["task_id": 9, "image": "img"])
  }

  @Test("A node tells how a run stands with the fields that it has, moments in UTC")
  func patchesRuns() async {
    var body = UpdateRun.Body()
    body.status = "active"
    body.startedAt = Timestamp(microseconds: 1_764_000_000_000_001)
    let made = await sent(UpdateRun.self, 7, body: body)
    #expect(made.line == "PATCH /run/7")
    #expect(made.body == ["started_at": "2025-11-24T16:00:00.000001+00:00", "status": "active"])
  }
}

/// The members of a body, whose order says nothing.
struct Members: Equatable, ExpressibleByDictionaryLiteral {
  let byName: [String: JSONValue]

  init(_ value: JSONValue) {
    byName = Dictionary(uniqueKeysWithValues: (value.object ?? [:]).map { ($0.key, $0.value) })
  }

  init(dictionaryLiteral elements: (String, JSONValue)...) {
    byName = Dictionary(uniqueKeysWithValues: elements)
  }
}
