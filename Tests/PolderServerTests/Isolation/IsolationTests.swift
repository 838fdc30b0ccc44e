import PolderCore
import Testing

/// Every kind of caller of every organization against everything there is: what the contract does not grant is refused.
struct IsolationTests {
  @Test("single things are shown to those who may see them, and to nobody else", arguments: Actor.all)
  func reading(actor: Actor) async throws {
    let everybody = Set(PrincipalKind.allCases)
    var probes: [Probe] = []
    for organization in SmallWorld.organizations {
      probes.append(
        Probe(
          actor, .get, "/organization/\(organization)", kinds: everybody,
          granted: actor.may(.organization, .view, organization: organization) || actor.isConcerned(organization)))
      for (digit, _) in SmallWorld.roles {
        let user = SmallWorld.user(organization, digit)
        probes.append(
          Probe(
            actor, .get, "/user/\(user)", kinds: [.user],
            granted: actor.userID == user || actor.may(.user, .view, organization: organization)))
      }
    }
    for collaboration in SmallWorld.members.keys {
      let isMember = actor.collaborations.contains(collaboration) && actor.has(.collaboration, .organization, .view)
      probes.append(
        Probe(
          actor, .get, "/collaboration/\(collaboration)", kinds: everybody,
          granted: isMember || actor.has(.collaboration, .global, .view)))
    }
    for node in SmallWorld.nodes {
      probes.append(
        Probe(
          actor, .get, "/node/\(node.id)", kinds: [.user, .node],
          granted: actor.may(.view, node: node)))
    }
    for task in SmallWorld.tasks {
      let granted = actor.may(.task, .view, of: task)
      probes.append(Probe(actor, .get, "/task/\(task.id)", kinds: everybody, granted: granted))
      probes.append(Probe(actor, .get, "/task/\(task.id)/status", kinds: [.user, .container], granted: granted))
      for run in SmallWorld.runs where run.task == task.id {
        let granted = actor.may(.run, .view, of: task)
        probes.append(Probe(actor, .get, "/run/\(run.id)", kinds: everybody, granted: granted))
        probes.append(Probe(actor, .get, "/result/\(run.id)", kinds: everybody, granted: granted))
      }
    }
    try await Probe.judge(probes, in: try await SmallWorld.house())
  }

  @Test("nothing is changed or made where the caller may not", arguments: Actor.all)
  func writing(actor: Actor) async throws {
    var probes: [Probe] = [
      Probe(
        actor, .post, "/organization", ["name": "new"], kinds: [.user],
        granted: actor.has(.organization, .global, .create), success: 201),
      Probe(
        actor, .post, "/collaboration", ["name": "new", "encrypted": false, "organization_ids": [10]], kinds: [.user],
        granted: actor.has(.collaboration, .global, .create)),
    ]
    for organization in SmallWorld.organizations {
      probes.append(
        Probe(
          actor, .patch, "/organization/\(organization)", ["address1": "new"], kinds: [.user, .node],
          granted: actor.kind == .user && actor.may(.organization, .edit, organization: organization)))
      if !actor.may(.user, .create, organization: organization) {
        let body: JSONValue = [
          "username": "new", "password": "Passw0rd!", "email": "new@example.org",
          "organization_id": .integer(organization),
        ]
        probes.append(Probe(actor, .post, "/user", body, kinds: [.user], granted: false))
      }
    }
    for node in SmallWorld.nodes {
      let body: JSONValue = [
        "organization_id": .integer(node.organization), "collaboration_id": .integer(node.collaboration),
      ]
      // There is a node already, which only those learn who might have made one.
      probes.append(
        Probe(
          actor, .post, "/node", body, kinds: [.user],
          granted: actor.may(.create, node: node), success: 400))
    }
    for run in SmallWorld.runs {
      let task = SmallWorld.tasks.first { $0.id == run.task }
      probes.append(
        Probe(
          actor, .patch, "/run/\(run.id)", ["log": "new"], kinds: [.node],
          granted: run.organization == actor.organization && task?.collaboration == actor.home))
    }
    try await Probe.judge(probes + tasks(actor), in: try await SmallWorld.house())
  }

  /// Tasks are made and stopped; what is stopped comes last.
  private func tasks(_ actor: Actor) -> [Probe] {
    var probes: [Probe] = []
    for (collaboration, members) in SmallWorld.members where collaboration != 3 {
      let organizations = members.sorted().map { id -> JSONValue in
        ["id": .integer(id), "input": .string(SmallWorld.input)]
      }
      let body: JSONValue = [
        "image": .string(SmallWorld.image), "collaboration_id": .integer(collaboration),
        "organizations": .array(organizations),
      ]
      let takesPart = actor.collaborations.contains(collaboration)
      let granted = actor.kind == .container || actor.may(.task, .create, collaboration: collaboration)
      probes.append(
        Probe(actor, .post, "/task", body, kinds: [.user, .container], granted: takesPart && granted, success: 201))
    }
    for task in SmallWorld.tasks where task.parent == nil {
      probes.append(
        Probe(
          actor, .post, "/kill/task", ["id": .integer(task.id)], kinds: [.user],
          granted: actor.may(.event, .send, collaboration: task.collaboration)))
    }
    return probes
  }
}
