import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder login`
struct Login: AsyncParsableCommand, Sendable {
  static let configuration = CommandConfiguration(
    commandName: "login",
    abstract: "Log in to a server, and keep the session for the verbs that follow.",
    discussion: """
      The password is asked for without being shown, and kept nowhere. The session is kept in a file that only you can \
      read, and renewed by itself. Each server and user is a profile of its own; the last one logged in is the one that \
      the other verbs use, until `polder profile use` says otherwise.
      """)

  @Argument(
    help: "The server, such as https://server.example or http://127.0.0.1:7601; the profile's where none is given.")
  var address: String?

  @Option(name: .shortAndLong, help: "The name to log in with.")
  var username: String?

  @Flag(help: "Read the password from the first line of standard input.")
  var passwordStdin = false

  @Option(help: "The code that the authenticator app shows, where the server asks for one.")
  var code: String?

  @OptionGroup var client: ClientOptions

  func validate() throws {
    if address != nil, client.server != nil {
      throw ValidationError("Name the server once: as SERVER or with --server.")
    }
  }

  func run() async throws {
    let command = self
    try await Interruption.cancels { try await command.logIn() }
  }

  private func logIn() async throws {
    let place = try PromptPlace()
    let printer = client.printer(place.terminal)
    let (name, known) = try await profile(place)
    let username = try await loginName(known, place)
    if known.place.isOpen {
      printer.note("Warning: \(known.server) is not encrypted: others on the way can read the password.")
    }
    var profile = known
    profile.username = username
    let client = try PromptClient.make(
      for: profile, environment: place.environment, timeout: self.client.choice.timeout)
    let ask: @Sendable () async throws -> String = { try await LineReader().text("Code of the authenticator app: ") }
    let talk = LoginConversation(
      askCode: place.terminal.canAsk ? ask : nil,
      enrol: { EnrolmentScreen(terminal: place.terminal, username: username).show($0) }, note: { printer.note($0) })
    let session: StoredSession
    do {
      // Whether a server is there that this program can talk to, before anybody types a password for it.
      if let warning = try await client.util.checkServerVersion() { printer.note("Warning: \(warning.message)") }
      let password = try await password(place, username)
      session = try await talk.logIn(client, username: username, password: password, code: code)
    } catch {
      await client.shutdown()
      throw error
    }
    await client.shutdown()
    let kept = name ?? "\(username)@\(profile.place.host)"
    try keep(profile, session, as: kept, in: place.folder)
    printer.done(
      "Logged in as \(username) at \(profile.place.text). Profile: \(kept)",
      ["profile": .string(kept), "server": .string(profile.place.text), "username": .string(username)])
  }

  /// The name of the profile, where it is known already, and what is known of it.
  private func profile(_ place: PromptPlace) async throws -> (String?, Profile) {
    let book = try place.folder.book()
    let typed = address ?? client.server ?? place.environment.server
    let wish = client.profile ?? place.environment.profile
    let name = wish ?? (typed == nil ? book.standard : nil)
    if let typed {
      let at = ServerLocation(text: typed)
      let found = wish ?? username.map { "\($0)@\(at.host)" }
      // What is kept of another server, the key above all, is nothing for this one.
      if let found, let kept = book[found], kept.place == at { return (found, kept.with(client.choice)) }
      return (wish, Profile(address: at).with(client.choice))
    }
    if let name { return (name, try book.profile(name).with(client.choice)) }
    let text = try await place.ask("Server: ", else: "Name the server: `polder login https://server.example`.")
    return (nil, Profile(address: ServerLocation(text: text)).with(client.choice))
  }

  private func loginName(_ profile: Profile, _ place: PromptPlace) async throws -> String {
    if let name = username ?? profile.username { return name }
    return try await place.ask("User name: ", else: "Give --username.")
  }

  private func password(_ place: PromptPlace, _ username: String) async throws -> Secret {
    if passwordStdin { return try StandardInput.secret() }
    guard place.terminal.canAsk else {
      throw PolderError(
        "prompt-no-terminal", "Nobody can be asked for the password here.", object: username,
        nextStep: "Run it at a terminal, or pipe the password in and give --password-stdin.")
    }
    return try await LineReader().secret("Password of \(username): ")
  }

  private func keep(
    _ profile: Profile, _ session: StoredSession, as name: String, in folder: ProfileFolder
  ) throws(PolderError) {
    try folder.update { (book) throws(PolderError) in
      try book.put(profile, as: name)
      try book.use(name)
    }
    try folder.keep(session, for: name, isNewLogin: true)
  }
}
