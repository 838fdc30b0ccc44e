import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("What is secret in a session")
struct SecretTests {
  @Test("Neither a token nor what holds one is printed")
  func hidesTokens() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    let token = try await client.token
    let headers = try await client.headers
    #expect(token.text == AnyReply.token)
    #expect(headers["Authorization"]?.text == "Bearer \(AnyReply.token)")
    var dumped = ""
    dump(token, to: &dumped)
    let texts = [
      "\(token)", String(reflecting: token), "\(headers)", "\(client)", String(reflecting: client), "\(client.task)",
      dumped,
    ]
    for text in texts { #expect(!text.contains(AnyReply.token)) }
    #expect("\(client)" == "UserClient(http://h:5000/api)")
  }

  @Test("Logging in has three outcomes, and a secret that comes with one is not printed (deviation 64)")
  func tellsOutcomes() async throws {
    let api = FakeAPI([
      "POST /token/user": [
        .json(["msg": "Please include your two-factor authentication code"]),
        .json(["qr_uri": "otpauth://totp/ada?secret=SECRET", "otp_secret": "SECRET", "msg": "set it up"]),
        .json([
          "access_token": .string(AnyReply.token), "refresh_token": "r", "refresh_url": "/api/token/refresh",
          "user_url": "/api/user/7",
        ]),
      ]
    ])
    let client = UserClient.over(api)
    guard case .codeNeeded(let text) = try await client.logIn(username: "ada", password: "p") else {
      Issue.record("a code is needed")
      return
    }
    #expect(text == "Please include your two-factor authentication code")
    let outcome = try await client.logIn(username: "ada", password: "p")
    guard case .enrolment(let enrolment) = outcome else {
      Issue.record("an enrolment is needed")
      return
    }
    #expect(enrolment.qrURI.text == "otpauth://totp/ada?secret=SECRET")
    #expect(enrolment.otpSecret.text == "SECRET")
    #expect(!"\(outcome)".contains("SECRET"))
    guard case .session = try await client.logIn(username: "ada", password: "p", mfaCode: "123456") else {
      Issue.record("the user is logged in")
      return
    }
    #expect(try await client.token.text == AnyReply.token)
  }

  @Test("Authenticating without the code that is needed is an error that says what to do, without the secret")
  func refusesHalfLogIns() async throws {
    let api = FakeAPI([
      "POST /token/user": [
        .json(["msg": "Please include your two-factor authentication code"]),
        .json(["qr_uri": "otpauth://totp/ada?secret=SECRET", "otp_secret": "SECRET", "msg": "set it up"]),
      ]
    ])
    let client = UserClient.over(api)
    for code in ["client-code-needed", "client-enrolment-needed"] as [PolderError.Code] {
      let error = await #expect(throws: PolderError.self) {
        try await client.authenticate(username: "ada", password: "p")
      }
      #expect(error?.code == code)
      #expect(error?.description.contains("SECRET") == false)
      #expect(error?.nextStep?.isEmpty == false)
    }
    await #expect(throws: PolderError.self) { try await client.token }
  }

  @Test("A token can be exchanged before it ends, and not without a session")
  func refreshes() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let missing = await #expect(throws: PolderError.self) { try await UserClient.over(api).refreshToken() }
    #expect(missing?.code == .sessionMissing)
    let client = try await UserClient.loggedIn(api)
    try await client.refreshToken()
    #expect(await api.calls == ["POST /token/refresh"])
  }
}
