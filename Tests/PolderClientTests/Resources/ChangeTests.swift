import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Changes that are asked for")
struct ChangeTests {
  /// What a piece of work asks for: method, path and body of the last request.
  func request(_ work: (UserClient) async throws -> Void) async throws -> String {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    try await work(try await UserClient.loggedIn(api))
    let call = try #require(await api.sent.last)
    return "\(call.method.rawValue) \(call.path) " + String(decoding: call.body ?? [], as: UTF8.self)
  }

  @Test("Only what is named is changed, under the contract's names")
  func updates() async throws {
    let collaboration = try await request {
      _ = try await $0.collaboration.update(4, name: "n", encrypted: true, organizations: [1])
    }
    #expect(collaboration == #"PATCH /collaboration/4 {"name":"n","organization_ids":[1],"encrypted":true}"#)
    #expect(
      try await request { _ = try await $0.node.update(8, name: "n", clearIP: true) }
        == #"PATCH /node/8 {"name":"n","clear_ip":true}"#)
    #expect(
      try await request { _ = try await $0.organization.update(domain: "d", publicKey: "k") }
        == #"PATCH /organization/3 {"domain":"d","public_key":"k"}"#)
    #expect(
      try await request { _ = try await $0.role.update(5, rules: [1, 2]) } == #"PATCH /role/5 {"rules":[1,2]}"#)
    #expect(
      try await request { _ = try await $0.user.update(6, organization: 2, rules: [], roles: [1], email: "e") }
        == #"PATCH /user/6 {"email":"e","organization_id":2,"roles":[1],"rules":[]}"#)
    #expect(
      try await request { _ = try await $0.study.update(5, name: "n", organizations: [1]) }
        == #"PATCH /study/5 {"name":"n","organization_ids":[1]}"#)
  }

  @Test("A store is for one collaboration, or for all only when that is said")
  func changesStores() async throws {
    #expect(
      try await request { _ = try await $0.store.update(9, name: "n", collaboration: 4) }
        == #"PATCH /algorithmstore/9 {"name":"n","collaboration_id":4}"#)
    #expect(
      try await request { _ = try await $0.store.update(9, allCollaborations: true) }
        == #"PATCH /algorithmstore/9 {"collaboration_id":null}"#)
    let all = try await request {
      _ = try await $0.store.create(
        algorithmStoreURL: "http://s/api", name: "n", allCollaborations: true, force: true)
    }
    #expect(
      all == #"POST /algorithmstore {"name":"n","algorithm_store_url":"http://s/api","#
        + #""server_url":"http://h:5000/api","force":true}"#)
  }

  @Test("A task has its study, store and databases, each with what the node has to know")
  func makesTasks() async throws {
    let task = try await request {
      _ = try await $0.task.create(
        organizations: [1], name: "n", image: "i", description: "d", input: AlgorithmInput(method: "m"),
        collaboration: 4, study: 5, store: 9, serverURL: "https://s/api",
        databases: [.init(label: "l", parameters: ["query": "select 1"])])
    }
    let input = Base64.encode(#"{"method":"m"}"#.utf8)
    #expect(
      task == #"POST /task {"image":"i","organizations":[{"id":1,"input":"\#(input)"}],"collaboration_id":4,"#
        + #""study_id":5,"name":"n","description":"d","store_id":9,"server_url":"https://s/api","#
        + #""databases":[{"label":"l","query":"select 1"}]}"#)
  }

  @Test("A mail for a lost password or second factor is asked for by address or name; with neither nothing is sent")
  func asksForMails() async throws {
    #expect(
      try await request { try await $0.util.resetMyPassword(email: "ada@example.org") }
        == #"POST /recover/lost {"email":"ada@example.org"}"#)
    #expect(
      try await request { try await $0.util.resetTwoFactorAuth(password: "p", username: "ada") }
        == #"POST /recover/2fa/lost {"username":"ada","password":"p"}"#)
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let util = UserClient.over(api).util
    for call in [{ try await util.resetMyPassword() }, { try await util.resetTwoFactorAuth(password: "p") }]
      as [@Sendable () async throws -> String]
    {
      let error = await #expect(throws: PolderError.self) { try await call() }
      #expect(error?.code == "client-no-account")
    }
    #expect(await api.calls.isEmpty)
  }

  @Test("What can be given back whole is: runs with their task, a task with its results")
  func includes() async throws {
    #expect(try await request { _ = try await $0.run.get(1, includeTask: true) } == "GET /run/1 ")
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    _ = try await client.run.get(1, includeTask: true)
    _ = try await client.run.fromTask(6, includeTask: true)
    _ = try await client.task.get(6, includeResults: true)
    try await client.organization.delete(2, deleteDependents: true)
    #expect(
      await api.calls == [
        "GET /run/1?include=task", "GET /run?task_id=6&include=task", "GET /task/6?include=results",
        "DELETE /organization/2?delete_dependents=True",
      ])
  }
}
