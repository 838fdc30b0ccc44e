public import PolderClient
public import PolderCore
import PolderTransport

/// What a verb works with: a client that is logged in, the profile, and how to print.
public struct PromptSession: Sendable {
  /// The client, logged in as the profile's user.
  public let client: UserClient
  /// The profile's name; nil when the token came from the environment.
  public let name: String?
  /// The profile.
  public let profile: Profile
  /// Where profiles are kept.
  public let folder: ProfileFolder
  /// Prints in the form that was asked for.
  public let printer: Printer
  /// What the program talks to.
  public let terminal: Terminal

  /// Goes on with the session that is kept for a profile.
  /// - Parameters:
  ///   - chosen: the profile
  ///   - environment: the environment
  ///   - timeout: how long a connection may take to come about
  ///   - folder: where profiles are kept
  ///   - printer: prints in the form that was asked for
  ///   - terminal: what the program talks to
  /// - Throws: `PolderError` `session-missing` when nobody is logged in
  public init(
    _ chosen: ChosenProfile, environment: PromptEnvironment, timeout: Duration? = nil, folder: ProfileFolder,
    printer: Printer, terminal: Terminal
  ) async throws {
    guard let session = chosen.session else {
      let name = chosen.name.map { " --profile \($0)" } ?? ""
      throw PolderError(
        .sessionMissing, "Nobody is logged in.", object: chosen.profile.place.text,
        nextStep: "Run `polder login\(name)`.")
    }
    name = chosen.name
    profile = chosen.profile
    self.folder = folder
    self.printer = printer
    self.terminal = terminal
    client = try PromptClient.make(for: chosen.profile, environment: environment, timeout: timeout)
    guard let name = chosen.name else {
      await client.resume(session)
      return
    }
    await client.resume(session) { renewed in
      do throws(PolderError) {
        try folder.keep(renewed, for: name)
      } catch {
        // The verb goes on with the new tokens; the next one will have to log in.
        printer.note("The renewed session could not be kept: \(error.message) Run `polder login` before the next verb.")
      }
    }
  }

  /// A collaboration that was named, else the profile's; nil when there is neither.
  public func collaboration(_ named: CollaborationID?) -> CollaborationID? { named ?? profile.collaboration }

  /// A collaboration that was named, else the profile's.
  /// - Throws: `PolderError` `client-no-collaboration`
  public func requiredCollaboration(_ named: CollaborationID?) throws(PolderError) -> CollaborationID {
    if let collaboration = collaboration(named) { return collaboration }
    throw PolderError(
      "client-no-collaboration", "No collaboration is named, and the profile has none.",
      nextStep: "Give --collaboration, or run `polder profile set --collaboration ID` once.")
  }

  /// Prints a page of a list, or with it all pages behind it.
  /// - Parameters:
  ///   - page: the page
  ///   - all: whether all pages behind it are printed too
  ///   - columns: the columns of a table
  /// - Throws: what asking for the other pages throws
  public func print<Item>(_ page: Page<Item>, all: Bool, columns: [Column<Item>]) async throws {
    guard !all else { return try printer.list(try await page.all(), columns: columns) }
    try printer.list(page.data, columns: columns)
    guard page.hasNext, terminal.isError, printer.format == .table else { return }
    printer.note("There is more: --page \((page.request.page ?? 1) + 1), or --all.")
  }

  /// Prints entries.
  public func print<Item: Encodable>(_ items: [Item], columns: [Column<Item>]) throws {
    try printer.list(items, columns: columns)
  }

  /// Prints one entry.
  public func print<Item: Encodable>(_ item: Item, columns: [Column<Item>]) throws {
    try printer.object(item, columns: columns)
  }

  /// Prints that something was done.
  /// - Parameters:
  ///   - sentence: what was done, for people
  ///   - members: the same for programs
  public func done(_ sentence: String, _ members: JSONObject = [:]) { printer.done(sentence, members) }
}
