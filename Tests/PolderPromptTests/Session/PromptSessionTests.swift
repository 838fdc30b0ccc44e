import PolderClient
import PolderCore
import PolderCrypto
import PolderTransport
import Testing

@testable import PolderPrompt

@Suite("The session of a verb")
struct PromptSessionTests {
  static let quiet = Terminal(canAsk: false, isOutput: false, isError: false, width: nil)
  static let environment = PromptEnvironment([:])

  static func session(
    _ folder: TestFolder, _ printed: Printed = Printed(), terminal: Terminal = quiet,
    change: (inout Profile) -> Void = { _ in }
  ) async throws -> PromptSession {
    var profile = Profile(address: ServerLocation(text: "http://127.0.0.1:1"), username: "ada")
    change(&profile)
    try folder.profiles.update { (book) throws(PolderError) in try book.put(profile, as: "p") }
    try folder.profiles.keep(Token.session(), for: "p", isNewLogin: true)
    return try await PromptSession(
      ChosenProfile(ConnectionChoice(), environment: environment, folder: folder.profiles), environment: environment,
      folder: folder.profiles, printer: printed.printer, terminal: terminal)
  }

  @Test("Nobody who is not logged in gets one, and the next step names the profile")
  func needsALogin() async throws {
    try await TestFolder.with { folder in
      try folder.profiles.update { (book) throws(PolderError) in
        try book.put(Profile(address: ServerLocation(text: "http://127.0.0.1:1")), as: "p")
      }
      let chosen = try ChosenProfile(ConnectionChoice(), environment: Self.environment, folder: folder.profiles)
      let error = await #expect(throws: PolderError.self) {
        try await PromptSession(
          chosen, environment: Self.environment, folder: folder.profiles, printer: Printed().printer,
          terminal: Self.quiet)
      }
      #expect(error?.code == .sessionMissing)
      #expect(error?.nextStep == "Run `polder login --profile p`.")
    }
  }

  @Test("It goes on with the session that is kept")
  func resumes() async throws {
    try await TestFolder.with { folder in
      let session = try await Self.session(folder)
      let stored = await session.client.storedSession
      #expect(stored?.access == Token.session().access)
      #expect(session.name == "p")
      await session.client.shutdown()
    }
  }

  @Test("The collaboration that is named comes before the profile's, and one of them has to be there")
  func collaboration() async throws {
    try await TestFolder.with { folder in
      let session = try await Self.session(folder) { $0.collaboration = 4 }
      #expect(session.collaboration(nil) == 4)
      #expect(session.collaboration(5) == 5)
      #expect(try session.requiredCollaboration(nil) == 4)
      await session.client.shutdown()
      let none = try await Self.session(folder)
      let error = #expect(throws: PolderError.self) { try none.requiredCollaboration(nil) }
      #expect(error?.nextStep?.contains("polder profile set --collaboration") == true)
      await none.client.shutdown()
    }
  }

  @Test("Without a key nothing is encrypted, unless the profile requires it")
  func encryptionWithoutAKey() async throws {
    try await TestFolder.with { folder in
      let session = try await Self.session(folder)
      try await session.setUpEncryption()
      #expect(session.client.currentEncryption == nil)
      await session.client.shutdown()
      let strict = try await Self.session(folder) { $0.encryption = "require" }
      let error = await #expect(throws: PolderError.self) { try await strict.setUpEncryption() }
      #expect(error?.code == "profile-no-key")
      await strict.client.shutdown()
    }
  }

  @Test("A rule that does not exist is refused, and not taken for none")
  func unknownRule() throws {
    var profile = Profile(address: ServerLocation(text: "http://h"))
    #expect(try profile.rule() == nil)
    profile.encryption = "compatible"
    #expect(try profile.rule() == .compatible)
    profile.encryption = "requir"
    #expect(throws: PolderError.self) { try profile.rule() }
  }

  @Test("The pinned keys have a file of their own, beside the profiles")
  func pins() async throws {
    try await TestFolder.with { folder in
      let session = try await Self.session(folder)
      let pins = try session.pins()
      #expect(pins.path == folder.profiles.pins(of: session.profile))
      #expect(try pins.pins.all.isEmpty)
      #expect(try folder.rights("config/polder/pins") == 0o700)
      await session.client.shutdown()
    }
  }

  @Test("Addresses, proxies and certificates that can not be used are told before anything is sent")
  func badSettings() {
    var profile = Profile(address: ServerLocation(text: "https://server.example"))
    profile.proxy = "socks5://x"
    #expect(throws: PolderError.self) { try PromptClient.make(for: profile, environment: Self.environment) }
    profile.proxy = nil
    profile.caFile = "/no/such/file.pem"
    #expect(throws: PolderError.self) { try PromptClient.make(for: profile, environment: Self.environment) }
    profile.caFile = nil
    profile.server = "ftp://x"
    #expect(throws: PolderError.self) { try PromptClient.make(for: profile, environment: Self.environment) }
  }
}
