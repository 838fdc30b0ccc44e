import PolderCore
import PolderSQL
import Testing

struct SubtaskTests {
  private let container = SmallWorld.container(of: SmallWorld.runs[0])

  @Test("an algorithm's task belongs to its tree, its user and its store, and is announced with its parent")
  func inherits() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO algorithmstore (id, name, url) VALUES (7, 's', 'u')",
      "UPDATE task SET algorithm_store_id = 7 WHERE id = 1")
    let reply = try await house.call(.post, "/task", CreateTaskTests.body([11], with: ["store_id": 99]), as: container)
    #expect(reply.status == 201, "\(reply.message ?? "")")
    #expect(reply.json?["job_id"] == 1)
    #expect(reply.json?["parent"]?["id"] == 1)
    #expect(reply.json?["init_user"]?["id"] == 102)
    #expect(reply.json?["init_org"]?["id"] == 10)
    #expect(reply.json?["algorithm_store"]?["id"] == 7)
    #expect(try await house.events() == [#"new_task collaboration_1 {"id":6,"parent_id":1}"#])
  }

  @Test(
    "an algorithm makes tasks of its very image only (deviation 53)", arguments: ["b", "x/registry.example/a:1", "a:1"])
  func image(image: String) async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(
      .post, "/task", CreateTaskTests.body([11], with: ["image": .string(image)]), as: container)
    #expect((reply.status, reply.message) == (401, "Container-token is not valid"))
  }

  @Test("an algorithm whose run has ended makes no tasks, though its task goes on elsewhere (deviation 20)")
  func ended() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "UPDATE run SET status = 'completed', finished_at = '2023-01-01 00:00:00.000000' WHERE id = 1")
    let reply = try await house.call(.post, "/task", CreateTaskTests.body([11]), as: container)
    #expect((reply.status, reply.message) == (401, "Container-token is not valid"))
    let partner = SmallWorld.container(of: SmallWorld.runs[1])
    #expect(try await house.call(.post, "/task", CreateTaskTests.body([11]), as: partner).status == 201)
  }

  @Test("an algorithm that says it completed makes no tasks, though the end is not told yet")
  func completed() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("UPDATE run SET status = 'completed' WHERE id = 1")
    #expect(try await house.call(.post, "/task", CreateTaskTests.body([11]), as: container).status == 401)
  }

  @Test("an algorithm stays in its collaboration")
  func collaboration() async throws {
    let house = try await SmallWorld.house()
    let elsewhere = SmallWorld.container(of: SmallWorld.runs[2])
    let reply = try await house.call(.post, "/task", CreateTaskTests.body([10]), as: elsewhere)
    #expect(reply.message == "You can only create tasks for collaborations you are participating in!")
  }
}
