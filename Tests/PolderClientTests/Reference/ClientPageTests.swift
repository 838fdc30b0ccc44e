import Testing

@Suite("The page about the client")
struct ClientPageTests {
  /// Where a study has to be named, as the page says: the Python client asks for the study `None` without.
  static let named: Set = ["study.delete", "study.add_organization", "study.remove_organization"]

  @Test("Every member of the Python client's reference has one row")
  func hasEveryMember() throws {
    let members = try (ReferencePage.members() + ReferencePage.recorded()).map(\.name)
    let rows = try ClientPage.read().rows.map(\.python)
    #expect(Set(members).subtracting(rows) == [], "members without a row")
    #expect(rows.count == Set(rows).count, "a member has two rows")
    let beyond = Set(rows).subtracting(members)
    #expect(beyond == [], "rows of members that the reference does not have")
  }

  @Test("Nothing is put off")
  func putsNothingOff() throws {
    #expect(try ClientPage.read().rows.filter { $0.swift == nil }.map(\.python) == [])
  }

  @Test("Every Swift name on the page is a public declaration of the client")
  func namesWhatIsThere() throws {
    let all = try ClientPage.declarations()
    for row in try ClientPage.read().rows {
      guard let swift = row.swift else { continue }
      #expect(ClientPage.declaration(swift, among: all) != nil, "\(row.python): \(swift) is not declared")
    }
  }

  @Test("Every parameter of the reference is there with its default, or left out for a reason")
  func keepsParameters() throws {
    for (member, row, declaration) in try members() {
      let wanted = member.parameters ?? []
      #expect(
        (declaration.parameters == nil) == (member.parameters == nil),
        "\(member.name): a property stays one, and so does a method")
      #expect(row.leftOut.subtracting(wanted.map(\.name)) == [], "\(member.name): the reference has none of these")
      for parameter in wanted {
        let found = declaration.parameters?.first { [$0.name, $0.label].contains(parameter.swiftName) }
        if row.leftOut.contains(parameter.name) {
          #expect(found == nil, "\(member.name): \(parameter.name) is there, and said to be left out")
        } else if let found {
          if Self.named.contains(member.name), parameter.fallback == "None", found.fallback == nil { continue }
          #expect(
            parameter.accepts(found.fallback),
            "\(member.name): \(parameter.name) = \(parameter.fallback ?? "none") is \(found.fallback ?? "none") here")
        } else {
          Issue.record("\(member.name): no parameter \(parameter.swiftName)")
        }
      }
    }
  }

  @Test("What a method takes beyond the reference has a default")
  func addsOnlyDefaults() throws {
    // In Python `*args` stands for what makes a client.
    for (member, _, declaration) in try members() where member.name != "__init__" {
      let known = Set((member.parameters ?? []).map(\.swiftName))
      let others = (declaration.parameters ?? []).filter { !known.contains($0.name) && !known.contains($0.label) }
      #expect(others.filter { $0.fallback == nil }.map(\.name) == [], "\(member.name)")
    }
  }

  @Test("Every part of the Python client is a property of the type that the page names")
  func hasEveryPart() throws {
    let page = try ClientPage.read()
    let all = try ClientPage.declarations()
    #expect(Set(try ReferencePage.parts()).subtracting(page.parts.keys) == [])
    for (part, type) in page.parts {
      let property = part == "AlgorithmStore" ? "store" : part.lowercased()
      let declared = all.first { $0.owner == "UserClient" && $0.signature == property }
      #expect(declared?.type == type, "\(part)")
    }
  }

  /// The members of the reference that are there, with their rows and declarations.
  private func members() throws -> [(ReferenceMember, ClientPage.Row, SwiftDeclaration)] {
    let rows = try ClientPage.read().rows
    let all = try ClientPage.declarations()
    return try (ReferencePage.members() + ReferencePage.recorded()).compactMap { member in
      guard let row = rows.first(where: { $0.python == member.name }), let swift = row.swift,
        let declaration = ClientPage.declaration(swift, among: all)
      else { return nil }
      return (member, row, declaration)
    }
  }
}
