import PolderCore

/// The objects of a server in the contract's form, as far as a node looks at them.
enum FakeWire {
  private static func link(_ kind: String, _ id: Int64) -> JSONValue {
    ["id": .integer(id), "link": .string("/api/\(kind)/\(id)"), "methods": ["GET"]]
  }

  static let node: JSONValue = [
    "organization": link("organization", 2), "collaboration": link("collaboration", 1), "config": [], "id": 9,
    "type": "node", "ip": nil, "last_seen": nil, "status": "offline", "name": "ward",
  ]

  static let organization: JSONValue = [
    "collaborations": "", "nodes": "", "users": "", "tasks": "", "runs": "", "studies": "", "public_key": "", "id": 4,
    "name": "Research", "domain": nil, "address1": nil, "address2": nil, "zipcode": nil, "country": nil,
  ]

  static func organization(_ id: Int64, key: String?) -> JSONValue {
    var object = organization.object ?? [:]
    object["id"] = .integer(id)
    object["public_key"] = .string(key ?? "")
    return .object(object)
  }

  static func collaboration(isEncrypted: Bool) -> JSONValue {
    [
      "organizations": "", "nodes": "", "tasks": "", "algorithm_stores": "", "studies": "", "id": 1, "name": "c",
      "encrypted": .bool(isEncrypted),
    ]
  }

  static func port(_ number: Int64, run: Int64) -> JSONValue {
    ["run": link("run", run), "port": .integer(number), "label": nil, "id": .integer(number)]
  }

  static func store(_ id: Int64, url: String) -> JSONValue {
    ["collaborations": nil, "id": .integer(id), "name": "store", "url": .string(url)]
  }

  static func run(
    _ id: Int64, _ run: StandInServer.Run, createdAt: String, includesTask: Bool = true
  ) -> JSONValue {
    [
      "organization": link("organization", 2),
      "task": includesTask ? task(run, createdAt) : link("task", run.task), "results": link("result", id),
      "node": ["id": 9, "ip": nil, "status": "online", "name": "ward"], "ports": [], "id": .integer(id),
      "input": .string(run.input), "assigned_at": "2025-06-01T10:00:00", "started_at": nil,
      "finished_at": run.finished.map { .string($0) } ?? .null, "status": .string(run.status), "log": nil,
      "cleanup_at": nil, "blob_storage_used": .bool(run.usesBlobs),
    ]
  }

  private static func task(_ run: StandInServer.Run, _ createdAt: String) -> JSONValue {
    [
      "status": "pending", "finished_at": nil, "collaboration": link("collaboration", 1), "results": "",
      "parent": run.parent.map { link("task", $0) } ?? .null, "children": "", "init_org": link("organization", 4),
      "init_user": link("user", run.user),
      "databases": .array(run.databases.map { ["label": .string($0), "parameters": "{}"] }), "study": nil,
      "algorithm_store": run.store.map { link("algorithmstore", $0) } ?? .null, "id": .integer(run.task), "name": "t",
      "description": "", "image": .string(run.image),
      "job_id": .integer(run.parent ?? run.task), "created_at": .string(createdAt),
    ]
  }
}
