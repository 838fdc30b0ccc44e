import Crypto
import Foundation
import PolderCore
import PolderHTTP
import PolderTransport

/// One exchange with an eduVPN portal, by version 3 of its API and OAuth 2 with PKCE: the portal's user logs in, this
/// server gets a code and for it a token, and with that a configuration with a key of its own.
struct PortalSession {
  private static let version = "http://eduvpn.org/api#3"
  private static let replyBytes = 1 << 20

  private let settings: VPNSettings
  private let pool: HTTPPool
  private var cookies: [(name: String, value: String)] = []

  /// An exchange over connections of its own.
  init(_ settings: VPNSettings, pool: HTTPPool) {
    self.settings = settings
    self.pool = pool
  }

  /// Where the portal is asked what.
  struct Endpoints: Sendable, Equatable {
    let api: WebAddress
    let authorization: WebAddress
    let token: WebAddress
    let portal: WebAddress
  }

  /// The text of an OpenVPN file.
  /// - Throws: `PortalFailure`
  mutating func configuration() async throws -> String {
    guard settings.missing.isEmpty, let home = WebAddress(settings.url) else {
      throw PortalFailure.notConfigured("the section vpn_server lacks \(settings.missing.joined(separator: ", "))")
    }
    let endpoints = try await endpoints(home)
    let verifier = ServerSecrets.random()
    let code = try await code(endpoints, challenge: Base64.encodeForAddress(SHA256.hash(data: Data(verifier.utf8))))
    let token = try await token(endpoints, code: code, verifier: verifier)
    let profile = try await profile(endpoints, token)
    let answer = try await send(
      .post, endpoints.api.appending("connect"), form: [("profile_id", profile)],
      headers: [("Authorization", "Bearer \(token)")])
    guard answer.isSuccess, !answer.body.isEmpty, let text = String(validating: answer.body, as: UTF8.self) else {
      throw PortalFailure.notConfigured("the portal gave no configuration, but status \(answer.status)")
    }
    return text
  }

  private mutating func endpoints(_ home: WebAddress) async throws -> Endpoints {
    let answer = try await send(.get, home.appending(".well-known/vpn-user-portal"))
    guard answer.isSuccess, let found = answer.json?["api"]?[Self.version] else {
      throw PortalFailure.notConfigured(
        "\(settings.url) is no eduVPN portal with version 3 of the API: it answers with status \(answer.status)")
    }
    func endpoint(_ key: String) throws -> WebAddress {
      // Passwords and secrets go there, so it has to be where the configuration says.
      guard let address = found[key]?.string.flatMap(WebAddress.init), address.origin == home.origin,
        !address.path.contains("%")
      else {
        throw PortalFailure.notConfigured("the portal names an \(key) that is not at \(home.origin)")
      }
      return address
    }
    let api = try endpoint("api_endpoint")
    guard let portal = api.dropping("/api/v3") else {
      throw PortalFailure.notConfigured("the portal's api_endpoint does not end with /api/v3")
    }
    return Endpoints(
      api: api, authorization: try endpoint("authorization_endpoint"), token: try endpoint("token_endpoint"),
      portal: portal)
  }

  private mutating func code(_ endpoints: Endpoints, challenge: String) async throws -> String {
    let state = ServerSecrets.random()
    let question = [
      ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", settings.redirectURL),
      ("scope", "config"), ("state", state), ("code_challenge", challenge), ("code_challenge_method", "S256"),
    ]
    let authorize = endpoints.authorization.origin + endpoints.authorization.path + "?" + FormText.encode(question)
    _ = try await send(
      .post, endpoints.portal.appending("_user_pass_auth/verify"),
      form: [
        ("userName", settings.username), ("userPass", settings.password), ("_user_pass_auth_redirect_to", authorize),
        ("authRedirectTo", authorize),
      ], headers: [("Referer", endpoints.portal.origin + endpoints.portal.path + "/home")])
    // The redirect leads to an address that nobody serves; what counts stands in it.
    let answer = try await send(.get, endpoints.authorization, query: question)
    guard answer.status < 400 else {
      throw PortalFailure.notAuthorized(
        "the portal refuses with status \(answer.status): look at client_id and redirect_url")
    }
    guard let location = answer.header("location"), let mark = location.firstIndex(of: "?"),
      let items = FormText.decode(location[location.index(after: mark)...].prefix { $0 != "#" })
    else {
      throw PortalFailure.notAuthorized(
        "the portal asks for a login again: look at portal_username and portal_userpass")
    }
    func item(_ name: String) -> String? { items.first { $0.name == name }?.value }
    guard let code = item("code"), item("state") == state else {
      throw PortalFailure.notAuthorized("the portal gives no code: \(item("error") ?? "it answers another question")")
    }
    return code
  }

  private mutating func token(_ endpoints: Endpoints, code: String, verifier: String) async throws -> String {
    let grant = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirectURL),
      ("code_verifier", verifier),
    ]
    // Portals differ in where they expect the secret.
    let own = [("client_id", settings.clientID), ("client_secret", settings.clientSecret)]
    let basic = Base64.encode("\(settings.clientID):\(settings.clientSecret)".utf8)
    var answer = try await send(.post, endpoints.token, form: grant + own)
    if !answer.isSuccess {
      answer = try await send(.post, endpoints.token, form: grant, headers: [("Authorization", "Basic \(basic)")])
    }
    guard answer.isSuccess, let token = answer.json?["access_token"]?.string, !token.isEmpty else {
      throw PortalFailure.notAuthorized(
        "the portal gives no token, but status \(answer.status): look at client_id and client_secret")
    }
    return token
  }

  private mutating func profile(_ endpoints: Endpoints, _ token: String) async throws -> String {
    let answer = try await send(
      .get, endpoints.api.appending("info"), headers: [("Authorization", "Bearer \(token)")])
    guard answer.isSuccess,
      let profile = answer.json?["info"]?["profile_list"]?.array?.first?["profile_id"]?.string
    else {
      throw PortalFailure.notConfigured(
        "the portal names no profile for the user \(settings.username): status \(answer.status)")
    }
    return profile
  }

  private mutating func send(
    _ method: HTTPCall.Method, _ address: WebAddress, query: [(name: String, value: String)] = [],
    form: [(String, String)]? = nil, headers: [(String, String)] = []
  ) async throws -> HTTPAnswer {
    var call = HTTPCall(method, address.path, query: query, headers: headers)
    if let form {
      call.headers.append(("Content-Type", "application/x-www-form-urlencoded"))
      call.body = Array(FormText.encode(form).utf8)
    }
    if !cookies.isEmpty {
      call.headers.append(("Cookie", cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")))
    }
    do {
      let channel = try HTTPChannel(
        base: address.origin, pool: pool, timeout: settings.patience, maximumReplyBytes: Self.replyBytes)
      let answer = try await channel.send(call)
      keepCookies(of: answer)
      return answer
    } catch let error as PolderError {
      throw PortalFailure.unreachable("\(error)")
    }
  }

  private mutating func keepCookies(of answer: HTTPAnswer) {
    for header in answer.headers where header.name.lowercased() == "set-cookie" {
      let cookie = header.value.prefix { $0 != ";" }
      let parts = cookie.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      cookies.removeAll { $0.name == parts[0] }
      if cookies.count < 16 { cookies.append((String(parts[0]), String(parts[1]))) }
    }
  }
}
