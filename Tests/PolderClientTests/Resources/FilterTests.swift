import PolderCore
import Testing

@testable import PolderClient

@Suite("Filters of lists")
struct FilterTests {
  static let moment = Timestamp(seconds: 1_790_000_000)

  /// What a piece of work asks for, the first request alone.
  func request(_ work: (UserClient) async throws -> Void) async throws -> String? {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    try await work(try await UserClient.loggedIn(api))
    return await api.calls.first
  }

  @Test("Every filter of tasks goes out under the contract's name")
  func filtersTasks() async throws {
    let sent = try await request { client in
      _ = try await client.task.list(
        initiatingOrg: 1, initiatingUser: 2, collaboration: 3, study: 4, store: 5, image: "i", parent: 6, job: 7,
        name: "n", includeResults: true, description: "d", database: "b", run: 8, status: "completed",
        userCreated: false, page: 9, perPage: 10)
    }
    #expect(
      sent == "GET /task?collaboration_id=3&study_id=4&store_id=5&init_org_id=1&init_user_id=2&parent_id=6&job_id=7"
        + "&run_id=8&name=n&image=i&description=d&database=b&status=completed&is_user_created=0&include=results"
        + "&page=9&per_page=10")
  }

  @Test("Every filter of runs does; a range has both its ends")
  func filtersRuns() async throws {
    let range = Self.moment...(Self.moment + .seconds(60))
    let sent = try await request { client in
      _ = try await client.run.list(
        task: 1, organization: 2, state: "open", node: 3, includeTask: true, started: range, assigned: range,
        finished: range, port: 8_888, page: 1, perPage: 5)
    }
    let (from, till) = (range.lowerBound.wireText, range.upperBound.wireText)
    #expect(
      sent == "GET /run?task_id=1&organization_id=2&node_id=3&state=open&port=8888&assigned_from=\(from)"
        + "&assigned_till=\(till)&started_from=\(from)&started_till=\(till)&finished_from=\(from)"
        + "&finished_till=\(till)&include=task&page=1&per_page=5")
  }

  @Test("Every filter of nodes and users does")
  func filtersNodesAndUsers() async throws {
    let time = Self.moment.wireText
    let nodes = try await request { client in
      _ = try await client.node.list(
        name: "n", organization: 1, collaboration: 2, study: 3, isOnline: false, ip: "10.0.0.1",
        lastSeenFrom: Self.moment, lastSeenTill: Self.moment)
    }
    #expect(
      nodes == "GET /node?organization_id=1&collaboration_id=2&study_id=3&status=offline&ip=10.0.0.1&name=n"
        + "&last_seen_from=\(time)&last_seen_till=\(time)&page=1&per_page=20")
    let users = try await request { client in
      _ = try await client.user.list(
        username: "u", organization: 1, firstname: "f", lastname: "l", email: "e", role: 2, rule: 3,
        lastSeenFrom: Self.moment, lastSeenTill: Self.moment)
    }
    #expect(
      users == "GET /user?username=u&firstname=f&lastname=l&email=e&organization_id=1&role_id=2&rule_id=3"
        + "&last_seen_from=\(time)&last_seen_till=\(time)&page=1&per_page=20")
  }

  @Test("Every filter of roles, rules, organizations, collaborations, studies and stores does")
  func filtersTheRest() async throws {
    let roles = try await request {
      _ = try await $0.role.list(name: "n", description: "d", organization: 1, rule: 2, user: 3, includeRoot: true)
    }
    #expect(
      roles == "GET /role?organization_id=1&include_root=True&name=n&description=d&rule_id=2&user_id=3&page=1"
        + "&per_page=20")
    let rules = try await request {
      _ = try await $0.rule.list(name: "task", operation: .view, scope: .own, role: 1)
    }
    #expect(rules == "GET /rule?name=task&operation=VIEW&scope=OWN&role_id=1&page=1&per_page=20")
    let organizations = try await request {
      _ = try await $0.organization.list(name: "n", country: "c", collaboration: 1, study: 2, page: 3, perPage: 4)
    }
    #expect(organizations == "GET /organization?name=n&country=c&collaboration_id=1&study_id=2&page=3&per_page=4")
    let collaborations = try await request {
      _ = try await $0.collaboration.list(name: "n", encrypted: false, organization: 1, algorithmStore: 2)
    }
    #expect(
      collaborations == "GET /collaboration?name=n&encrypted=False&organization_id=1&algorithm_store_id=2&page=1"
        + "&per_page=20")
    let studies = try await request {
      _ = try await $0.study.list(name: "n", organization: 1, collaboration: 2, includeOrganizations: true)
    }
    #expect(
      studies == "GET /study?name=n&organization_id=1&collaboration_id=2&include=organizations&page=1&per_page=20")
    let stores = try await request { _ = try await $0.store.list(name: "n", url: "u", collaboration: 1) }
    #expect(stores == "GET /algorithmstore?name=n&url=u&collaboration_id=1&page=1&per_page=10")
  }
}
