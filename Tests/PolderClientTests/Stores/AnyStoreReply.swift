import PolderCore
import PolderTransport

/// A reply of a store that fits whatever was asked: it has the keys of all types.
enum AnyStoreReply {
  static func to(_ call: HTTPCall) -> JSONValue {
    var reply = object
    let id = call.path.split(separator: "/").compactMap { Int64($0) }.first
    reply["id"] = .integer(id ?? 1)
    return .object(reply)
  }

  private static let object: JSONObject = [
    "data": [], "links": [:], "rules": "/api/rule", "users": "/api/user", "roles": "/api/role", "name": "n",
    "algorithm": "/api/algorithm", "reviews": "/api/review", "description": nil, "is_default_role": false,
    "operation": "view", "server": nil, "username": "ada", "email": nil, "organization_id": nil, "reviewer": nil,
    "requested_by": nil, "algorithm_id": 1, "requested_at": nil, "submitted_at": nil, "status": "approved",
    "comment": nil, "functions": [], "developer_id": nil, "image": "i", "code_url": nil, "documentation_url": nil,
    "partitioning": "horizontal", "vantage6_version": "4", "digest": nil, "approved_at": nil, "invalidated_at": nil,
    "submission_comments": nil, "algorithm_view": "public", "allow_localhost": false, "min_reviewers": 2,
    "min_reviewing_organizations": 2, "allowed_servers": "all", "assign_review_own_algorithm": false,
    "allowed_reviewers": nil, "allowed_review_assigners": nil, "msg": "m", "url": "http://h:5000/api",
  ]
}
