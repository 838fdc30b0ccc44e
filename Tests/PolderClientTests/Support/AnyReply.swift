import PolderCore
import PolderTransport

/// A reply that fits whatever was asked: it has the keys of all types.
enum AnyReply {
  /// A token of user 7.
  static let token = "e30." + Base64.encodeForAddress(#"{"sub": 7}"#.utf8) + ".c2ln"

  /// The reply to a call.
  static func to(_ call: HTTPCall) -> JSONValue {
    let parts = call.path.split(separator: "/").map { String($0) }
    if parts.first == "token" {
      return [
        "access_token": .string(token), "refresh_token": .string(token), "refresh_url": "/api/token/refresh",
        "user_url": "/api/user/7",
      ]
    }
    if parts.count == 3, parts[2] == "organization" { return [] }
    var reply = object
    reply["id"] = .integer(parts.last.flatMap { Int64($0) } ?? 1)
    // A task has its results as an address, a run as a reference.
    let results: JSONValue = parts.first == "run" ? link : "/api/result"
    reply["results"] = results
    return .object(reply)
  }

  private static let link: JSONValue = ["id": 3, "link": "/api/organization/3", "methods": []]

  private static let object: JSONObject = [
    "data": [], "links": [:], "organization": link, "collaboration": nil, "run": link, "task": nil, "node": [:],
    "organizations": "/api/organization", "collaborations": "/api/collaboration", "nodes": "/api/node",
    "tasks": "/api/task", "runs": "/api/run", "studies": "/api/study", "users": "/api/user", "roles": "/api/role",
    "rules": "/api/rule", "algorithm_stores": "/api/algorithmstore", "children": "/api/task", "databases": [],
    "config": [], "ports": [], "encrypted": false, "public_key": "", "type": "user", "name": "n", "firstname": "Ada",
    "username": "ada", "scope": "OWN", "operation": "VIEW", "is_default_role": false, "status": "completed",
    "blob_storage_used": false, "url": "http://store/api", "api_key": "k", "msg": "m", "version": "4.15.2",
    "database": true, "qr_uri": "otpauth://totp/ada?secret=S", "otp_secret": "S",
  ]
}
