import PolderClient
import PolderCore
import Testing

@testable import PolderPrompt

@Suite("The folder of profiles")
struct ProfileFolderTests {
  static let profile = Profile(address: ServerLocation(text: "https://server.example"), username: "ada")

  @Test("Only its owner may look into it, and read what is in it")
  func isPrivate() async throws {
    try await TestFolder.with { folder in
      try folder.profiles.update { (book) throws(PolderError) in try book.put(Self.profile, as: "ada") }
      try folder.profiles.keep(Token.session(), for: "ada", isNewLogin: true)
      #expect(try folder.rights("config/polder") == 0o700)
      #expect(try folder.rights("config/polder/sessions") == 0o700)
      #expect(try folder.rights("config/polder/profiles.json") == 0o600)
      #expect(try folder.rights("config/polder/sessions/ada.json") == 0o600)
      #expect(try folder.names("config/polder/sessions") == ["ada.json"], "nothing half-written is left")
    }
  }

  @Test("Where nothing is kept there are no profiles and no session, and nothing is made by looking")
  func canBeMissing() async throws {
    try await TestFolder.with { folder in
      let book = try folder.profiles.book()
      #expect(book == ProfileBook())
      #expect(try folder.profiles.session(of: "ada") == nil)
      #expect(try folder.names() == [])
    }
  }

  @Test("What is kept is read again")
  func keeps() async throws {
    try await TestFolder.with { folder in
      try folder.profiles.update { (book) throws(PolderError) in try book.put(Self.profile, as: "ada") }
      #expect(try folder.profiles.book()["ada"] == Self.profile)
      try folder.profiles.keep(Token.session(), for: "ada", isNewLogin: true)
      #expect(try folder.profiles.session(of: "ada") == Token.session())
      #expect(try !folder.read("config/polder/profiles.json").contains("refresh"))
    }
  }

