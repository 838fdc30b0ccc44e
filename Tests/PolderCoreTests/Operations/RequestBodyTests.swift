import PolderCore
import Testing

@Suite("Bodies and parameters of requests")
struct RequestBodyTests {
  private func errors<Body: RequestBody>(_ type: Body.Type, _ json: JSONValue) -> JSONValue? {
    do {
      _ = try Body(json: json)
      return nil
    } catch {
      return error.fields.map { .object($0) }
    }
  }

  @Test("all errors are told at once, with the contract's texts")
  func all() {
    let problems = errors(
      CreateUser.Body.self,
      ["username": "1x", "email": "nobody", "firstname": nil, "organization_id": "x", "roles": 1, "odd": true])
    #expect(
      problems == [
        "username": ["Length must be between 3 and 128."],
        "password": ["Missing data for required field."], "email": ["Not a valid email address."],
        "firstname": ["Field may not be null."], "organization_id": ["Not a valid integer."],
        "roles": ["Not a valid list."], "odd": ["Unknown field."],
      ])
  }

  @Test("a body that is no object is told so", arguments: [[], "x", 1, nil] as [JSONValue])
  func notAnObject(json: JSONValue) { #expect(errors(LogIn.Body.self, json) == ["_schema": ["Invalid input type."]]) }

  @Test(
    "passwords: the first rule that is broken is named",
    arguments: [
      ("Aa1!", "Password too short"), ("aaaaaaa!", "at least one number"), ("aaaaaaa1!", "one uppercase"),
      ("AAAAAAA1!", "one lowercase"), ("Aaaaaaa1", "special character"),
      (String(repeating: "Aa1!", count: 33), "Password too long"),
    ])
  func passwords(password: String, expected: String) throws {
    let body: JSONValue = ["username": "ada", "email": "a@b.cd", "password": .string(password)]
    let text = try #require(errors(CreateUser.Body.self, body)?["password"]?[0]?.string)
    #expect(text.contains(expected))
  }

  @Test("a good body is read, and written as it was read")
  func roundTrip() throws {
    let json: JSONValue = [
      "image": "polder/statistics", "organizations": [["id": 3, "input": "e30="]], "collaboration_id": 1,
      "name": "survival", "databases": [["label": "default", "query": "x"]],
    ]
    let body = try CreateTask.Body(json: json)
    #expect(body.organizations.first?.id == OrganizationID(3))
    #expect(body.databases?.first?.parameters == ["query": "x"])
    #expect(body.json == json)
  }

  @Test("a task needs a collaboration or a study, and organizations by id")
  func task() {
    let input: JSONValue = ["image": "i", "organizations": [["id": 1, "input": ""]]]
    #expect(errors(CreateTask.Body.self, input) == ["_schema": ["Collaboration_id or study_id is required"]])
    let nobody: JSONValue = ["image": "i", "organizations": [], "study_id": 1]
    #expect(errors(CreateTask.Body.self, nobody) == ["organizations": ["At least one organization is required"]])
    let nameless: JSONValue = ["image": "i", "organizations": [["input": ""]], "study_id": 1]
    #expect(
      errors(CreateTask.Body.self, nameless)
        == ["organizations": ["Organization id is required for each organization"]])
  }

  @Test(
    "words for truth in parameters (deviation 3)",
    arguments: [("True", true), ("1", true), ("yes", true), ("False", false), ("0", false), ("no", false), ("", false)])
  func flags(text: String, expected: Bool) throws {
    let query = try ListCollaborations.Query(items: [("encrypted", text)])
    #expect(query.encrypted == expected)
  }

  @Test("several values, joined or repeated, are all read")
  func repeated() throws {
    let query = try ListTasks.Query(items: [("include", "runs,results"), ("include", "x"), ("unknown", "1")])
    #expect(query.include == ["runs", "results", "x"])
    let organizations = try ListOrganizations.Query(items: [("ids", "1"), ("ids", "2")])
    #expect(organizations.ids == [OrganizationID(1), OrganizationID(2)])
  }

  @Test("a parameter of the wrong kind is refused with 400 and named")
  func wrongKind() {
    let refusal = #expect(throws: RequestRefusal.self) { try ListTasks.Query(items: [("parent_id", "x")]) }
    #expect(refusal?.status == 400)
    #expect(refusal?.message.contains("parent_id") == true)
  }

  @Test(
    "pages that are none keep the contract's text for the refusal",
    arguments: [
      ("page", "0", "page needs to be >= 1"), ("per_page", "-3", "per_page needs to be >= 1"),
      ("page", "x", "invalid literal for int() with base 10: 'x'"),
    ])
  func pages(name: String, text: String, problem: String) throws {
    #expect(try ListTasks.Query(items: [(name, text)]).page.problem == problem)
  }
}
