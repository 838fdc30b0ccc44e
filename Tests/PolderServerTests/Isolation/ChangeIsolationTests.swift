import PolderCore
import PolderSQL
import Testing

/// Every kind of caller of every organization against everything that changes or deletes what organizations share.
///
/// A granted request is sent such that it fails afterwards, or changes nothing, where others would be hindered by it.
struct ChangeIsolationTests {
  @Test("what organizations share is changed and deleted by those who may, and by nobody else", arguments: Actor.all)
  func changes(actor: Actor) async throws {
    let house = try await SmallWorld.houseWithStudies()
    for (task, study) in [(1, 31), (4, 32), (2, 33), (3, 34)] {
      try await house.fixture.run("UPDATE task SET study_id = \(study) WHERE id = \(task)")
    }
    let probes = organizations(actor) + collaborations(actor) + studies(actor) + vpn(actor)
    try await Probe.judge(probes + nodes(actor) + tasks(actor), in: house)
  }

  private func organizations(_ actor: Actor) -> [Probe] {
    var probes = SmallWorld.organizations.map { organization in
      Probe(
        actor, .delete, "/organization/\(organization)", kinds: [.user],
        granted: actor.has(.organization, .global, .delete), success: 400)
    }
    for (collaboration, members) in SmallWorld.members {
      for organization in SmallWorld.organizations {
        let isOwn = organization == actor.organization
        let edits = [Scope.organization, .collaboration].contains { actor.has(.organization, $0, .edit) }
        probes.append(
          Probe(
            actor, .post, "/polder/collaboration/\(collaboration)/organization/\(organization)/confirm",
            kinds: [.user], granted: actor.has(.organization, .global, .edit) || (isOwn && edits),
            success: members.contains(organization) ? 200 : 404))
      }
    }
    return probes
  }

  private func collaborations(_ actor: Actor) -> [Probe] {
    SmallWorld.members.keys.flatMap { id -> [Probe] in
      let path = "/collaboration/\(id)"
      let edits = actor.may(.collaboration, .edit, collaboration: id)
      return [
        Probe(actor, .patch, path, ["name": .string("c\(id)")], kinds: [.user], granted: edits),
        Probe(
          actor, .patch, path, ["organization_ids": .array(members(id))], kinds: [.user],
          granted: actor.has(.collaboration, .global, .edit)),
        Probe(
          actor, .delete, path, kinds: [.user], granted: actor.may(.collaboration, .delete, collaboration: id),
          success: 400),
        Probe(actor, .post, path + "/organization", ["id": 999], kinds: [.user], granted: edits, success: 404),
        Probe(actor, .delete, path + "/organization", ["id": 1], kinds: [.user], granted: edits, success: 400),
        Probe(actor, .post, path + "/node", ["id": 999], kinds: [.user], granted: edits, success: 404),
        Probe(actor, .delete, path + "/node", ["id": 999], kinds: [.user], granted: edits, success: 404),
      ]
    }
  }

  private func members(_ collaboration: Int64) -> [JSONValue] {
    SmallWorld.members[collaboration, default: []].sorted().map { .integer($0) }
  }

  private func studies(_ actor: Actor) -> [Probe] {
    let everybody = Set(PrincipalKind.allCases)
    var probes = SmallWorld.members.keys.map { id in
      Probe(
        actor, .post, "/study", ["name": "new", "collaboration_id": .integer(id), "organization_ids": [1]],
        kinds: [.user], granted: actor.may(.study, .create, collaboration: id), success: 400)
    }
    for study in SmallWorld.studies {
      let path = "/study/\(study.id)"
      let edits = actor.may(.study, .edit, collaboration: study.collaboration)
      probes += [
        Probe(actor, .get, path, kinds: everybody, granted: actor.may(.view, study: study)),
        Probe(actor, .patch, path, [:], kinds: [.user], granted: actor.may(.edit, study: study)),
        Probe(actor, .delete, path, kinds: [.user], granted: actor.may(.delete, study: study), success: 400),
        Probe(actor, .post, path + "/organization", ["id": 999], kinds: [.user], granted: edits, success: 404),
        Probe(actor, .delete, path + "/organization", ["id": 1], kinds: [.user], granted: edits, success: 400),
      ]
    }
    return probes
  }

  private func vpn(_ actor: Actor) -> [Probe] {
    var probes = [
      Probe(actor, .get, "/vpn", kinds: [.node], granted: true, success: 501),
      Probe(actor, .post, "/vpn/update", ["vpn_config": "x"], kinds: [.node], granted: true, success: 501),
      Probe(actor, .get, "/vpn/algorithm/addresses", kinds: [.container], granted: true),
    ]
    for run in SmallWorld.runs {
      let home = SmallWorld.tasks.first { $0.id == run.task }?.collaboration
      let isOwn = run.organization == actor.organization && home == actor.home
      probes.append(
        Probe(
          actor, .post, "/port", ["port": 80, "run_id": .integer(run.id)], kinds: [.node], granted: isOwn, success: 201)
      )
      probes.append(Probe(actor, .delete, "/port?run_id=\(run.id)", kinds: [.node], granted: isOwn))
    }
    return probes
  }

  /// Nodes are changed and stopped; what is deleted comes last.
  private func nodes(_ actor: Actor) -> [Probe] {
    var probes: [Probe] = []
    for node in SmallWorld.nodes {
      let isItself = actor.caller == .node(node.id)
      let edits = actor.may(.edit, node: node)
      let sends =
        actor.may(.event, .send, collaboration: node.collaboration)
        || (actor.has(.event, .organization, .send) && node.organization == actor.organization)
      probes += [
        Probe(
          actor, .patch, "/node/\(node.id)", ["clear_ip": true], kinds: [.user, .node],
          granted: actor.kind == .node ? isItself : edits),
        Probe(
          actor, .patch, "/node/\(node.id)", ["name": .string("node\(node.id)")], kinds: [.user, .node],
          granted: actor.kind == .user && edits),
        Probe(actor, .post, "/kill/node/tasks", ["id": .integer(node.id)], kinds: [.user], granted: sends),
      ]
    }
    return probes
      + SmallWorld.nodes.map { node in
        Probe(
          actor, .delete, "/node/\(node.id)", kinds: [.user],
          granted: actor.may(.delete, node: node))
      }
  }

  private func tasks(_ actor: Actor) -> [Probe] {
    // Subtasks first: they go with their parents.
    SmallWorld.tasks.reversed().map { task in
      Probe(actor, .delete, "/task/\(task.id)", kinds: [.user], granted: actor.may(.task, .delete, of: task))
    }
  }
}
