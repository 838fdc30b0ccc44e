import HTTPTypes
import HummingbirdTesting
import NIOCore
import PolderCore

/// What came back for a request.
struct HouseReply: Sendable {
  let status: Int
  let headers: [String: String]
  let json: JSONValue?

  init(_ response: TestResponse) throws {
    status = Int(response.status.code)
    var headers: [String: String] = [:]
    for field in response.headers { headers[field.name.rawName.lowercased()] = field.value }
    self.headers = headers
    let isJSON = headers["content-type"]?.hasPrefix("application/json") ?? false
    json = isJSON && response.body.readableBytes > 0 ? try JSONValue(parsing: Array(buffer: response.body)) : nil
  }

  /// The text under `msg`.
  var message: String? { json?["msg"]?.string }
  /// The ids of a page's entries, in their order.
  var ids: [Int64] { json?["data"]?.array?.compactMap { $0["id"]?.integer } ?? [] }
  /// How many entries all pages have.
  var total: String? { headers["total-count"] }
}
