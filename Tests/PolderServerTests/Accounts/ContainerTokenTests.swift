import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderServer
import PolderSQL
import Testing

struct ContainerTokenTests {
  private struct Scene {
    let house: ServerHouse
    let node: NodeID
    let task: TaskID
    let runs: [RunID]

    init() async throws {
      house = try await ServerHouse()
      let (one, two) = (try await house.organization("1"), try await house.organization("2"))
      let collaboration = try await house.collaboration("c", of: [one, two])
      node = try await house.node("n", of: one, in: collaboration)
      (task, runs) = try await house.task(in: collaboration, of: [one, two])
    }

    func ask(task: TaskID? = nil, image: String = "ghcr.io/x/img:1", by node: NodeID? = nil) async throws
      -> TestResponse
    {
      try await house.call(
        .post, "/token/container",
        ["task_id": .integer((task ?? self.task).rawValue), "image": .string(image)],
        token: house.token(node: node ?? self.node))
    }
  }

  @Test("a node gets the token of its task; the token opens what the task may see")
  func success() async throws {
    let scene = try await Scene()
    let task = scene.task.rawValue
    try await scene.house.write { sql in
      try sql.execute(
        """
        INSERT INTO taskdatabase (id, task_id, "database", parameters) VALUES \
        (1, \(task), 'default', \(#"{"query":"select 1","preprocessing":[{"function":"f","parameters":{"a":1}}]}"#)), \
        (2, \(task), 'other', '{}')
        """)
    }
    let reply = try await scene.ask()
    try Golden.holdKeys(reply, to: "token.container")
    let token = try #require(reply.json?["container_token"]?.string)
    let subject = try #require(try TokenParts(token).claims["sub"])
    let recorded = try #require(try Golden.record("jwt.container")["access"]?["sub"])
    #expect(subject.object?.keys == recorded.object?.keys)
    #expect(subject["databases"]?.text == recorded["databases"]?.text)
    #expect(subject["node_id"] == .integer(scene.node.rawValue) && subject["task_id"] == .integer(task))
    #expect(try await scene.house.call(.get, "/task/\(task)", token: token).status == .ok)
    #expect(try await scene.house.call(.get, "/user", token: token).status == .forbidden)
  }

  @Test("refusals come in the contract's order with its texts")
  func refusals() async throws {
    let scene = try await Scene()
    try Golden.hold(try await scene.ask(task: TaskID(999)), to: "token.container.404")
    try Golden.hold(try await scene.ask(image: "zzz"), to: "token.container.badimg")
    let stranger = try await scene.house.organization("3")
    let elsewhere = try await scene.house.collaboration("d", of: [stranger])
    let foreign = try await scene.house.node("m", of: stranger, in: elsewhere)
    let refused = try await scene.ask(by: foreign)
    #expect(refused.status == .unauthorized && refused.json == ["msg": "You are not within the collaboration"])
    let user = try await scene.house.call(
      .post, "/token/container", ["task_id": 1, "image": "i"], token: scene.house.token(user: UserID(1)))
    #expect(user.status == .forbidden)
  }

  @Test("once the run of the node's organization has ended there is no token, and the old one is dead, deviation 20")
  func ended() async throws {
    let scene = try await Scene()
    let token = try #require(try await scene.ask().json?["container_token"]?.string)
    try await scene.house.finish(scene.runs[0])
    try Golden.hold(try await scene.ask(), to: "token.container.finished")
    let dead = try await scene.house.call(.get, "/task/\(scene.task)", token: token)
    #expect(dead.status == .unauthorized && dead.json == ["msg": "Container-token is not valid"])
  }

  @Test("a run that is completed has ended, also where its node told no time, deviation 20")
  func completed() async throws {
    let scene = try await Scene()
    let token = try #require(try await scene.ask().json?["container_token"]?.string)
    let run = scene.runs[0]
    try await scene.house.write { try $0.execute("UPDATE run SET status = 'completed' WHERE id = \(run)") }
    try Golden.hold(try await scene.ask(), to: "token.container.finished")
    #expect(try await scene.house.call(.get, "/task/\(scene.task)", token: token).status == .unauthorized)
  }
}
