import PolderCore
import PolderTransport

/// Carries calls to a store: tells it which server the token is from, and reads its refusals of that token.
struct StoreChannel: HTTPCaller {
  /// The header field by which stores learn of the server, spelled as the Python client spells it.
  static let serverField = "server_url"

  let channel: any HTTPCaller
  /// The address under which stores know the server.
  let serverURL: String

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    var call = call
    let isTold = call.headers.contains { ["server_url", "server-url"].contains($0.name.lowercased()) }
    if !isTold { call.headers.append((Self.serverField, serverURL)) }
    return Self.named(try await channel.send(call))
  }

  /// A store of the contract says with words alone that the server no longer takes the token; with the name of the
  /// refusal a fresh one is asked for.
  private static func named(_ answer: HTTPAnswer) -> HTTPAnswer {
    guard answer.status == 401, answer.header("polder-error") == nil, answer.body.count < 4_096,
      // What is not JSON is no refusal of a store.
      let value = try? JSONValue(parsing: answer.body), value["msg"]?.string == "Token is not valid"
    else { return answer }
    return HTTPAnswer(
      status: answer.status, headers: answer.headers + [("polder-error", "token-invalid")], body: answer.body)
  }
}
