public import PolderCore

/// The profiles of one person, and which of them holds where none is named.
public struct ProfileBook: Codable, Sendable, Hashable {
  /// The form of the file; a later one is not read.
  static let currentVersion = 1

  /// The form of the file.
  public private(set) var version = Self.currentVersion
  /// The name of the profile that holds where none is named.
  public private(set) var standard: String?
  /// The profiles by their names.
  public private(set) var profiles: [String: Profile] = [:]

  /// No profiles yet.
  public init() {}

  /// The names, in the order in which they are shown.
  public var names: [String] { profiles.keys.sorted() }

  /// The profile of a name; nil when there is none.
  public subscript(name: String) -> Profile? { profiles[name] }

  /// Puts a profile into the book, in place of one of the same name.
  /// - Parameters:
  ///   - profile: the profile
  ///   - name: its name
  /// - Throws: `PolderError` `profile-name` when the name can be no file's
  public mutating func put(_ profile: Profile, as name: String) throws(PolderError) {
    try Self.check(name)
    profiles[name] = profile
    if standard == nil { standard = name }
  }

  /// Makes a profile the one that holds where none is named.
  /// - Parameter name: its name
  /// - Throws: `PolderError` `profile-unknown`
  public mutating func use(_ name: String) throws(PolderError) {
    _ = try profile(name)
    standard = name
  }

  /// Takes a profile out of the book.
  /// - Parameter name: its name
  /// - Throws: `PolderError` `profile-unknown`
  public mutating func remove(_ name: String) throws(PolderError) {
    _ = try profile(name)
    profiles[name] = nil
    if standard == name { standard = profiles.count == 1 ? profiles.keys.first : nil }
  }

  /// The profile of a name.
  /// - Throws: `PolderError` `profile-unknown`, with the name that was probably meant
  public func profile(_ name: String) throws(PolderError) -> Profile {
    if let profile = profiles[name] { return profile }
    let hint = NearestName.among(names, to: name).map { "Did you mean '\($0)'? " } ?? ""
    let known =
      names.isEmpty ? "There is none yet: run `polder login`." : "There are: \(names.joined(separator: ", "))."
    throw PolderError("profile-unknown", "There is no profile of that name.", object: name, nextStep: hint + known)
  }

  /// The name of the profile that is meant.
  /// - Parameters:
  ///   - name: the name that was given
  ///   - place: the server that was given
  /// - Returns: the name; nil when none fits
  public func name(for name: String?, at place: ServerLocation?) -> String? {
    if let name { return name }
    guard let place else { return standard }
    if let standard, profiles[standard]?.place == place { return standard }
    let fitting = names.filter { profiles[$0]?.place == place }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// A name becomes part of a file's name, and is typed at a shell.
  static func check(_ name: String) throws(PolderError) {
    let isPlain = name.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "._-@:+[]".utf8.contains($0)
    }
    guard isPlain, !name.isEmpty, name.utf8.count <= 100, name.utf8.first != UInt8(ascii: "."),
      name.utf8.first != UInt8(ascii: "-")
    else {
      throw PolderError(
        "profile-name", "This can not be the name of a profile.", object: name,
        nextStep: "Give --profile a name of letters, digits and . _ - @ : + only, 100 characters at most.")
    }
  }

  enum CodingKeys: String, CodingKey {
    case version
    case standard = "default"
    case profiles
  }
}
