import Foundation
import PolderCore
import PolderTransport

@testable import PolderNode

/// A run's registration, and requests that its algorithm could make.
enum ProxyFixture {
  static let token = "token.of-the.run"
  static let image = "polder/cox:1"

  static func registration(folder: String = "/nowhere") -> ProxyRegistration {
    ProxyRegistration(
      run: RunID(7), task: TaskID(3), image: image, collaboration: CollaborationID(1), token: token, folder: folder)
  }

  static func handler(
    _ server: FakeUpstream, changes: ChangeSignal = ChangeSignal(), hold: Duration = .seconds(600),
    patience: Duration = .zero
  ) -> ProxyHandler {
    ProxyHandler(
      registration: registration(), upstream: server, changes: changes, holdTime: hold, patience: patience)
  }

  static func request(
    _ method: String, _ target: String, _ body: JSONValue? = nil, headers: [(name: String, value: String)] = []
  ) -> ProxyRequest {
    ProxyRequest(
      method: method, target: target, headers: [("Authorization", "Bearer \(token)")] + headers, body: body?.bytes ?? []
    )
  }
}

extension HTTPAnswer {
  /// The text behind `msg`.
  var message: String? { (try? JSONValue(parsing: body))?["msg"]?.string }
}
