import PolderCore
import Testing

@testable import PolderPrompt

@Suite("The book of profiles")
struct ProfileBookTests {
  static let home = ServerLocation(text: "https://home.example")
  static let away = ServerLocation(text: "https://away.example")

  static func book() throws -> ProfileBook {
    var book = ProfileBook()
    try book.put(Profile(address: home, username: "ada"), as: "ada@home")
    try book.put(Profile(address: home, username: "bob"), as: "bob@home")
    try book.put(Profile(address: away, username: "ada"), as: "ada@away")
    return book
  }

  @Test("The first profile is the one in use, until another is chosen")
  func hasADefault() throws {
    var book = try Self.book()
    #expect(book.standard == "ada@home")
    try book.use("bob@home")
    #expect(book.standard == "bob@home")
    #expect(book.names == ["ada@away", "ada@home", "bob@home"])
  }

  @Test("The name that was given holds, else the server that was given, else the one in use")
  func chooses() throws {
    let book = try Self.book()
    #expect(book.name(for: "bob@home", at: Self.away) == "bob@home")
    #expect(book.name(for: nil, at: Self.away) == "ada@away")
    #expect(book.name(for: nil, at: Self.home) == "ada@home", "the one in use comes before others there")
    #expect(book.name(for: nil, at: nil) == "ada@home")
    #expect(book.name(for: nil, at: ServerLocation(text: "https://third.example")) == nil)
  }

  @Test("Of several at a server none is guessed")
  func doesNotGuess() throws {
    var book = try Self.book()
    try book.use("ada@away")
    #expect(book.name(for: nil, at: Self.home) == nil)
  }

  @Test("An unknown name is told with the one that was probably meant")
  func suggests() throws {
    let book = try Self.book()
    let error = #expect(throws: PolderError.self) { try book.profile("ada@hme") }
    #expect(error?.code == "profile-unknown")
    #expect(error?.nextStep?.contains("ada@home") == true)
    #expect(
      #expect(throws: PolderError.self) { try ProfileBook().profile("x") }?.nextStep?.contains("polder login") == true)
  }

  @Test("Who is removed is in use no more")
  func removes() throws {
    var book = try Self.book()
    try book.remove("ada@home")
    #expect(book["ada@home"] == nil)
    #expect(book.standard == nil, "which of two others is meant nobody knows")
    try book.remove("bob@home")
    try book.use("ada@away")
    try book.remove("ada@away")
    #expect(book.names.isEmpty && book.standard == nil)
    #expect(throws: PolderError.self) { try book.remove("ada@away") }
  }

  @Test("When one is left it is the one in use")
  func lastIsInUse() throws {
    var book = try Self.book()
    try book.remove("bob@home")
    try book.remove("ada@home")
    #expect(book.standard == "ada@away")
  }

  @Test(
    "A name that could leave the folder, or be taken for a flag, is refused",
    arguments: [
      "", "a/b", "..", "../x", ".x", "-x", "a b", "a\u{0}", "ü", "a\nb", "a;b", String(repeating: "x", count: 101),
    ])
  func checksNames(_ name: String) throws {
    var book = ProfileBook()
    let error = #expect(throws: PolderError.self) { try book.put(Profile(address: Self.home), as: name) }
    #expect(error?.code == "profile-name")
    #expect(book.names.isEmpty)
  }

  @Test("Names of users and hosts are good", arguments: ["ada@server.example:8443", "a+b@[::1]:80", "work_2"])
  func takesNames(_ name: String) throws {
    var book = ProfileBook()
    try book.put(Profile(address: Self.home), as: name)
    #expect(book.names == [name])
  }

  @Test("What is written can be read, and holds no word about secrets")
  func isWritten() throws {
    var book = try Self.book()
    var profile = Profile(address: Self.home, username: "ada")
    profile.collaboration = 4
    profile.privateKey = "/keys/k.pem"
    profile.encryption = "require"
    profile.proxy = "http://proxy:3128"
    try book.put(profile, as: "full")
    let value = try JSONValueEncoder.value(of: book, absent: .omitted)
    #expect(try JSONValueDecoder.decode(ProfileBook.self, from: value) == book)
    #expect(value["default"] == "ada@home")
    #expect(value["profiles"]?["full"]?["private_key"] == "/keys/k.pem")
    #expect(!value.text.contains("password") && !value.text.contains("token"))
  }
}
