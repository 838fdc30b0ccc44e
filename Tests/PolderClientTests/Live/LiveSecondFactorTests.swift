import PolderClient
import PolderCore
import PolderCrypto
import PolderTesting
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("Live: the second factor", .enabled(if: LiveTarget.asksForCodes), .timeLimit(.minutes(10)))
struct LiveSecondFactorTests {
  @Test("A login enrols an app, then needs its codes")
  func enrolsAndLogsIn() async throws {
    try await LiveTarget.with([.secondFactor]) { target in
      let client = try UserClient(server: target.address, timeout: LiveTarget.patience)
      guard
        case .enrolment(let enrolment) = try await client.logIn(
          username: target.username, password: target.password)
      else {
        Issue.record("The first login did not ask for an enrolment.")
        return await client.shutdown()
      }
      #expect(enrolment.qrURI.text.hasPrefix("otpauth://totp/"))
      #expect(enrolment.qrURI.text.contains(enrolment.otpSecret.text))
      let app = try #require(OneTimeCode(secret: enrolment.otpSecret.text))
      let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
      let code = app.code(step: OneTimeCode.step(at: now))
      let wrong = app.code(step: OneTimeCode.step(at: now) - 1_000)
      let refusal = await #expect(throws: RequestRefusal.self) {
        try await client.authenticate(username: target.username, password: target.password, mfaCode: wrong)
      }
      #expect(refusal?.status == 401)
      try await client.authenticate(username: target.username, password: target.password, mfaCode: code)
      #expect(try await client.user.get().username == target.username)

      let other = try UserClient(server: target.address, timeout: LiveTarget.patience)
      let needed = await #expect(throws: PolderError.self) {
        try await other.authenticate(username: target.username, password: target.password)
      }
      #expect(needed?.code == "client-code-needed")
      do {
        try await other.authenticate(username: target.username, password: target.password, mfaCode: code)
        #expect(target.peer == .python, "a code was good twice (deviation 22)")
      } catch let refusal as RequestRefusal {
        #expect(refusal.status == 401 && target.peer == .polder, "\(refusal.message)")
      }
      await other.shutdown()
      await client.shutdown()
    }
  }
}
