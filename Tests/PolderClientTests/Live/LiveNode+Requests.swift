import PolderCore
import PolderTransport
import Testing

extension LiveNode {
  /// Sends something that has no method here.
  @discardableResult
  func post(_ path: String, _ json: JSONValue, as other: String? = nil) async throws -> JSONValue {
    let headers = authorization(other) + [("Content-Type", "application/json")]
    let answer = try await channel.send(HTTPCall(.post, "/" + path, headers: headers, body: json.bytes))
    try #require(answer.isSuccess, "\(path): \(answer.status) \(answer.text)")
    return try JSONValue(parsing: answer.body)
  }

  /// A large input, as it lies in the store.
  func fetch(_ blob: String) async throws -> [UInt8] {
    let answer = try await channel.send(HTTPCall(.get, "/blobstream/\(blob)", headers: authorization()))
    try #require(answer.isSuccess, "blobstream/\(blob): \(answer.status) \(answer.text)")
    return answer.body
  }

  /// Hands in a large input or result; the id that stands for it.
  func upload(_ bytes: [UInt8], as other: String? = nil) async throws -> String {
    let headers = authorization(other) + [("Content-Type", "application/octet-stream")]
    let answer = try await channel.send(HTTPCall(.post, "/blobstream", headers: headers, body: bytes))
    try #require(answer.isSuccess, "blobstream: \(answer.status) \(answer.text)")
    return try #require(try JSONValue(parsing: answer.body)["uuid"]?.string)
  }

  /// Makes a task for another organization as the algorithm of a running run does.
  func makeSubtask(of run: Wire.Run, for organization: OrganizationID) async throws -> TaskID {
    let task = try await operations.call(GetTask.self, path: try #require(run.task?.id))
    let container = try await post(
      "token/container", ["task_id": .integer(task.id.rawValue), "image": .string(LiveStage.image)])
    let token = try #require(container["container_token"]?.string)
    let input = run.blobStorageUsed ? try await upload(Array("e30=".utf8), as: token) : "e30="
    let made = try await post(
      "task",
      [
        "image": .string(LiveStage.image), "name": "part",
        "collaboration_id": .integer(try #require(task.collaboration?.id.rawValue)),
        "organizations": [["id": .integer(organization.rawValue), "input": .string(input)]],
      ], as: token)
    return TaskID(try #require(made["id"]?.integer))
  }

  private func authorization(_ other: String? = nil) -> [(name: String, value: String)] {
    [("Authorization", "Bearer \(other ?? token)")]
  }
}
