import PolderCore
import Testing

@Suite("The description of the API")
struct APIDescriptionTests {
  private static func document() throws -> JSONValue { .object(try ServerCatalogue.description().document) }

  @Test("every operation is described once, with all parameters of its path")
  func operations() throws {
    let document = try Self.document()
    var names: [String] = []
    for (path, item) in try #require(document["paths"]?.object) {
      for (verb, operation) in try #require(item.object) {
        names.append(try #require(operation["operationId"]?.string))
        let inPath = path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        let declared = (operation["parameters"]?.array ?? []).filter { $0["in"] == "path" }
        #expect(declared.compactMap { $0["name"]?.string } == inPath, "\(verb) \(path)")
        #expect(declared.allSatisfy { $0["required"] == true })
      }
    }
    #expect(names.count == ServerCatalogue.operations.count)
    #expect(Set(names) == Set(ServerCatalogue.operations.map { $0.name }))
  }

  @Test("every reference leads somewhere, and every schema is led to")
  func references() throws {
    let document = try Self.document()
    let schemas = Set(try #require(document["components"]?["schemas"]?.object).keys)
    var used: Set<String> = []
    func walk(_ value: JSONValue) {
      for element in value.array ?? [] { walk(element) }
      for (key, member) in value.object ?? JSONObject() {
        if key == "$ref", let name = member.string?.split(separator: "/").last { used.insert(String(name)) }
        walk(member)
      }
    }
    walk(document)
    #expect(used == schemas)
  }

  @Test("keys of a reply stand in the order of the contract, and those that are always there are required")
  func replies() throws {
    let schemas = try #require(try Self.document()["components"]?["schemas"])
    #expect(
      schemas["Run"]?["properties"]?.object?.keys == [
        "organization", "task", "results", "node", "ports", "id", "input", "assigned_at", "started_at", "finished_at",
        "status", "log", "cleanup_at", "blob_storage_used",
      ])
    #expect(schemas["Run"]?["required"]?.array?.compactMap(\.string) == schemas["Run"]?["properties"]?.object?.keys)
    #expect(schemas["Run"]?["properties"]?["log"]?["type"] == ["string", "null"])
    #expect(schemas["RunNode"]?["required"] == nil)
    #expect(schemas["UserWithPermissions"]?["required"]?.array?.contains("permissions") == false)
    #expect(schemas["PageOfTask"]?["properties"]?["data"]?["items"]?["$ref"] == "#/components/schemas/Task")
  }

  @Test("the constraints of a body are in its schema")
  func bodies() throws {
    let post = try #require(try Self.document()["paths"]?["/user"]?["post"])
    let schema = try #require(post["requestBody"]?["content"]?["application/json"]?["schema"])
    #expect(schema["required"] == ["username", "password", "email"])
    #expect(schema["additionalProperties"] == false)
    #expect(schema["properties"]?["firstname"]?["maxLength"] == 128)
    #expect(schema["properties"]?["organization_id"]?["type"] == ["integer", "null"])
    #expect(post["security"] == [["token": []]])
  }

  @Test("who may ask is told, and what is open says so")
  func callers() throws {
    let paths = try #require(try Self.document()["paths"])
    #expect(paths["/version"]?["get"]?["security"] == [])
    #expect(paths["/run/{id}"]?["patch"]?["x-polder-callers"] == ["node"])
    #expect(paths["/run/{id}"]?["patch"]?["parameters"]?[0]?["schema"]?["type"] == "integer")
  }

  @Test("the page for people names every operation and every object")
  func page() throws {
    let description = try ServerCatalogue.description()
    let page = description.markdown
    for operation in ServerCatalogue.operations {
      let path = operation.route.template.replacing("<", with: "{").replacing(">", with: "}")
      #expect(page.contains("### \(operation.route.verb.rawValue) /\(path)\n"))
    }
    #expect(page.contains("### Object Run\n"))
    #expect(page.hasSuffix("|\n"))
  }

  @Test("every group has one heading, every link of the page leads to one of its headings")
  func links() throws {
    let page = try ServerCatalogue.description().markdown
    let headings = page.matches(of: /(?m)^#+ (.+)$/).map { String($0.1) }
    let anchors = headings.map { heading in
      heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
        .replacing(" ", with: "-")
    }
    #expect(Set(anchors).count == anchors.count, "headings of the same name")
    let links = page.matches(of: /\]\(#([^)]+)\)/).map { String($0.1) }
    #expect(!links.isEmpty)
    #expect(Set(links).subtracting(anchors) == [])
  }

  @Test("what a caller has to have is told in words, for every requirement that there is")
  func needs() throws {
    let paths = try #require(try Self.document()["paths"])
    #expect(paths["/version"]?["get"]?["x-polder-needs"] == nil)
    #expect(
      paths["/task/{id}"]?["get"]?["x-polder-needs"] == [
        "for a node: the collaboration is one's own",
        "`task view` over the organization in its collaboration; or `task view` in own scope, for what one made oneself",
      ])
    for operation in ServerCatalogue.operations {
      #expect(!operation.access.requirement.words.contains { $0.isEmpty || $0.hasSuffix("nothing") }, "\(operation)")
    }
  }
}
