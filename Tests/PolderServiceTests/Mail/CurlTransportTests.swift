import PolderService
import Testing

/// What libcurl does with real mail servers is looked at in scripts/interop; here nobody answers.
struct CurlTransportTests {
  @Test(
    "a mail server that is not there is a failure that passes, told without the address",
    .enabled(if: CurlTransport.problem == nil, "libcurl is not installed"))
  func nobody() async throws {
    // Port 1 is nobody's.
    let transport = CurlTransport(MailSettings(host: "127.0.0.1", port: 1))
    let failure = await #expect(throws: MailFailure.self) {
      try await transport.send(Array("x".utf8), from: "a@b.org", to: "ada@example.org")
    }
    #expect(failure?.isFinal == false)
    #expect(failure?.reason.contains("ada@example.org") == false)
    #expect(failure?.reason.contains("libcurl 7") == true, "\(failure?.reason ?? "")")
  }
}
