extension NodeDatabase {
  private static let sqlitePrefix = "sqlite:///"

  /// The file or folder of the machine that it is; nil for a database behind an address.
  public var path: String? {
    if type == "folder" || Self.fileTypes.contains(type) { return uri }
    if uri.hasPrefix(Self.sqlitePrefix + "/") { return String(uri.dropFirst(Self.sqlitePrefix.count)) }
    return uri.hasPrefix("/") ? uri : nil
  }

  /// How an algorithm finds it under another path: with the scheme, where its address has one.
  func address(at path: String) -> String {
    uri.hasPrefix(Self.sqlitePrefix) ? Self.sqlitePrefix + path : path
  }

  /// An address whose relative path is one beside a folder.
  static func resolved(_ uri: String, type: String, relativeTo folder: String) -> String {
    let isFile = type == "folder" || fileTypes.contains(type) || type == "sql" && !uri.contains(":")
    if isFile { return NodeFolders.absolute(uri, relativeTo: folder) }
    guard uri.hasPrefix(sqlitePrefix), !uri.contains("?"), !uri.contains(":memory:") else { return uri }
    let path = String(uri.dropFirst(sqlitePrefix.count))
    return path.isEmpty ? uri : sqlitePrefix + NodeFolders.absolute(path, relativeTo: folder)
  }

  /// Its address without the name and the password that may stand in it.
  public var shown: String {
    guard let (scheme, rest) = split else { return uri }
    // What stands behind a question mark may be a password as well.
    guard let at = rest.firstIndex(of: "@") else { return "\(scheme)://\(rest.prefix { $0 != "?" })" }
    // The sign may belong to what stands behind a question mark, or that to a password.
    guard !rest[..<at].contains("?") else { return "\(scheme)://…" }
    let place = rest[rest.index(after: at)...].prefix { $0 != "?" }
    return "\(scheme)://…@\(place.split(separator: "@", omittingEmptySubsequences: false).last ?? "")"
  }

  /// Whether programs read it in different ways: where a name or a password ends is not certain.
  var isAmbiguous: Bool {
    guard let rest = split?.rest, let at = rest.firstIndex(of: "@") else { return false }
    return rest[..<at].contains { "/?#".contains($0) } || rest[rest.index(after: at)...].contains("@")
  }

  /// Scheme and rest of its address.
  var split: (scheme: Substring, rest: Substring)? {
    let parts = uri.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }

  /// The host and port behind its address; nil when it names none.
  var endpoint: (host: String, port: Int)? {
    guard path == nil, let (scheme, rest) = split else { return nil }
    let base = scheme.lowercased().split(separator: ":").last.map { $0.prefix { $0 != "+" } } ?? ""
    let authority = rest.prefix { !"/?;".contains($0) }
    let place = authority.split(separator: "@").last ?? ""
    var (host, port) = (place, Self.ports[String(base)])
    if place.hasPrefix("["), let end = place.firstIndex(of: "]") {
      host = place[place.index(after: place.startIndex)..<end]
      let rest = place[place.index(after: end)...]
      if rest.hasPrefix(":") { port = Int(rest.dropFirst()) }
    } else if let colon = place.lastIndex(of: ":") {
      host = place[..<colon]
      port = Int(place[place.index(after: colon)...])
    }
    guard !host.isEmpty, let port, (1...65_535).contains(port) else { return nil }
    return (String(host), port)
  }

  private static let ports: [String: Int] = [
    "http": 80, "https": 443, "postgresql": 5_432, "postgres": 5_432, "mysql": 3_306, "mariadb": 3_306,
    "mssql": 1_433, "sqlserver": 1_433, "oracle": 1_521,
  ]
}
