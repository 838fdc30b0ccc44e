import Foundation
import PolderCore
import Testing

/// What the real server 4.15.2 answered to everybody, as `scripts/matrix/record` wrote it down.
struct PrivilegeFixture: Sendable {
  /// Somebody who asks.
  struct Asker: Sendable {
    let name: String
    let caller: Caller
    /// What stands for `{user}`, `{task}`, `{role}`, `{rule}`, `{node}`.
    let own: [String: Int64]
  }

  /// One question, and who got which answer.
  struct Question: Sendable {
    let operation: String
    let relation: String
    let variant: String?
    let verb: HTTPVerb
    let path: String
    let query: JSONObject?
    let body: JSONValue?
    let blob: String?
    let isRefresh: Bool
    let silent: Set<String>
    let answers: [String: PrivilegeOutcome]
    let others: PrivilegeOutcome?

    init(_ value: JSONValue) throws {
      operation = try #require(value["operation"]?.string)
      relation = try #require(value["relation"]?.string)
      variant = value["variant"]?.string
      verb = try #require(value["verb"]?.string.flatMap(HTTPVerb.init(rawValue:)))
      path = try #require(value["path"]?.string)
      query = value["query"]?.object
      body = value["body"]
      blob = value["blob"]?.string
      isRefresh = value["refresh"]?.bool ?? false
      silent = Set(value["silent"]?.array?.compactMap(\.string) ?? [])
      var answers: [String: PrivilegeOutcome] = [:]
      var others: PrivilegeOutcome?
      for outcome in value["outcomes"]?.array ?? [] {
        if let names = outcome["callers"]?.array {
          for name in names.compactMap(\.string) { answers[name] = PrivilegeOutcome(outcome) }
        } else {
          others = PrivilegeOutcome(outcome)
        }
      }
      self.answers = answers
      self.others = others
    }

    /// What somebody was answered; nil for who was not asked.
    func recorded(_ asker: Asker) -> PrivilegeOutcome? {
      silent.contains(asker.name) ? nil : answers[asker.name] ?? others
    }
  }

  let askers: [Asker]
  let world: [String]
  let questions: [Question]
  let cells: Int

  init() throws {
    let path = try #require(
      Bundle.module.path(forResource: "privileges-4.15.2", ofType: "json", inDirectory: "Fixtures"))
    let value = try JSONValue(parsing: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    askers = try #require(value["callers"]?.array).map { try Self.asker($0) }
    world = try #require(value["world"]?.array).compactMap(\.string)
    questions = try #require(value["requests"]?.array).map { try Question($0) }
    cells = Int(try #require(value["cells"]?.integer))
  }

  private static func asker(_ value: JSONValue) throws -> Asker {
    let id = value["id"]?.integer ?? 0
    let caller: Caller =
      switch value["kind"]?.string {
      case "user": .user(id)
      case "node": .node(id)
      case "container":
        .container(
          ContainerClaims(
            nodeID: NodeID(11), organizationID: OrganizationID(2), collaborationID: CollaborationID(1), studyID: nil,
            storeID: nil, taskID: TaskID(id), image: "registry.example/a:1", databases: []))
      default: .nobody
      }
    var own: [String: Int64] = [:]
    for (key, value) in value["own"]?.object ?? JSONObject() { own[key] = value.integer }
    return Asker(name: try #require(value["name"]?.string), caller: caller, own: own)
  }
}
