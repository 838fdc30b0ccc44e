import PolderCore
import Testing

@Suite("Bodies and parameters for stores")
struct StoreBodyTests {
  private func errors<Body: RequestBody>(_ type: Body.Type, _ json: JSONValue) -> JSONObject? {
    do throws(RequestRefusal) {
      _ = try Body(json: json)
      return nil
    } catch {
      return error.fields
    }
  }

  private func argument(_ changes: JSONObject) -> JSONValue {
    var argument: JSONObject = ["name": "a", "type": "integer"]
    for (key, value) in changes { argument[key] = value }
    return .object(argument)
  }

  @Test(
    "arguments that fit are taken",
    arguments: [
      [:], ["has_default_value": true, "default_value": "3"], ["has_default_value": true, "default_value": nil],
      ["allowed_values": [1, "2"]], ["has_default_value": true, "default_value": "3", "allowed_values": [2, 3]],
      ["type": "float", "has_default_value": true, "default_value": "1e3"],
      ["type": "boolean", "has_default_value": true, "default_value": "False"],
      ["type": "json", "has_default_value": true, "default_value": #"{"a": [1]}"#],
      ["type": "integer_list", "has_default_value": true, "default_value": "[1, 2]"],
      ["type": "float_list", "has_default_value": true, "default_value": "[1.5, 2]"],
      ["type": "column_list", "has_default_value": true, "default_value": #"["a"]"#],
      ["has_default_value": true, "conditional_on": "b", "conditional_operator": "==", "conditional_value": nil],
    ] as [JSONObject])
  func arguments(changes: JSONObject) { #expect(errors(NewAlgorithmArgument.self, argument(changes)) == nil) }

  @Test(
    "arguments that do not fit together are refused",
    arguments: [
      (["default_value": "3"], "Default value cannot be given if has_default_value is False"),
      (["conditional_on": "b", "conditional_operator": "=="], "needs a default"),
      (["has_default_value": true, "conditional_on": "b"], "go together"),
      (["has_default_value": true, "conditional_operator": "=="], "go together"),
      (["has_default_value": true, "default_value": "x"], "is no integer"),
      (["type": "float", "has_default_value": true, "default_value": "x"], "is no float"),
      (["type": "boolean", "has_default_value": true, "default_value": "yes"], "is no boolean"),
      (["type": "json", "has_default_value": true, "default_value": "{"], "is no json"),
      (["type": "string_list", "has_default_value": true, "default_value": "a"], "is no string_list"),
      (["type": "integer_list", "has_default_value": true, "default_value": "[1, \"x\"]"], "is no integer_list"),
      (["type": "float_list", "has_default_value": true, "default_value": "[null]"], "is no float_list"),
      (["allowed_values": [1, "x"]], "does not fit the argument type integer"),
      (["has_default_value": true, "default_value": "4", "allowed_values": [2, 3]], "not one of the allowed values"),
    ] as [(JSONObject, String)])
  func oddArguments(changes: JSONObject, text: String) throws {
    let problem = try #require(errors(NewAlgorithmArgument.self, argument(changes))?["_schema"]?[0]?.string)
    #expect(problem.contains(text))
  }

  @Test("the words of a field are told with those that there are")
  func words() {
    #expect(
      errors(NewAlgorithmFunction.self, ["name": "f", "type": "bad"])
        == ["type": ["Function type 'bad' is not one of the allowed values ['central', 'federated']"]])
    #expect(
      errors(CreateAlgorithm.Body.self, ["partitioning": "foo"])?["partitioning"]
        == ["Partitioning 'foo' is not one of the allowed values ['horizontal', 'vertical']"])
    let type = errors(NewAlgorithmArgument.self, ["name": "a", "type": "bad"])?["type"]?[0]?.string
    #expect(type?.hasPrefix("Argument type 'bad' is not one of the allowed values: ['column', 'column_list'") == true)
    #expect(
      errors(NewAlgorithmArgument.self, ["name": "a", "type": "json", "conditional_operator": "~"])?.keys
        == ["conditional_operator"])
    #expect(
      errors(NewAlgorithmArgument.self, ["name": "a", "type": "string", "allowed_values": [true]])
        == ["allowed_values": ["Not a valid list."]])
  }

  private func function(_ arguments: [JSONValue]) -> JSONValue {
    ["name": "f", "type": "central", "arguments": .array(arguments)]
  }

  private func conditional(_ name: String, on other: String, _ value: JSONValue = nil) -> JSONValue {
    [
      "name": .string(name), "type": "string", "has_default_value": true, "conditional_on": .string(other),
      "conditional_operator": "==", "conditional_value": value,
    ]
  }

  @Test("conditions lead to another argument that can decide, and in no circle")
  func conditions() {
    func problem(_ arguments: [JSONValue]) -> String? {
      errors(NewAlgorithmFunction.self, function(arguments))?["_schema"]?[0]?.string
    }
    let number: JSONValue = ["name": "n", "type": "integer"]
    #expect(problem([number, conditional("a", on: "n", "3"), conditional("b", on: "a", "x")]) == nil)
    #expect(problem([conditional("a", on: "n", "3"), number]) == nil)
    #expect(problem([number, number])?.contains("unique name") == true)
    #expect(problem([conditional("a", on: "n")])?.contains("there is not") == true)
    #expect(problem([conditional("a", on: "a")])?.contains("itself") == true)
    #expect(problem([number, conditional("a", on: "n", "x")])?.contains("is no integer") == true)
    for type in ["column_list", "json", "organization"] as [JSONValue] {
      #expect(problem([["name": "l", "type": type], conditional("a", on: "l")])?.contains("can not decide") == true)
    }
    #expect(
      problem([conditional("a", on: "b"), conditional("b", on: "c"), conditional("c", on: "a")])
        == "Circular conditional arguments detected: a -> b -> c -> a")
    #expect(
      problem([conditional("x", on: "b"), conditional("b", on: "c"), conditional("c", on: "b")])?
        .contains("b -> c -> b") == true)
  }

  @Test(
    "a visualization shows what its type can",
    arguments: [
      ("table", [:], true), ("table", ["columns": ["a"], "location": ["l"]], true), ("table", ["columns": "a"], false),
      ("table", ["x": "a"], false), ("line", ["x": "a", "y": "b", "y_axis_min": 0, "y_axis_max": 1.5], true),
      ("line", ["x": "a"], false), ("line", ["x": "a", "y": 1], false),
      ("line", ["x": "a", "y": "b", "y_axis_min": "0"], false), ("line", ["x": "a", "y": "b", "location": [1]], false),
    ] as [(JSONValue, JSONValue, Bool)])
  func visualizations(type: JSONValue, schema: JSONValue, fits: Bool) {
    let found = errors(NewAlgorithmVisualization.self, ["name": "v", "type": type, "schema": schema])
    #expect((found == nil) == fits)
    if !fits {
      let text = found?["_schema"]?[0]?.string
      #expect(text?.hasPrefix("Schema does not match requirements for that visualization type: ") == true)
    }
  }

  @Test("what is wrong deep down is told with its place")
  func places() throws {
    let bad: JSONValue = ["name": "a", "type": "integer", "default_value": "1"]
    let found = errors(
      UpdateAlgorithm.Body.self,
      ["functions": [["name": "f", "type": "central"], function([["type": "json"], bad]), ["odd": 1]]])
    let text = try #require(found?["functions"]?[0]?.string)
    #expect(
      text.split(separator: "\n") == [
        "1.arguments: 0.name: Missing data for required field.",
        "1.arguments: 1._schema: Default value cannot be given if has_default_value is False",
        "2.name: Missing data for required field.", "2.type: Missing data for required field.",
        "2.odd: Unknown field.",
      ])
  }

  @Test("lists have an end")
  func bounds() {
    let many = JSONValue.array(Array(repeating: ["name": "d"], count: 129))
    #expect(
      errors(NewAlgorithmFunction.self, ["name": "f", "type": "central", "databases": many])
        == ["databases": ["Longer than maximum length 128."]])
    #expect(
      errors(NewAlgorithmFunction.self, ["name": "f", "type": "central", "databases": [:]])
        == ["databases": ["Invalid type."]])
    let wrong = JSONValue.array(Array(repeating: [:], count: 100))
    let text = errors(NewAlgorithmFunction.self, ["name": "f", "type": "central", "databases": wrong])?["databases"]?[0]
    #expect(text?.string?.split(separator: "\n").count == 32)
  }

  @Test("the names of roles that every store has are taken")
  func roleNames() {
    for role in StoreDefaultRole.allCases {
      #expect(
        errors(CreateStoreRole.Body.self, ["name": .string(role.rawValue), "rules": []])
          == ["name": ["Role name cannot be one of the default roles"]])
      #expect(errors(UpdateStoreRole.Body.self, ["name": .string(role.rawValue)])?.keys == ["name"])
    }
    #expect(errors(CreateStoreRole.Body.self, ["name": "Researcher", "rules": [1]]) == nil)
  }

  @Test("an address is given or asked for, not both")
  func address() {
    #expect(errors(UpdateStoreUser.Body.self, ["email": "a@b.org"]) == nil)
    #expect(errors(UpdateStoreUser.Body.self, ["update_email": true, "organization_id": 2]) == nil)
    #expect(errors(UpdateStoreUser.Body.self, ["email": "a@b.org", "update_email": true])?.keys == ["_schema"])
    #expect(errors(CreateReview.Body.self, ["algorithm_id": 0, "reviewer_id": 1])?.keys == ["algorithm_id"])
  }

  @Test("flags are read by their words, and false is not sent (deviation 3)")
  func flags() throws {
    for (text, isSet) in [("True", true), ("1", true), ("False", false), ("0", false), ("", false)] {
      let query = try ListReviews.Query(items: [("under_review", text)])
      #expect(query.underReview == isSet)
      #expect(query.items.map(\.name) == (isSet ? ["under_review"] : []))
    }
    var users = ListStoreUsers.Query()
    users.canReview = false
    #expect(users.items.map(\.name) == ["can_review"] && users.items.first?.value.isEmpty == true)
    #expect(try ListStoreUsers.Query(items: users.items).canReview == false)
  }
}
