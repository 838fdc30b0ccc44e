import PolderCore
import PolderSQL
import Testing

/// What went wrong elsewhere and must never happen here: the published advisories about entities and isolation.
struct AdvisoryTests {
  @Test("CVE-2023-41881: a collaboration made after another was deleted shows nothing of it")
  func reusedCollaboration() async throws {
    let house = try await SmallWorld.house()
    #expect(
      try await house.call(.delete, "/collaboration/3", query: [("delete_dependents", "True")], as: .root).status == 200
    )
    let made = try await house.call(
      .post, "/collaboration", ["name": "new", "encrypted": false, "organization_ids": [10]], as: .root)
    let id = try #require(made.json?["id"]?.integer)
    #expect(id > 3)
    for list in ["/task", "/run", "/result"] {
      let reply = try await house.call(
        .get, list, query: [("collaboration_id", String(id))], as: SmallWorld.collaborationAdmin)
      #expect((reply.status, reply.ids) == (200, []), "\(list)")
    }
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM run WHERE task_id IS NULL") == [0])
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM task WHERE collaboration_id IS NULL") == [0])
  }

  @Test("CVE-2023-41881: what another program left without its collaboration is shown to nobody but global viewers")
  func orphans() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "UPDATE task SET collaboration_id = NULL WHERE id = 4", "UPDATE run SET task_id = NULL WHERE id = 1")
    for caller in [SmallWorld.viewer, SmallWorld.collaborationAdmin, .node(201)] {
      #expect(try await house.call(.get, "/task/4", as: caller).status == 401)
      #expect(try await house.call(.get, "/run/1", as: caller).status == 401)
      #expect(try await house.call(.get, "/run", as: caller).ids.allSatisfy { ![1, 6, 7].contains($0) })
    }
    #expect(try await house.call(.get, "/task/4", as: .root).status == 200)
  }

  @Test("CVE-2023-41882: results do not come along with tasks to who may view tasks but not runs")
  func resultsWithTasks() async throws {
    let house = try await SmallWorld.house()
    try await SmallWorld.give([RuleKey(.task, .collaboration, .view)], to: 105, in: house)
    let caller = Caller.user(105)
    #expect(try await house.call(.get, "/task", as: caller).ids == [5, 4, 1])
    #expect(
      try await house.said(.get, "/task", query: [("include", "results")], as: caller)
        == "401 You cannot view the results of all tasks, as you are allowed to view tasks with scope col but you can "
        + "only view results with scope None")
    #expect(
      try await house.said(.get, "/task/1", query: [("include", "results")], as: caller)
        == "401 You lack the permission to view results for this task!")
    for path in ["/run", "/result", "/run/1", "/result/1"] {
      #expect(try await house.call(.get, path, as: caller).status == 401, "\(path)")
    }
  }

  @Test("CVE-2023-47631: a subtask runs its parent's image and nothing else, whatever it says of its parent")
  func childTasks() async throws {
    let house = try await SmallWorld.house()
    let container = SmallWorld.container(of: SmallWorld.runs[0])
    for image in ["evil", "evil/registry.example/a:1", "registry.example/a:1@sha256:0"] {
      let body = CreateTaskTests.body([11], with: ["image": .string(image)])
      #expect(try await house.said(.post, "/task", body, as: container) == "401 Container-token is not valid")
    }
    // Nobody names a parent: it is the one of the token.
    for caller in [container, SmallWorld.researcher] {
      let body = CreateTaskTests.body([11], with: ["parent_id": 1])
      #expect(
        try await house.call(.post, "/task", body, as: caller).json?["errors"]?["parent_id"] == ["Unknown field."])
    }
  }

  @Test("deviation 53: a subtask's image equals its parent's")
  func equalImage() async throws {
    let house = try await SmallWorld.house()
    let container = SmallWorld.container(of: SmallWorld.runs[0])
    let suffix = CreateTaskTests.body([11], with: ["image": "evil.example/registry.example/a:1"])
    #expect(try await house.call(.post, "/task", suffix, as: container).status == 401)
    #expect(try await house.call(.post, "/task", CreateTaskTests.body([11]), as: container).status == 201)
    // The image of the task counts, not what an old token says of it.
    try await house.fixture.run("UPDATE task SET image = 'other' WHERE id = 1")
    #expect(try await house.call(.post, "/task", CreateTaskTests.body([11]), as: container).status == 401)
  }

  @Test("CVE-2024-22193: an encrypted collaboration takes no readable input, also from an algorithm")
  func unencrypted() async throws {
    let house = try await SmallWorld.house()
    let body = CreateTaskTests.body([12], with: ["collaboration_id": 3])
    let refusal =
      "400 Your collaboration requires encryption, but input is not encrypted! Please encrypt your input before "
      + "sending it."
    #expect(try await house.said(.post, "/task", body, as: .user(122)) == refusal)
    #expect(
      try await house.said(.post, "/task", body, as: SmallWorld.container(of: SmallWorld.runs[4])) == refusal)
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM task") == [5])
  }

  @Test(
    "4.15 without advisory: tasks, runs and results of other collaborations are neither read nor deleted by a partner")
  func crossCollaboration() async throws {
    let house = try await SmallWorld.house()
    try await SmallWorld.give(
      [RuleKey(.task, .collaboration, .delete), RuleKey(.event, .collaboration, .send)], to: 104, in: house)
    // Beta, with whom alpha shares collaboration 1, started task 2 in collaboration 2.
    for path in ["/task/2", "/task/2/status", "/run/3", "/run/4", "/result/3", "/result/4"] {
      #expect(try await house.call(.get, path, as: SmallWorld.collaborationAdmin).status == 401, "\(path)")
    }
    for (verb, path, body) in [
      (.delete, "/task/2", nil), (.post, "/kill/task", ["id": 2]), (.post, "/kill/node/tasks", ["id": 203]),
    ] as [(HTTPVerb, String, JSONValue?)] {
      #expect(try await house.call(verb, path, body, as: SmallWorld.collaborationAdmin).status == 401, "\(path)")
    }
    #expect(try await house.call(.get, "/task", query: [("init_org_id", "11")], as: SmallWorld.viewer).ids == [4])
    #expect(try await house.call(.delete, "/task/4", as: SmallWorld.collaborationAdmin).status == 200)
  }

  @Test("4.15 without advisory: a public key is not replaced by a stranger, whatever may be edited")
  func publicKey() async throws {
    let house = try await SmallWorld.house()
    let key: JSONValue = ["public_key": .string(Base64.encode(KeySamples.rsa2048.utf8))]
    for caller in [SmallWorld.collaborationAdmin, .root] {
      #expect(
        try await house.said(.patch, "/organization/11", key, as: caller)
          == "401 Only members of an organization can update its public key!")
    }
    #expect(try await house.call(.patch, "/organization/11", key, as: .node(201)).status == 401)
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM organization WHERE _public_key IS NOT NULL") == [0])
    #expect(try await house.call(.patch, "/organization/11", key, as: .node(203)).status == 200)
  }
}
