import PolderClient
import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Which profile holds")
struct ChosenProfileTests {
  /// Two profiles with sessions, of which the first is in use.
  static func fill(_ folder: ProfileFolder) throws {
    try folder.update { (book) throws(PolderError) in
      for (name, server) in [("ada@home", "https://home.example"), ("ada@away", "https://away.example")] {
        var profile = Profile(address: ServerLocation(text: server), username: "ada")
        profile.proxy = "http://kept:3128"
        try book.put(profile, as: name)
      }
    }
    try folder.keep(Token.session(), for: "ada@home", isNewLogin: true)
  }

  static func choice(profile: String? = nil, server: String? = nil) -> ConnectionChoice {
    var choice = ConnectionChoice()
    (choice.profile, choice.server) = (profile, server)
    return choice
  }

  static func chosen(
    _ folder: TestFolder, _ choice: ConnectionChoice = choice(), _ variables: [String: String] = [:]
  ) throws -> ChosenProfile {
    try ChosenProfile(choice, environment: PromptEnvironment(variables), folder: folder.profiles)
  }

  @Test("The one in use holds where nothing is said")
  func standard() async throws {
    try await TestFolder.with { folder in
      try Self.fill(folder.profiles)
      let chosen = try Self.chosen(folder)
      #expect(chosen.name == "ada@home")
      #expect(chosen.session == Token.session())
    }
  }

  @Test("A flag comes before the environment, the environment before the one in use")
  func order() async throws {
    try await TestFolder.with { folder in
      try Self.fill(folder.profiles)
      #expect(try Self.chosen(folder, Self.choice(), ["POLDER_PROFILE": "ada@away"]).name == "ada@away")
      let flag = try Self.chosen(folder, Self.choice(profile: "ada@home"), ["POLDER_PROFILE": "ada@away"])
      #expect(flag.name == "ada@home")
      #expect(try Self.chosen(folder, Self.choice(), ["POLDER_SERVER": "away.example"]).name == "ada@away")
      let server = try Self.chosen(
        folder, Self.choice(server: "https://home.example/"), ["POLDER_SERVER": "away.example"])
      #expect(server.name == "ada@home")
    }
  }

  @Test("A profile without a session is chosen, and nobody is logged in")
  func withoutSession() async throws {
    try await TestFolder.with { folder in
      try Self.fill(folder.profiles)
      #expect(try Self.chosen(folder, Self.choice(profile: "ada@away")).session == nil)
    }
  }

  @Test("A profile of another server than the one that was named is refused: its token is not for that one")
  func contradiction() async throws {
    try await TestFolder.with { folder in
      try Self.fill(folder.profiles)
      let error = #expect(throws: PolderError.self) {
        try Self.chosen(folder, Self.choice(profile: "ada@home", server: "away.example"))
      }
      #expect(error?.code == "profile-other-server")
    }
  }

  @Test("Without a profile that fits, the next step is to log in")
  func none() async throws {
    try await TestFolder.with { folder in
      let first = #expect(throws: PolderError.self) { try Self.chosen(folder) }
      #expect(first?.code == "profile-none")
      #expect(first?.nextStep?.contains("polder login SERVER") == true)
      try Self.fill(folder.profiles)
      let other = #expect(throws: PolderError.self) { try Self.chosen(folder, Self.choice(server: "third.example")) }
      #expect(other?.nextStep?.contains("polder login https://third.example/api") == true)
      let unknown = #expect(throws: PolderError.self) { try Self.chosen(folder, Self.choice(profile: "ada@hom")) }
      #expect(unknown?.code == "profile-unknown")
    }
  }

  @Test("A token of the environment is used in place of the kept one, and is nothing for the files")
  func token() async throws {
    try await TestFolder.with { folder in
      try Self.fill(folder.profiles)
      let chosen = try Self.chosen(folder, Self.choice(), ["POLDER_TOKEN": "tok"])
      #expect(chosen.name == nil)
      #expect(chosen.session == StoredSession(access: "tok", refresh: ""))
      #expect(chosen.profile.server == "https://home.example")
    }
  }

  @Test("A token with a server needs no profile, and takes nothing of another server's")
  func tokenAlone() async throws {
    try await TestFolder.with { folder in
      let variables = ["POLDER_TOKEN": "tok", "POLDER_SERVER": "http://127.0.0.1:7601"]
      let chosen = try Self.chosen(folder, Self.choice(), variables)
      #expect(chosen.profile.server == "http://127.0.0.1:7601")
      let error = #expect(throws: PolderError.self) { try Self.chosen(folder, Self.choice(), ["POLDER_TOKEN": "tok"]) }
      #expect(error?.code == "profile-none")
    }
  }

  @Test("Flags for the connection hold in place of what is kept, for this once")
  func connection() async throws {
    try await TestFolder.with { folder in
      try Self.fill(folder.profiles)
      #expect(try Self.chosen(folder).profile.proxy == "http://kept:3128")
      var choice = Self.choice()
      choice.proxy = "http://other:1"
      choice.caFile = "/ca.pem"
      let profile = try Self.chosen(folder, choice).profile
      #expect(profile.proxy == "http://other:1")
      #expect(profile.caFile == "/ca.pem")
      let book = try folder.profiles.book()
      #expect(book["ada@home"]?.proxy == "http://kept:3128")
    }
  }
}
