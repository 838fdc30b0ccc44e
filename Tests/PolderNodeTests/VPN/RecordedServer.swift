import Foundation
import PolderCore
import PolderTransport
import Synchronization

@testable import PolderNode

/// Answers as the real Python server did when its exchange with a node about the VPN was recorded, and notes what it is
/// asked. No VPN server can run in a test.
final class RecordedServer: HTTPCaller {
  /// One call of the recording.
  struct Entry: Sendable {
    let name: String
    let call: String
    let body: JSONValue
    let answer: HTTPAnswer
  }

  /// What was recorded, in its order.
  static let recording: [Entry] = {
    // None when it can not be read, which whoever looks for an entry notices.
    let entries = (try? JSONValue(parsing: FixtureFile.bytes("golden-vpn.json")))?.array ?? []
    return entries.map { entry in
      let (request, reply) = (entry["request"] ?? .null, entry["json"] ?? .null)
      return Entry(
        name: entry["name"]?.string ?? "", call: "\(request["method"]?.string ?? "") \(request["path"]?.string ?? "")",
        body: request["json"] ?? .null,
        answer: HTTPAnswer(
          status: Int(entry["status"]?.integer ?? 0), headers: [("Content-Type", "application/json")], body: reply.bytes
        ))
    }
  }()

  private let entries: [Entry]
  private let asked = Mutex<[Entry]>([])

  /// - Parameter stage: `portal` for the server with a portal, `plain` for the one without
  init(_ stage: String) { entries = Self.recording.filter { $0.name.hasPrefix(stage + ".") } }

  /// The names of the recorded calls that were made; one that is in no recording is named by itself.
  var names: [String] { asked.withLock { $0.map(\.name) } }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    let name = "\(call.method.rawValue) \(call.path)"
    let body = try call.body.map { try JSONValue(parsing: $0) } ?? .null
    let found = entries.first { $0.call == name && $0.body == body }
    let entry =
      found ?? Entry(name: "\(name) \(body.text)", call: name, body: body, answer: HTTPAnswer(status: 599))
    asked.withLock { $0.append(entry) }
    return entry.answer
  }
}
