import PolderCore
import Testing

@Suite("Disclosure policy")
struct DisclosurePolicyTests {
  @Test("Nothing configured means five rows, five records, undeclared results pass, no line")
  func hasDefaults() throws {
    let expected = DisclosurePolicy(minimumRows: 5, minimumRecords: 5, undeclared: .pass, allow: [])
    for section: JSONValue? in [nil, .null, [:]] {
      #expect(try DisclosurePolicy(configuration: section) == expected)
    }
  }

  @Test("Every setting is read")
  func readsSettings() throws {
    let section: JSONValue = [
      "minimum_rows": 10, "minimum_records": 3, "undeclared": "refuse", "allow": ["cox-risk-sets", "other-2"],
    ]
    let expected = DisclosurePolicy(
      minimumRows: 10, minimumRecords: 3, undeclared: .refuse, allow: ["cox-risk-sets", "other-2"])
    #expect(try DisclosurePolicy(configuration: section) == expected)
    #expect(try DisclosurePolicy(configuration: ["allow": nil]).allow.isEmpty)
  }

  @Test(
    "A setting that can not be meant is refused by its name",
    arguments: [
      (["minimum_rows": 0], "disclosure.minimum_rows"), (["minimum_rows": "5"], "disclosure.minimum_rows"),
      (["minimum_records": -1], "disclosure.minimum_records"), (["undeclared": "maybe"], "disclosure.undeclared"),
      (["allow": "cox-risk-sets"], "disclosure.allow"), (["allow": ["Cox Risk"]], "disclosure.allow"),
      (["allow": [7]], "disclosure.allow"), (["minimum_row": 5], "disclosure.minimum_row"), ([1], "disclosure"),
    ] as [(JSONValue, String)])
  func refusesMistakes(section: JSONValue, object: String) {
    let error = #expect(throws: PolderError.self) { try DisclosurePolicy(configuration: section) }
    #expect(error?.code == .disclosureInvalidPolicy)
    #expect(error?.object == object)
  }

  @Test("A misspelt setting gets a suggestion")
  func suggests() {
    let error = #expect(throws: PolderError.self) { try DisclosurePolicy(configuration: ["minimum_row": 5]) }
    #expect(error?.message.contains("Did you mean 'minimum_rows'?") == true)
  }

  @Test("An algorithm reads from its environment what the node wrote there")
  func travelsByEnvironment() {
    let policy = DisclosurePolicy(minimumRows: 7, minimumRecords: 9, allow: ["cox-risk-sets", "more"])
    let environment = Dictionary(uniqueKeysWithValues: policy.environment.map { ($0.name, $0.value) })
    #expect(DisclosurePolicy(environment: environment) == policy)
    #expect(environment.keys.sorted().first == "POLDER_DISCLOSURE_ALLOW")
  }

  @Test("At a node that sets no variables, or odd ones, the defaults hold")
  func readsNoEnvironment() {
    #expect(DisclosurePolicy(environment: [:]) == DisclosurePolicy())
    let odd = ["POLDER_DISCLOSURE_MINIMUM_ROWS": "-3", "POLDER_DISCLOSURE_MINIMUM_RECORDS": "many"]
    #expect(DisclosurePolicy(environment: odd) == DisclosurePolicy())
  }
}
