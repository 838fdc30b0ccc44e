import PolderCore
import PolderSQL
import PolderServer
import Testing

/// The recorded session with the incumbent, sent to Polder in the same order.
struct GoldenReplayTests {
  private static let container = ContainerClaims(
    nodeID: NodeID(8), organizationID: OrganizationID(2), collaborationID: CollaborationID(1), studyID: nil,
    storeID: nil, taskID: TaskID(1), image: "ghcr.io/x/img:1", databases: [])

  /// Who sent a record; the root user when nothing says otherwise.
  private static func caller(_ name: String) -> Caller {
    switch name {
    case "user.list.nobody", "user.list.nobody.self", "task.list.nobody": .user(7)
    case "user.list.viewer", "user.create.viewer", "role.list.viewer", "col.create.viewer", "col.list.viewer",
      "col.list.org", "task.create.viewer":
      .user(2)
    case "user.create.escalate": .user(4)
    case "node.get.self", "node.get.other_org", "node.user.list", "node.org.get", "node.org.patch", "node.col.get",
      "task.status.node", "run.list.node":
      .node(8)
    case "run.patch.other", "run.patch.finish2": .node(9)
    case "run.patch.user", "kill.task.researcher": .user(3)
    case "task.create.root": .root
    case _ where name.hasPrefix("run.patch."): .node(8)
    case _ where name.hasPrefix("task.create"): .user(3)
    case _ where name.hasPrefix("container."): .container(container)
    default: .root
    }
  }

  /// What other operations had done before a record.
  private static let before: [String: [SQL]] = [
    "org.create.badpubkey": [
      """
      INSERT INTO organization (id, name, domain, address1, zipcode, country, _public_key) VALUES (4, 'org3', '', '', \
      '', '', CAST('-----BEGIN PUBLIC KEY-----' || char(10) || 'abc' || char(10) || '-----END PUBLIC KEY-----' \
      || char(10) AS BLOB))
      """
    ],
    "rule.list": ["DELETE FROM organization WHERE id = 5"],
    "role.list.filter": ["INSERT INTO role (id, name, description, organization_id) VALUES (8, 'custom', 'd', 2)"],
    "user.list.nobody": ["UPDATE user SET firstname = 'FF' WHERE id = 2"],
    "node.create": ["UPDATE collaboration SET name = 'col1b' WHERE id = 1"],
    "node.get.self": ["UPDATE node SET name = 'n1x' WHERE id = 8"],
    "task.create.bad": [
      "INSERT INTO study (id, name, collaboration_id) VALUES (1, 's1b', 1)",
      "INSERT INTO \"StudyMember\" VALUES (2, 1)",
    ],
    // What the incumbent took for a key there.
    "container.org.list": ["UPDATE organization SET _public_key = CAST('nodekey' AS BLOB) WHERE id = 2"],
    "run.get.withport": ["INSERT INTO algorithmport (id, port, run_id, label) VALUES (1, 49152, 1, 'p1')"],
    "run.patch.finish": ["DELETE FROM algorithmport"],
  ]

  @Test("every recorded request gets the recorded reply, or one that differs for a reason given")
  func replay() async throws {
    let house = try await HandlerHouse()
    for record in try GoldenRecord.all() {
      // Makes a user here, whose number would shift all others; looked at elsewhere.
      if record.name == "user.create.noname" { continue }
      for statement in Self.before[record.name] ?? [] { try await house.fixture.run(statement) }
      if record.name == "run.patch.fail" { try await makeFailingTask(house) }
      let reply = try await house.call(
        record.verb, record.path, query: record.query, record.json, as: Self.caller(record.name))
      compare(reply, record)
    }
  }

  private func compare(_ reply: HouseReply, _ record: GoldenRecord) {
    let difference = GoldenDifference.all[record.name]
    let text = reply.json?.text.prefix(400) ?? ""
    #expect(reply.status == difference?.status ?? record.status, "\(record.name): \(text)")
    if case .reply = difference?.extent { return }
    if case .body = difference?.extent { return }
    let keepsMoments = record.name.hasPrefix("run.patch.start") || record.name.hasPrefix("run.patch.finish")
    let got = reply.json.map { GoldenRecord.comparable($0, keepsMoments: keepsMoments) }
    let wanted = GoldenRecord.comparable(record.body, keepsMoments: keepsMoments)
    #expect(got == wanted, "\(record.name)\n got    \(got?.text ?? "nothing")\n wanted \(wanted.text)")
    #expect(reply.total == record.total, "\(record.name)")
    #expect(reply.headers["link"] == record.link, "\(record.name)")
  }

  private func makeFailingTask(_ house: HandlerHouse) async throws {
    let input: JSONValue = ["id": 2, "input": "e30="]
    let reply = try await house.call(
      .post, "/task",
      ["image": "img", "collaboration_id": 1, "organizations": [input, ["id": 3, "input": "e30="]]], as: .user(3))
    #expect(reply.status == 201)
    #expect(reply.json?["id"] == 4)
    try await house.fixture.run(
      "UPDATE run SET input = 'eyJtZXRob2QiOiAibSIsICJhcmdzIjogW10sICJrd2FyZ3MiOiB7fX0=' WHERE task_id = 4")
  }
}
