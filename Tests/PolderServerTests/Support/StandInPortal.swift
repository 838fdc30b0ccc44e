import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import PolderCore
import PolderHTTP
import Synchronization

/// A stand-in for an eduVPN portal with version 3 of the API, which holds whoever asks to each step of the exchange. No
/// real portal runs here; `make interop` shows that the Python server gets its configuration from the same steps.
final class StandInPortal: Sendable {
  /// How it is wrong.
  enum Fault: Sendable, CaseIterable {
    case none, noPortal, elsewhere, wrongPassword, wrongClient, otherState, noProfile, refusesConfiguration
    /// It takes the secret as a header only.
    case secretInHeader
  }

  let port: Int
  private let fault: Fault
  private let state = Mutex(State())

  private struct State {
    var lines: [String] = []
    var challenge: String?
    var count = 0
  }

  private init(port: Int, fault: Fault) {
    self.port = port
    self.fault = fault
  }

  /// What arrived, in its order.
  var lines: [String] { state.withLock { $0.lines } }

  /// The section of a server's configuration that leads here.
  func configuration(_ change: (inout [String: String]) -> Void = { _ in }) -> String {
    var keys = [
      "url": "http://127.0.0.1:\(port)", "portal_username": "polder", "portal_userpass": "p w&", "client_id": "v6",
      "client_secret": "s+cret", "redirect_url": "http://127.0.0.1:9/callback",
    ]
    change(&keys)
    return "vpn_server:\n" + keys.sorted { $0.key < $1.key }.map { "  \($0.key): \"\($0.value)\"\n" }.joined()
  }

  /// Runs a portal while the body runs.
  static func run(_ fault: Fault = .none, _ body: (StandInPortal) async throws -> Void) async throws {
    let here = Mutex<StandInPortal?>(nil)
    try await StandInService.run { request in
      guard let portal = here.withLock({ $0 }) else { return Response(status: .serviceUnavailable) }
      return try await portal.answer(request)
    } body: { port in
      let portal = StandInPortal(port: port, fault: fault)
      here.withLock { $0 = portal }
      try await body(portal)
    }
  }

  private func answer(_ request: Request) async throws -> Response {
    let line = "\(request.method.rawValue) \(request.uri.path)"
    state.withLock { $0.lines.append(line) }
    let body = try await request.body.collect(upTo: 65_536)
    let form = Self.items(String(buffer: body))
    let query = Self.items(request.uri.query ?? "")
    let cookie = request.headers[.cookie]
    switch line {
    case "GET /.well-known/vpn-user-portal": return discovery()
    case "POST /portal/_user_pass_auth/verify":
      let isKnown =
        form["userName"] == "polder" && form["userPass"] == "p w&" && fault != .wrongPassword
        && HTTPField.Name("Referer").flatMap { request.headers[$0] } == "http://127.0.0.1:\(port)/portal/home"
        && form["authRedirectTo"]?.contains("code_challenge=") == true
      let value = isKnown ? "in" : "out"
      return Response(status: .found, headers: [.setCookie: "SES=\(value); path=/; HttpOnly", .location: "/x"])
    case "GET /portal/oauth/authorize": return authorize(query, cookie)
    case "POST /portal/oauth/token": return token(form, request.headers[.authorization])
    case "GET /portal/api/v3/info":
      guard request.headers[.authorization] == "Bearer t0k" else { return Response(status: .unauthorized) }
      let profiles: JSONValue = fault == .noProfile ? [] : [["profile_id": "nodes"], ["profile_id": "others"]]
      return Self.json(["info": ["profile_list": profiles]])
    case "POST /portal/api/v3/connect":
      guard request.headers[.authorization] == "Bearer t0k", form == ["profile_id": "nodes"],
        fault != .refusesConfiguration
      else { return Response(status: .badRequest, body: .init(byteBuffer: .init(string: "no"))) }
      let count = state.withLock { state in
        state.count += 1
        return state.count
      }
      return Response(status: .ok, body: .init(byteBuffer: .init(string: "client\r\n<key>\(count)</key>\r\n")))
    default: return Response(status: .notFound)
    }
  }

  private func discovery() -> Response {
    guard fault != .noPortal else { return Self.json(["api": [:]]) }
    let own = "http://127.0.0.1:\(port)/portal"
    let tokens = fault == .elsewhere ? "http://127.0.0.1:1/portal" : own
    return Self.json([
      "api": [
        "http://eduvpn.org/api#3": [
          "api_endpoint": .string(own + "/api/v3"), "authorization_endpoint": .string(own + "/oauth/authorize"),
          "token_endpoint": .string(tokens + "/oauth/token"),
        ]
      ]
    ])
  }

  private func authorize(_ query: [String: String], _ cookie: String?) -> Response {
    guard query["client_id"] == "v6", query["redirect_uri"] == "http://127.0.0.1:9/callback",
      query["response_type"] == "code", query["scope"] == "config", query["code_challenge_method"] == "S256"
    else { return Response(status: .badRequest) }
    // Whoever is not logged in is shown the form.
    guard cookie == "SES=in" else { return Response(status: .ok) }
    state.withLock { $0.challenge = query["code_challenge"] }
    let state = fault == .otherState ? "other" : query["state"] ?? ""
    return Response(
      status: .found, headers: [.location: "http://127.0.0.1:9/callback?code=c%2B1&state=\(state)"])
  }

  private func token(_ form: [String: String], _ authorization: String?) -> Response {
    let challenge = Base64.encodeForAddress(SHA256.hash(data: Data((form["code_verifier"] ?? "").utf8)))
    let basic = "Basic " + Data("v6:s+cret".utf8).base64EncodedString()
    let isClient =
      fault == .secretInHeader
      ? authorization == basic && form["client_secret"] == nil
      : form["client_id"] == "v6" && form["client_secret"] == "s+cret" && fault != .wrongClient
    guard form["grant_type"] == "authorization_code", form["code"] == "c+1", isClient,
      form["redirect_uri"] == "http://127.0.0.1:9/callback", challenge == state.withLock({ $0.challenge })
    else { return Self.json(["error": "invalid_client"], status: .unauthorized) }
    return Self.json(["access_token": "t0k", "token_type": "bearer", "expires_in": 3_600])
  }

  private static func items(_ text: String) -> [String: String] {
    Dictionary((FormText.decode(text) ?? []).map { ($0.name, $0.value) }) { first, _ in first }
  }

  private static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(bytes: value.bytes)))
  }
}
