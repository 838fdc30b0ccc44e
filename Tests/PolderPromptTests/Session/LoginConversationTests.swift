import PolderClient
import PolderCore
import Synchronization
import Testing

@testable import PolderPrompt

@Suite("The talk that leads to a session")
struct LoginConversationTests {
  static let enrolment: JSONValue = ["qr_uri": "otpauth://totp/x", "otp_secret": "JBSWY3DP", "msg": "Set up a code."]
  static let codeNeeded: JSONValue = ["msg": "Please include your two-factor authentication code"]
  static let wrong: JSONValue = ["msg": "Your two-factor authentication code is incorrect!"]

  static func logIn(
    _ server: FakeServer, codes: [String]? = nil, code: String? = nil
  ) async throws -> (StoredSession, shown: [String], notes: [String]) {
    let (left, shown, notes) = (Queue(codes ?? []), Lines(), Lines())
    let ask: @Sendable () async throws -> String = { try left.next() }
    let talk = LoginConversation(
      askCode: codes == nil ? nil : ask, enrol: { shown.tell("\($0.qrURI.text) \($0.otpSecret.text)") },
      note: { notes.tell($0) })
    let session = try await talk.logIn(server.client(), username: "ada", password: Secret("pw"), code: code)
    return (session, shown.all, notes.all)
  }

  final class Queue: Sendable {
    private let left: Mutex<[String]>
    init(_ texts: [String]) { left = Mutex(texts) }
    func next() throws -> String {
      try left.withLock { left in
        guard !left.isEmpty else { throw CancellationError() }
        return left.removeFirst()
      }
    }
  }

  @Test("Name and password are enough where no code is asked for")
  func plain() async throws {
    let server = FakeServer([(200, FakeServer.tokens())])
    let (session, shown, notes) = try await Self.logIn(server)
    #expect(session.access == Token.access(7))
    #expect(session.refresh == "refresh")
    #expect(session.received != nil)
    #expect(shown.isEmpty && notes.isEmpty)
    #expect(server.bodies == [["username": "ada", "password": "pw"]])
  }

  @Test("A code is asked for when the server wants one, and sent without blanks")
  func asksForTheCode() async throws {
    let server = FakeServer([(200, Self.codeNeeded), (200, FakeServer.tokens())])
    let (_, _, notes) = try await Self.logIn(server, codes: [" 123 456 "])
    #expect(server.bodies.last??["mfa_code"] == "123456")
    #expect(notes == ["Please include your two-factor authentication code"])
  }

  @Test("A code that was given beforehand is sent at once")
  func sendsTheCode() async throws {
    let server = FakeServer([(200, FakeServer.tokens())])
    _ = try await Self.logIn(server, code: "123456")
    #expect(server.bodies == [["username": "ada", "password": "pw", "mfa_code": "123456"]])
  }

  @Test("A first login shows what the app needs, then asks for its code")
  func enrols() async throws {
    let server = FakeServer([(200, Self.enrolment), (200, FakeServer.tokens())])
    let (_, shown, _) = try await Self.logIn(server, codes: ["000001"])
    #expect(shown == ["otpauth://totp/x JBSWY3DP"])
    #expect(server.bodies.last??["mfa_code"] == "000001")
  }

  @Test("A server that shows an enrolment for ever does not hold anybody for ever")
  func enrolsOnce() async throws {
    let server = FakeServer([(200, Self.enrolment), (200, Self.enrolment), (200, FakeServer.tokens())])
    let error = await #expect(throws: PolderError.self) { try await Self.logIn(server, codes: ["1", "2"]) }
    #expect(error?.code == "login-code-needed")
  }

  @Test("A wrong code may be typed again, three times in all")
  func triesAgain() async throws {
    let good = FakeServer([(200, Self.codeNeeded), (401, Self.wrong), (401, Self.wrong), (200, FakeServer.tokens())])
    let (_, _, notes) = try await Self.logIn(good, codes: ["1", "2", "3"])
    #expect(notes.count == 3)
    let bad = FakeServer([(200, Self.codeNeeded), (401, Self.wrong), (401, Self.wrong), (401, Self.wrong)])
    let error = await #expect(throws: PolderError.self) { try await Self.logIn(bad, codes: ["1", "2", "3", "4"]) }
    #expect(error?.code == "login-failed")
    #expect(bad.calls.count == 4)
  }

  @Test("A wrong password is told at once, with the server's words and without the password")
  func refuses() async throws {
    let server = FakeServer([(401, ["msg": "Invalid username or password!"])])
    let error = await #expect(throws: PolderError.self) { try await Self.logIn(server, codes: ["1"]) }
    #expect(error?.code == "login-failed")
    #expect(error?.message == "Invalid username or password!")
    #expect(error.map { "\($0)" }?.contains("pw") == false)
    #expect(server.calls == ["POST /token/user"])
  }

  @Test("Where nobody can be asked, a code that is needed is told with the flag that gives it")
  func cannotAsk() async throws {
    for reply in [Self.codeNeeded, Self.enrolment] {
      let error = await #expect(throws: PolderError.self) { try await Self.logIn(FakeServer([(200, reply)])) }
      #expect(error?.code == "login-code-needed")
      #expect(error?.nextStep?.contains("--code") == true)
      #expect(error.map { "\($0)" }?.contains("JBSWY3DP") == false)
    }
  }

  @Test("Whoever leaves at the question leaves no session")
  func leaves() async throws {
    await #expect(throws: CancellationError.self) {
      try await Self.logIn(FakeServer([(200, Self.codeNeeded)]), codes: [])
    }
  }

  @Test("A server in trouble is told as such")
  func trouble() async throws {
    let error = await #expect(throws: RequestRefusal.self) {
      try await Self.logIn(FakeServer([(500, ["msg": "down"])]), codes: ["1"])
    }
    #expect(error?.status == 500)
  }
}
