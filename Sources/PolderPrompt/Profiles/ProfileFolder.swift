public import PolderClient
public import PolderCore
import PolderTransport

/// Where profiles and tokens are kept: a folder for its owner alone, safe for several processes at once.
public struct ProfileFolder: Sendable {
  /// The path.
  public let path: String

  /// A folder; it is made when something is kept.
  public init(path: String) { self.path = path }

  /// The profiles.
  /// - Throws: `PolderError` `profiles-unreadable`, `prompt-file`
  public func book() throws(PolderError) -> ProfileBook {
    let file = PrivateFile(path + "/profiles.json")
    guard let bytes = try file.read() else { return ProfileBook() }
    let book: ProfileBook
    do {
      book = try JSONValueDecoder.decode(ProfileBook.self, from: JSONValue(parsing: bytes, limits: .init(depth: 8)))
    } catch {
      throw PolderError(
        "profiles-unreadable", "The file of the profiles is not what it has to be.", object: file.path,
        nextStep: "Mend it, or move it away and run `polder login`.", cause: error)
    }
    guard book.version <= ProfileBook.currentVersion else {
      throw PolderError(
        "profiles-unreadable", "A later version of Polder wrote the file of the profiles.", object: file.path,
        nextStep: "Use that version, or another folder by XDG_CONFIG_HOME.")
    }
    return book
  }

  /// Changes the profiles; nobody else changes them meanwhile.
  /// - Parameter change: the change
  /// - Returns: what the change gives
  /// - Throws: what the change throws; then nothing is changed
  @discardableResult
  public func update<Value>(
    _ change: (inout ProfileBook) throws(PolderError) -> Value
  ) throws(PolderError) -> Value {
    try lock.locked { () throws(PolderError) in
      var book = try book()
      let value = try change(&book)
      try PrivateFile(path + "/profiles.json").write(try Self.bytes(book))
      return value
    }
  }

  /// The session that is kept for a profile; nil when there is none.
  /// - Throws: `PolderError` `prompt-file-exposed` when others may read it, `profiles-unreadable`
  public func session(of name: String) throws(PolderError) -> StoredSession? {
    let file = try tokens(of: name)
    guard let bytes = try file.read(isSecret: true) else { return nil }
    do {
      return try JSONValueDecoder.decode(StoredSession.self, from: JSONValue(parsing: bytes, limits: .init(depth: 4)))
    } catch {
      // The cause is left out: it could show a piece of a token.
      throw PolderError(
        "profiles-unreadable", "The file of the session is not what it has to be.", object: file.path,
        nextStep: "Run `polder login --profile \(name)`.")
    }
  }

  /// Keeps the session of a profile, unless another process has kept a newer one.
  /// - Parameters:
  ///   - session: the session
  ///   - name: the profile's name
  ///   - isNewLogin: whether it replaces whatever was kept, as after logging in
  /// - Throws: `PolderError` `prompt-file`
  public func keep(_ session: StoredSession, for name: String, isNewLogin: Bool = false) throws(PolderError) {
    let file = try tokens(of: name)
    try lock.locked { () throws(PolderError) in
      if !isNewLogin {
        // Somebody logged out, or in as another user, or has renewed it later than this process did.
        guard let kept = try self.session(of: name), Self.isSameUser(kept, session) else { return }
        if let theirs = kept.received, let ours = session.received, theirs > ours { return }
      }
      try file.write(try Self.bytes(session))
    }
  }

  /// Forgets the session of a profile.
  /// - Throws: `PolderError` `prompt-file`
  public func forgetSession(of name: String) throws(PolderError) {
    let file = try tokens(of: name)
    try lock.locked { () throws(PolderError) in try file.remove() }
  }

  /// The file of the pinned public keys of a profile's server; profiles of one server share it.
  public func pins(of profile: Profile) -> String {
    if let pins = profile.pins { return pins }
    let name = String(
      profile.place.text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "_" })
    return "\(path)/pins/\(name.suffix(180)).json"
  }

  private var lock: PrivateFile { PrivateFile(path + "/lock") }

  private func tokens(of name: String) throws(PolderError) -> PrivateFile {
    try ProfileBook.check(name)
    return PrivateFile("\(path)/sessions/\(name).json")
  }

  private static func isSameUser(_ one: StoredSession, _ other: StoredSession) -> Bool {
    JWTClaims(token: one.access)?.subject == JWTClaims(token: other.access)?.subject
  }

  private static func bytes(_ value: some Encodable) throws(PolderError) -> [UInt8] {
    do {
      let value = try JSONValueEncoder.value(of: value, absent: .omitted)
      return Array((IndentedJSON.text(value) + "\n").utf8)
    } catch {
      throw PolderError("profiles-unwritable", "The profiles can not be written.", cause: error)
    }
  }
}
