import PolderCore
import PolderServer
import Testing

struct NodeSettingsTests {
  private func rows(_ value: JSONValue?) -> [String] { NodeSettings.rows(of: value).map { "\($0.key)=\($0.value)" } }

  /// As recorded in `golden/socketio_events.json`.
  @Test("lists give a row per entry, objects a row per key without their own, truth values 0 and 1")
  func recorded() {
    let told: JSONValue = [
      "encryption": false, "allowed_algorithms": "all", "allowed_users": [3, 5], "allowed_orgs": ["org1"],
      "database_labels": ["default", "x"], "database_types": ["db_type_default": "csv", "db_type_x": "sql"],
      "database_columns": ["columns_default": ["a", "b"]],
    ]
    #expect(
      rows(told) == [
        "encryption=0", "allowed_algorithms=all", "allowed_users=3", "allowed_users=5", "allowed_orgs=org1",
        "database_labels=default", "database_labels=x", "db_type_default=csv", "db_type_x=sql", "columns_default=a",
        "columns_default=b",
      ])
  }

  @Test("what is no object gives nothing; what is too long or too much is left out")
  func bounds() {
    #expect(rows(nil).isEmpty && rows([1, 2]).isEmpty && rows("x").isEmpty && rows(["a": nil]).isEmpty)
    #expect(rows(["a": .string(String(repeating: "x", count: 4_097)), "b": 1]) == ["b=1"])
    #expect(rows(["a": .array((0..<5_000).map { .integer($0) })]).count == NodeSettings.maximumRows)
  }
}
