import PolderCore

/// Runs and results as a server writes them.
enum ResultFixtures {
  static func run(_ id: Int64, status: String, task: Int64 = 6) -> JSONValue {
    [
      "organization": ["id": 2, "link": "/api/organization/2", "methods": ["GET"]],
      "task": ["id": .integer(task), "link": .string("/api/task/\(task)"), "methods": ["GET"]],
      "results": ["id": .integer(id), "link": .string("/api/result/\(id)"), "methods": ["GET", "PATCH"]],
      "node": ["id": 9, "ip": nil, "status": "online", "name": "n"], "ports": [], "id": .integer(id), "input": "e30=",
      "assigned_at": "2026-01-01T00:00:00", "started_at": nil, "finished_at": nil, "status": .string(status),
      "log": nil, "cleanup_at": nil, "blob_storage_used": false,
    ]
  }

  static func result(_ id: Int64, _ text: String?, task: Int64 = 6, blob: Bool = false) -> JSONValue {
    [
      "run": ["id": .integer(id), "link": .string("/api/run/\(id)"), "methods": ["GET", "PATCH"]],
      "task": ["id": .integer(task), "link": .string("/api/task/\(task)"), "methods": ["GET"]], "id": .integer(id),
      "result": text.map { .string($0) } ?? nil, "cleanup_at": nil, "blob_storage_used": .bool(blob),
    ]
  }

  static func page(_ items: [JSONValue], next: String? = nil) -> FakeAPI.Reaction {
    var links: JSONObject = ["first": "/api/run?page=1", "self": "/api/run?page=1", "last": "/api/run?page=1"]
    if let next { links["next"] = .string(next) }
    return .json(["data": .array(items), "links": .object(links)])
  }
}