  @Test("A change that fails changes nothing")
  func isAllOrNothing() async throws {
    try await TestFolder.with { folder in
      try folder.profiles.update { (book) throws(PolderError) in try book.put(Self.profile, as: "ada") }
      #expect(throws: PolderError.self) {
        try folder.profiles.update { (book) throws(PolderError) in
          try book.remove("ada")
          try book.use("ada")
        }
      }
      #expect(try folder.profiles.book().names == ["ada"])
    }
  }

  @Test("A renewed session takes the place of an older one, and not of a newer")
  func newestHolds() async throws {
    try await TestFolder.with { folder in
      let profiles = folder.profiles
      try profiles.keep(Token.session("a", at: 100), for: "p", isNewLogin: true)
      try profiles.keep(Token.session("c", at: 300), for: "p")
      try profiles.keep(Token.session("b", at: 200), for: "p")
      #expect(try profiles.session(of: "p") == Token.session("c", at: 300))
    }
  }

  @Test("Who logged out stays logged out, whatever a process that still runs renews")
  func logoutHolds() async throws {
    try await TestFolder.with { folder in
      let profiles = folder.profiles
      try profiles.keep(Token.session(), for: "p", isNewLogin: true)
      try profiles.forgetSession(of: "p")
      try profiles.keep(Token.session("b", at: 200), for: "p")
      #expect(try profiles.session(of: "p") == nil)
      try profiles.forgetSession(of: "p")
    }
  }

  @Test("Who logged in as somebody else stays that one")
  func otherUserHolds() async throws {
    try await TestFolder.with { folder in
      let profiles = folder.profiles
      try profiles.keep(Token.session(of: 7), for: "p", isNewLogin: true)
      try profiles.keep(Token.session(of: 8, "x", at: 50), for: "p", isNewLogin: true)
      try profiles.keep(Token.session(of: 7, "y", at: 999), for: "p")
      #expect(try profiles.session(of: "p") == Token.session(of: 8, "x", at: 50))
    }
  }

  @Test("Changes of many at once are all kept")
  func isSafeForMany() async throws {
    try await TestFolder.with { folder in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<40 {
          group.addTask {
            // A folder of its own each, as processes have.
            try ProfileFolder(path: folder.file("shared")).update { (book) throws(PolderError) in
              try book.put(Self.profile, as: "p\(number)")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try ProfileFolder(path: folder.file("shared")).book().names.count == 40)
    }
  }

  @Test("A session that others may read is refused, with what to do", arguments: [0o644, 0o640, 0o604, 0o660])
  func refusesTheOpen(_ rights: Int) async throws {
    try await TestFolder.with { folder in
      try folder.write(#"{"access": "a", "refresh": "r"}"#, to: "config/polder/sessions/p.json", rights: rights)
      let error = #expect(throws: PolderError.self) { try folder.profiles.session(of: "p") }
      #expect(error?.code == "prompt-file-exposed")
      #expect(error?.nextStep?.contains("chmod 600") == true)
    }
  }

  @Test(
    "What is not what it has to be is told with its path, and without what it holds",
    arguments: ["", "{", "[]", #"{"access": "secret-token"}"#, "secret-token", #"{"access": 1, "refresh": 2}"#])
  func refusesTheBroken(_ text: String) async throws {
    try await TestFolder.with { folder in
      try folder.write(text, to: "config/polder/sessions/p.json")
      let error = #expect(throws: PolderError.self) { try folder.profiles.session(of: "p") }
      #expect(error?.code == "profiles-unreadable")
      #expect(error?.object?.hasSuffix("sessions/p.json") == true)
      #expect(error.map { "\($0)" }?.contains("secret-token") == false)
      #expect(error?.nextStep?.contains("polder login --profile p") == true)
    }
  }

  @Test("A book that is broken, too large, or of a later version is refused and stays as it is")
  func refusesBooks() async throws {
    try await TestFolder.with { folder in
      let texts = ["{", "[]", #"{"version": 2, "profiles": {}}"#, String(repeating: " ", count: 5 << 20)]
      for text in texts {
        try folder.write(text, to: "config/polder/profiles.json")
        #expect(throws: PolderError.self) { try folder.profiles.book() }
        #expect(throws: PolderError.self) {
          try folder.profiles.update { (book) throws(PolderError) in try book.put(Self.profile, as: "ada") }
        }
        #expect(try folder.read("config/polder/profiles.json") == text)
      }
    }
  }

  @Test("A name that leads elsewhere reads and writes nothing")
  func staysInside() async throws {
    try await TestFolder.with { folder in
      try folder.write(#"{"access": "a", "refresh": "r"}"#, to: "config/x.json")
      #expect(throws: PolderError.self) { try folder.profiles.session(of: "../../x") }
      #expect(throws: PolderError.self) { try folder.profiles.keep(Token.session(), for: "../y", isNewLogin: true) }
      #expect(throws: PolderError.self) { try folder.profiles.forgetSession(of: "../../x") }
      #expect(try folder.names("config") == ["x.json"])
    }
  }

  @Test("Profiles of one server share the pinned keys, those of two do not")
  func pins() {
    let folder = ProfileFolder(path: "/f")
    var other = Self.profile
    other.username = "bob"
    #expect(folder.pins(of: Self.profile) == folder.pins(of: other))
    #expect(folder.pins(of: Self.profile) == "/f/pins/https___server.example_api.json")
    other.apiPath = "/v6/api"
    #expect(folder.pins(of: Self.profile) != folder.pins(of: other))
    other.pins = "/elsewhere"
    #expect(folder.pins(of: other) == "/elsewhere")
  }

  @Test("A server's name can not lead the pins elsewhere")
  func pinsStayInside() {
    var profile = Self.profile
    profile.server = "https://../../etc/passwd\u{0}"
    let path = ProfileFolder(path: "/f").pins(of: profile)
    #expect(path.hasPrefix("/f/pins/"))
    #expect(!path.dropFirst("/f/pins/".count).contains("/"))
  }
}
