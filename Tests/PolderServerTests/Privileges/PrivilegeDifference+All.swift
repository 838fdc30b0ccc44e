import PolderCore

extension PrivilegeDifference {
  /// Every difference there is. An entry that no cell uses fails the test.
  static let all: [PrivilegeDifference] = [
    PrivilegeDifference(number: 1, reason: "a caller of the wrong kind is refused, not failed at") { recorded, got in
      recorded.status == 500 && got.status == 403
    },
    PrivilegeDifference(
      number: 1, reason: "an algorithm's token renews nothing", operations: ["POST /token/refresh"],
      askers: { $0.name == "container" }
    ) { recorded, got in recorded.status == 500 && got.status == 422 },
    PrivilegeDifference(
      number: 8, reason: "killing what runs at a node works, for those who may send events",
      operations: ["POST /kill/node/tasks"]
    ) { recorded, got in recorded.status == 500 && [200, 401].contains(got.status) },
    PrivilegeDifference(
      number: 8, reason: "a request to renew a VPN is looked at", operations: ["POST /vpn/update"]
    ) { recorded, got in recorded.status == 500 && [400, 401].contains(got.status) },
    PrivilegeDifference(
      number: 17, reason: "algorithms may read studies of their collaboration", operations: ["GET /study"],
      askers: { $0.name == "container" }
    ) { recorded, got in recorded.status == 500 && [200, 401].contains(got.status) },
    PrivilegeDifference(
      number: 20, reason: "no token for a task of which the node's organization has no open run",
      operations: ["POST /token/container"], relations: ["same collaboration", "same study"],
      askers: { $0.name == "node" }
    ) { recorded, got in recorded.status == 200 && got.message == "Task is already finished!" },
    PrivilegeDifference(
      number: 30, reason: "a node and its algorithms see their own collaboration, not the others of their organization",
      operations: ["GET /collaboration", "GET /collaboration/<id>", "GET /algorithmstore/<id>"],
      askers: { ["node", "container"].contains($0.name) }
    ) { recorded, got in recorded.status == 200 && (got.status == 401 || got.ids == "1") },
    PrivilegeDifference(
      number: 30, reason: "nothing of another collaboration is listed for a node",
      operations: ["GET /organization", "GET /study", "GET /task", "GET /run", "GET /result"],
      relations: ["own organization"], variants: ["collaboration_id", "node_id"], askers: { $0.name == "node" }
    ) { recorded, got in recorded.status == 200 && got.status == 401 },
    PrivilegeDifference(
      number: 30, reason: "an algorithm takes part in its own collaboration only", operations: ["POST /task"],
      relations: ["own organization"], askers: { $0.name == "container" }
    ) { recorded, got in recorded.status == 401 && got.status == 401 },
    PrivilegeDifference(
      number: 30, reason: "a node changes its own address, and no sibling", operations: ["PATCH /node/<id>"],
      askers: { $0.name == "node" }
    ) { recorded, got in recorded.status == 200 && got.status == 401 },
    PrivilegeDifference(
      number: 30, reason: "a node changes nothing of its organization but the public key",
      operations: ["PATCH /organization/<id>"], relations: ["own organization"], variants: [""],
      askers: { $0.name == "node" }
    ) { recorded, got in recorded.status == 200 && got.status == 401 },
  ]
}
