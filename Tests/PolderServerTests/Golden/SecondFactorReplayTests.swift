import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderCrypto
import PolderServer
import Testing

/// The recorded enrolment of a second factor and the logins after it.
struct SecondFactorReplayTests {
  private static func record(_ name: String) throws -> GoldenRecord {
    try GoldenRecord.named(name, in: "golden-mfa")
  }

  /// Sends a record's request, with another code where one is given, and holds the reply's status to the record.
  private func send(
    _ name: String, _ mail: MailHouse, code: JSONValue? = nil, status: Int? = nil
  ) async throws -> TestResponse {
    let record = try Self.record(name)
    var body = try #require(record.json?.object)
    if let code { body["mfa_code"] = code }
    let reply = try await mail.house.call(.post, record.path, .object(body))
    #expect(Int(reply.status.code) == status ?? record.status, "\(name): \(reply.json?.text ?? "")")
    return reply
  }

  @Test("enrolling and logging in with a code goes as it was recorded, but for deviations 12 and 22")
  func replay() async throws {
    let mail = try await MailHouse(secondFactor: true)
    let clock = mail.house.clock
    let first = try await send("mfa.first_login", mail)
    let enrolment = try #require(first.json)
    let secret = try #require(enrolment["otp_secret"]?.string)
    let recorded = try Self.record("mfa.first_login").body
    let theirs = try #require(recorded["otp_secret"]?.string)
    #expect(secret.count == theirs.count)
    #expect(enrolment.text == recorded.text.replacing(theirs, with: secret))
    let codes = try #require(OneTimeCode(secret: secret))
    func code() -> String { codes.code(step: OneTimeCode.step(at: clock.now)) }
    // Deviation 22: nobody is asked for a code of a secret that may never have been read.
    #expect(try await send("mfa.no_code", mail).json == enrolment)

    // One in a million codes is the recorded wrong one.
    while code() == "000000" { clock.advance(.seconds(30)) }
    #expect(try await send("mfa.bad_code", mail).json == (try Self.record("mfa.bad_code").body))
    // Deviation 12: a number is a code, too; those that begin with 0 have fewer digits then.
    while !code().hasPrefix("0") { clock.advance(.seconds(30)) }
    let number = try #require(Int64(code()))
    let accepted = try await send("mfa.int_code", mail, code: .integer(number), status: 200)
    #expect(accepted.json?.object?.keys == (try Self.record("mfa.ok").body.object?.keys))

    clock.advance(.seconds(60))
    let login = try await send("mfa.ok", mail, code: .string(code()))
    #expect(login.json?.object?.keys == (try Self.record("mfa.ok").body.object?.keys))
    #expect(login.header("jwt-token") == login.json?["access_token"]?.string)
    #expect(try await send("mfa.no_code", mail).json == (try Self.record("mfa.no_code").body))
    // The recorded server had lost the texts of its mails, and failed; the contract has the answer of one that has them.
    let lost = try await send("recover.2fa.lost", mail, status: 200)
    #expect(lost.message == "You should have received an email that will allow you to reset your 2FA.")
    #expect(try await mail.mails().map(\.recipient) == ["root@domain.ext"])
  }
}
