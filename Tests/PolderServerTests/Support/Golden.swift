import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PolderCore
import Testing

/// Records of the real system; `Fixtures/golden-tokens.json` is an excerpt of `contract/golden/server.json`.
enum Golden {
  static func record(_ name: String) throws -> JSONValue {
    let path = try #require(
      Bundle.module.path(forResource: "golden-tokens", ofType: "json", inDirectory: "Fixtures"))
    let all = try JSONValue(parsing: try Data(contentsOf: URL(fileURLWithPath: path)))
    return try #require(all["records"]?.array?.first { $0["name"]?.string == name }, "\(name)")
  }

  /// Holds a reply to a record: status, body, and type.
  static func hold(_ reply: TestResponse, to name: String, location: SourceLocation = #_sourceLocation) throws {
    let record = try record(name)
    #expect(Int64(reply.status.code) == record["status"]?.integer, "\(name)", sourceLocation: location)
    if let text = record["text"]?.string {
      #expect(String(buffer: reply.body) == text, "\(name)", sourceLocation: location)
    } else {
      #expect(reply.json == record["json"], "\(name)", sourceLocation: location)
    }
    #expect(
      reply.headers[.contentType] == record["headers"]?["Content-Type"]?.string, "\(name)", sourceLocation: location)
  }

  /// Holds the keys of a reply, in their order, to those of a record.
  static func holdKeys(_ reply: TestResponse, to name: String, location: SourceLocation = #_sourceLocation) throws {
    let record = try record(name)
    #expect(Int64(reply.status.code) == record["status"]?.integer, "\(name)", sourceLocation: location)
    #expect(reply.json?.object?.keys == record["json"]?.object?.keys, "\(name)", sourceLocation: location)
  }
}

/// A token taken apart, unverified.
struct TokenParts {
  let header: JSONValue
  let claims: JSONValue

  init(_ token: String) throws {
    let parts = token.split(separator: ".")
    header = try JSONValue(parsing: try #require(Base64.decode(parts[0].utf8, padded: false)))
    claims = try JSONValue(parsing: try #require(Base64.decode(parts[1].utf8, padded: false)))
  }
}
