/// An address of an eduVPN portal: http or https, a host, a path, and nothing that could be read in two ways.
struct PortalAddress: Sendable, Hashable {
  /// Scheme, host and port in small letters, the port only where it is not the usual one.
  let origin: String
  /// Empty, or a path that begins with a slash and ends without one.
  let path: String

  /// Nil for what is no such address.
  init?(_ text: String) {
    guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }),
      text.utf8.count <= 2_048,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"?#\\\"<>^`{|}%@".utf8.contains($0) })
    else { return nil }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }.lowercased()
    guard !authority.isEmpty, !authority.hasPrefix(":") else { return nil }
    let usual = scheme == "https://" ? ":443" : ":80"
    origin = scheme + (authority.hasSuffix(usual) ? String(authority.dropLast(usual.count)) : authority)
    path = StoreAddress.trimmed(rest.dropFirst(authority.count))
  }

  /// The address of something below this one.
  func appending(_ path: String) -> PortalAddress? { PortalAddress(origin + self.path + "/" + path) }

  /// The same address without this at the end of its path; nil when it does not end so.
  func dropping(_ suffix: String) -> PortalAddress? {
    path.hasSuffix(suffix) ? PortalAddress(origin + path.dropLast(suffix.count)) : nil
  }
}
