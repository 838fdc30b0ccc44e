import Foundation
import PolderCore
import Testing

/// One recorded call of an algorithm at the incumbent's proxy, with its answer.
struct GoldenProxyCall: Sendable, CustomTestStringConvertible {
  let name: String
  let method: String
  let path: String
  let body: JSONValue?
  let status: Int
  let contentType: String
  let answer: String
  /// How the input of the subtask began that the server got.
  let input: String?

  var testDescription: String { name }
  /// Whether the collaboration was encrypted.
  var isEncrypted: Bool { name.hasPrefix("enc.") }
  /// The name without the kind of collaboration.
  var what: String { name.split(separator: ".").dropFirst().joined(separator: ".") }

  private init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, let method = json["method"]?.string, let path = json["path"]?.string,
      let status = json["status"]?.integer
    else { return nil }
    self.name = name
    self.method = method.uppercased()
    self.path = path
    body = json["json_body"].flatMap { $0.isNull ? nil : $0 }
    self.status = Int(status)
    contentType = json["content_type"]?.string ?? ""
    answer = json["body"]?.string ?? ""
    input = json["stored_run_input_prefix"]?.string
  }

  /// All recorded calls; none when the file is not there, which the suite notices.
  static let all: [GoldenProxyCall] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let path = folder.appendingPathComponent("../../Fixtures/golden-proxy.json").standardizedFileURL.path
    let bytes = FileManager.default.contents(atPath: path).map(Array.init) ?? []
    // The suite counts them.
    let calls = (try? JSONValue(parsing: bytes))?.array ?? []
    return calls.compactMap { GoldenProxyCall($0) }
  }()
}
