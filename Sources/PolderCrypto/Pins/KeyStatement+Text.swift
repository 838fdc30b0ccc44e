public import PolderCore

extension KeyStatement {
  /// How many bytes of text are read at the most.
  public static let maximumText = 16 << 10

  private static let begin = "-----BEGIN POLDER KEY STATEMENT-----"
  private static let end = "-----END POLDER KEY STATEMENT-----"
  private static let width = 64

  /// The statement as lines of ASCII that a person can read and a mail can carry.
  public var text: String {
    var lines = [Self.begin] + Self.lines(organization, fingerprint, formats, created)
    lines.append("")
    var rest = Base64.encode(signature)[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(Self.width)))
      rest = rest.dropFirst(Self.width)
    }
    return (lines + [Self.end]).joined(separator: "\n") + "\n"
  }

  /// Reads the statement in a text; what stands before and after it does not matter, nor do blanks at the ends of lines.
  ///
  /// Whether it is true is not known before `verify(against:)`.
  /// - Throws: `PolderError` `key-statement-malformed`
  public init(text: String) throws(PolderError) {
    guard text.utf8.count <= Self.maximumText else { throw Self.malformed("it is longer than 16 KiB") }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(Self.trimmed)
    guard let first = lines.firstIndex(of: Self.begin), let last = lines[first...].firstIndex(of: Self.end),
      last > first + 5
    else { throw Self.malformed("its first or last line is missing") }
    let body = lines[first + 1..<last]
    let names = ["organization", "fingerprint", "formats", "created"]
    var values: [String] = []
    for (name, line) in zip(names, body) {
      guard line.hasPrefix(name + ": ") else { throw Self.malformed("its line `\(name)` is missing") }
      values.append(String(line.dropFirst(name.count + 2)))
    }
    guard body[body.startIndex + names.count].isEmpty else { throw Self.malformed("it has a line too many") }
    guard let number = Int64(values[0]), let fingerprint = KeyFingerprint(text: values[1]),
      let created = Timestamp(text: values[3])
    else { throw Self.malformed("an organization, a fingerprint or a moment in it is none") }
    let formats = values[2].split(separator: " ").compactMap { KeyFormat(rawValue: String($0)) }
    guard (1...Self.maximumFormats).contains(formats.count) else { throw Self.malformed("its formats are not 1 to 16") }
    guard let signature = Base64.decode(body.dropFirst(names.count + 1).joined()), !signature.isEmpty else {
      throw Self.malformed("its signature is not base64")
    }
    self.init(
      organization: OrganizationID(number), fingerprint: fingerprint, formats: formats, created: created,
      signature: signature)
    let written = Self.lines(organization, fingerprint, formats, created)
    // One statement has one text: what is signed is written anew from what was read.
    guard written.elementsEqual(body.prefix(names.count)) else { throw Self.malformed("a line is written otherwise") }
  }

  private static func trimmed(_ line: Substring) -> String {
    var line = line
    while let last = line.last, last == " " || last == "\t" { line.removeLast() }
    return String(line)
  }
}
