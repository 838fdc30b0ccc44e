import PolderCore
import Testing

@Suite("Constraints of fields")
struct BodyConstraintTests {
  private func errors(_ body: JSONValue) throws -> JSONObject? {
    do {
      _ = try CreateNode.Body(json: body)
      return nil
    } catch {
      return error.fields
    }
  }

  @Test(
    "addresses of both versions are taken",
    arguments: [
      "0.0.0.0", "10.76.0.3", "255.255.255.255", "::", "::1", "fe80::1", "2001:db8:0:0:0:0:0:1", "1:2:3:4:5:6:7::",
      "::ffff:10.0.0.1", "ABCD:ef01::",
    ])
  func addresses(text: String) throws {
    #expect(try errors(["collaboration_id": 1, "ip": .string(text)]) == nil)
  }

  @Test(
    "anything else is no address",
    arguments: [
      "", "x", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.-4", "1.2.3.+4", "1.2.3.4 ", "٣.2.3.4", ":", ":::",
      "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::", "g::", "1:2:3:4:5:6:7:1.2.3.4",
      "1.2.3.4::", "fe80::1%eth0",
    ])
  func noAddresses(text: String) throws {
    let errors = try errors(["collaboration_id": 1, "ip": .string(text)])
    #expect(errors == ["ip": ["IP address is not valid"]])
  }

  @Test("an unknown key of a database is refused with what was sent, as Python prints it")
  func databases() {
    let database: JSONValue = ["label": "it's", "foo": [1, 2.5, true, nil], "query": "q"]
    let body: JSONValue = [
      "image": "i", "collaboration_id": 1, "organizations": [["id": 1, "input": "e30="]], "databases": [database],
    ]
    #expect {
      try CreateTask.Body(json: body)
    } throws: { error in
      let text = (error as? RequestRefusal)?.fields?["databases"]?[0]?.string
      return text
        == #"Database {'label': 'it\'s', 'foo': [1, 2.5, True, None], 'query': 'q'} contains unknown keys. Allowed "#
        + "keys are {'label', 'arguments', 'preprocessing', 'query', 'sheet_name'}."
    }
  }
}
