import PolderCore
import Testing

/// Every kind of caller of every organization, and what lists show it.
struct ListIsolationTests {
  private struct Expectation {
    let path: String
    let kinds: Set<PrincipalKind>
    /// Nil when the list is refused as a whole.
    let ids: [Int64]?
  }

  @Test("lists hold what the caller may see, and nothing else", arguments: Actor.all)
  func lists(actor: Actor) async throws {
    let house = try await SmallWorld.houseWithStudies()
    let expectations = expectations(actor)
    let replies = try await house.calls(
      expectations.map { (.get, $0.path + "?per_page=1000", nil, actor.caller) })
    for (expectation, reply) in zip(expectations, replies) {
      let place = "\(actor.caller) \(expectation.path): \(reply.message ?? "")"
      guard expectation.kinds.contains(actor.kind) else {
        #expect(reply.status == 403, "\(place)")
        continue
      }
      guard let ids = expectation.ids else {
        #expect(reply.status == 401, "\(place)")
        continue
      }
      #expect(reply.status == 200, "\(place)")
      #expect(reply.ids.sorted() == ids.sorted(), "\(place)")
      #expect(reply.total == String(ids.count), "\(place)")
    }
  }

  private func expectations(_ actor: Actor) -> [Expectation] {
    let everybody = Set(PrincipalKind.allCases)
    let tasks = SmallWorld.tasks.filter { actor.may(.task, .view, of: $0) }.map(\.id)
    let seen = Set(SmallWorld.tasks.filter { actor.may(.run, .view, of: $0) }.map(\.id))
    let runs = SmallWorld.runs.filter { seen.contains($0.task) }.map(\.id)
    let seesTasks = widest(actor, .task) != nil
    let seesRuns = widest(actor, .run) != nil
    return [
      Expectation(path: "/user", kinds: [.user], ids: users(actor)),
      Expectation(path: "/organization", kinds: everybody, ids: organizations(actor)),
      Expectation(path: "/collaboration", kinds: [.user, .node], ids: collaborations(actor)),
      Expectation(path: "/node", kinds: [.user, .node], ids: nodes(actor)),
      Expectation(path: "/role", kinds: [.user], ids: roles(actor)),
      Expectation(path: "/rule", kinds: [.user], ids: Array(1...Int64(RuleKey.catalogue.count))),
      Expectation(
        path: "/study", kinds: everybody,
        ids: widest(actor, .study) == nil
          ? nil : SmallWorld.studies.filter { actor.may(.view, study: $0) }.map(\.id)),
      Expectation(path: "/task", kinds: everybody, ids: seesTasks ? tasks : nil),
      Expectation(path: "/run", kinds: everybody, ids: seesRuns ? runs : nil),
      Expectation(path: "/result", kinds: everybody, ids: seesRuns ? runs : nil),
    ]
  }

  private func widest(_ actor: Actor, _ resource: Resource) -> Scope? {
    Scope.allCases.filter { actor.has(resource, $0, .view) }.max()
  }

  private func users(_ actor: Actor) -> [Int64]? {
    guard let scope = widest(actor, .user), scope > .own else { return nil }
    let all = SmallWorld.organizations.filter { actor.may(.user, .view, organization: $0) }.flatMap { organization in
      SmallWorld.roles.map { SmallWorld.user(organization, $0.digit) }
    }
    return scope == .global ? all + [1] : all
  }

  private func organizations(_ actor: Actor) -> [Int64]? {
    guard widest(actor, .organization) != nil else { return nil }
    let all = SmallWorld.organizations.filter {
      actor.may(.organization, .view, organization: $0) || actor.isConcerned($0)
    }
    return actor.has(.organization, .global, .view) ? all + [1] : all
  }

  private func collaborations(_ actor: Actor) -> [Int64]? {
    if actor.has(.collaboration, .global, .view) { return Array(SmallWorld.members.keys) }
    return actor.has(.collaboration, .organization, .view) ? actor.collaborations.sorted() : nil
  }

  private func nodes(_ actor: Actor) -> [Int64]? {
    guard let scope = widest(actor, .node) else { return nil }
    return SmallWorld.nodes.filter { node in
      scope == .global || (scope == .collaboration && actor.collaborations.contains(node.collaboration))
        || (scope == .organization && node.organization == actor.organization)
    }.map(\.id)
  }

  private func roles(_ actor: Actor) -> [Int64]? {
    let shared = (1...Int64(DefaultRole.all.count)).map { $0 }
    guard let scope = widest(actor, .role) else { return actor.userID.map { _ in [] } }
    let own = SmallWorld.organizations.filter { organization in
      scope == .global || organization == actor.organization
        || (scope == .collaboration && actor.may(.role, .view, organization: organization))
    }
    return shared + own.map { $0 + 10 }
  }
}
