public import PolderClient
public import PolderCore

/// The profile that holds for a verb, and the session to go on with.
public struct ChosenProfile: Sendable {
  /// The profile's name; nil when none is kept.
  public let name: String?
  /// The profile.
  public let profile: Profile
  /// The session that is kept; nil when nobody is logged in.
  public let session: StoredSession?

  /// Chooses: flags before the environment, the environment before what is kept.
  /// - Parameters:
  ///   - choice: what the flags say
  ///   - environment: the environment
  ///   - folder: where profiles are kept
  /// - Throws: `PolderError` `profile-unknown`, `profile-none`
  public init(
    _ choice: ConnectionChoice, environment: PromptEnvironment, folder: ProfileFolder
  ) throws(PolderError) {
    let book = try folder.book()
    let place = (choice.server ?? environment.server).map { ServerLocation(text: $0) }
    let name = book.name(for: choice.profile ?? environment.profile, at: place)
    if let token = environment.token {
      var profile = try name.map { (name) throws(PolderError) in try book.profile(name) }
      if let place { profile = profile?.at(place) ?? Profile(address: place) }
      guard let profile else { throw Self.none(place, book) }
      // Whose token it is nobody knows here: what becomes of it is nothing for the profile's files.
      self.init(nil, profile.with(choice), StoredSession(access: token, refresh: ""))
      return
    }
    guard let name else { throw Self.none(place, book) }
    let profile = try book.profile(name)
    if let place, place != profile.place {
      throw PolderError(
        "profile-other-server", "The profile '\(name)' is one of another server.", object: place.text,
        nextStep: "Leave --server or --profile out, or run `polder login \(place.text)`.")
    }
    self.init(name, profile.with(choice), try folder.session(of: name))
  }

  private init(_ name: String?, _ profile: Profile, _ session: StoredSession?) {
    self.name = name
    self.profile = profile
    self.session = session
  }

  private static func none(_ place: ServerLocation?, _ book: ProfileBook) -> PolderError {
    let there =
      book.names.isEmpty ? "" : ", or name one of the profiles with --profile: \(book.names.joined(separator: ", "))"
    return PolderError(
      "profile-none", "Nobody is logged in" + (place == nil ? "." : " there, or several users are."),
      object: place?.text,
      nextStep: "Run `polder login \(place?.text ?? "SERVER")`\(there).")
  }
}

extension Profile {
  /// The profile at another server.
  func at(_ place: ServerLocation) -> Profile {
    var profile = self
    (profile.server, profile.apiPath) = (place.server, place.apiPath)
    return profile
  }

  /// The profile with what the flags say in place of what is kept.
  public func with(_ choice: ConnectionChoice) -> Profile {
    var profile = self
    profile.proxy = choice.proxy ?? proxy
    profile.caFile = choice.caFile ?? caFile
    return profile
  }
}
