import PolderCore
import Testing

@testable import PolderPrompt

@Suite("What verbs print")
struct PrinterTests {
  struct Thing: Encodable, Sendable {
    let id: TaskID
    let name: String?
    let secret = "only in JSON"

    static let columns: [Column<Thing>] = [Column("id") { $0.id }, Column("full name") { $0.name }]
  }

  let things = [Thing(id: 7, name: "a\u{1b}[1m"), Thing(id: 12, name: nil)]

  @Test("A list is a table of its columns, with numbers at the right and a dash for nothing")
  func listAsTable() throws {
    let printed = Printed()
    try printed.printer.list(things, columns: Thing.columns)
    #expect(printed.out.all == ["ID  FULL NAME", " 7  a\\u{1b}[1m", "12  -"])
  }

  @Test("A list as CSV has the columns, with a head")
  func listAsCSV() throws {
    let printed = Printed(.csv)
    try printed.printer.list(things, columns: Thing.columns)
    #expect(printed.out.text == "id,full_name\r\n7,a\u{1b}[1m\r\n12,\r\n")
  }

  @Test("A list as JSON has all that the entries hold")
  func listAsJSON() throws {
    let printed = Printed(.json)
    try printed.printer.list(things, columns: Thing.columns)
    let value = try JSONValue(parsing: printed.out.text)
    #expect(value[1]?["secret"] == "only in JSON")
    #expect(value[0]?["id"] == 7)
  }

  @Test("An empty list is a head, a head and an empty list")
  func emptyLists() throws {
    for (format, text) in [(OutputFormat.table, "ID  FULL NAME\n"), (.csv, "id,full_name\r\n"), (.json, "[]\n")] {
      let printed = Printed(format)
      try printed.printer.list([Thing](), columns: Thing.columns)
      #expect(printed.out.text == text)
    }
  }

  @Test("One entry is a line for each column")
  func objectAsLines() throws {
    let printed = Printed()
    try printed.printer.object(Thing(id: 7, name: "two\nlines"), columns: Thing.columns)
    #expect(printed.out.all == ["id         7", "full name  two", "           lines"])
  }

  @Test("One entry as CSV is one row, as JSON one object")
  func objectOtherwise() throws {
    let csv = Printed(.csv)
    try csv.printer.object(things[1], columns: Thing.columns)
    #expect(csv.out.text == "id,full_name\r\n12,\r\n")
    let json = Printed(.json)
    try json.printer.object(things[1], columns: Thing.columns)
    #expect(try JSONValue(parsing: json.out.text)["name"] == .null)
  }

  @Test("Named values are printed in their order in every form")
  func members() throws {
    let members: JSONObject = ["z": 1, "a": "b"]
    let expected: [OutputFormat: String] = [
      .table: "z  1\na  b\n", .csv: "z,a\r\n1,b\r\n", .json: "{\n  \"z\": 1,\n  \"a\": \"b\"\n}\n",
    ]
    for (format, text) in expected {
      let printed = Printed(format)
      printed.printer.object(members)
      #expect(printed.out.text == text)
    }
  }

  @Test("A line for a value says so where there is nothing: none, an empty text, an empty list")
  func emptyValues() {
    let printed = Printed()
    printed.printer.object(["a": .null, "b": "", "c": .array([]), "d": 0])
    #expect(printed.out.text == "a  -\nb  -\nc  -\nd  0\n")
  }

  @Test("What was done is a sentence for people and an object for programs")
  func done() throws {
    let people = Printed()
    people.printer.done("Removed \u{1b}7.", ["id": 7])
    #expect(people.out.text == "Removed \\u{1b}7.\n")
    let programs = Printed(.json)
    programs.printer.done("Removed 7.", ["id": 7])
    #expect(try JSONValue(parsing: programs.out.text) == ["id": 7])
    let sentence = Printed(.json)
    sentence.printer.done("Changed.")
    #expect(try JSONValue(parsing: sentence.out.text) == ["msg": "Changed."])
  }

  @Test("Notes go where no program reads them")
  func notes() {
    let printed = Printed(.json)
    printed.printer.note("by the way\u{7}")
    #expect(printed.out.text.isEmpty)
    #expect(printed.err.all == ["by the way\\u{7}"])
  }

  @Test("A table fits the terminal")
  func fits() throws {
    let printed = Printed(width: 20)
    try printed.printer.list([Thing(id: 1, name: String(repeating: "x", count: 90))], columns: Thing.columns)
    #expect(printed.out.all.allSatisfy { TextWidth.of($0) <= 20 })
  }

  @Test("A value of table shape is printed as a table, any other as JSON, a text as it is")
  func values() {
    let table = Printed()
    table.printer.value([["a": 1], ["a": 22]])
    #expect(table.out.all == [" A", " 1", "22"] || table.out.all == [" a", " 1", "22"])
    let other = Printed()
    other.printer.value(["mean": 3])
    #expect(other.out.text == "{\n  \"mean\": 3\n}\n")
    let text = Printed()
    text.printer.value("two\nlines\u{1b}")
    #expect(text.out.all == ["two", "lines\\u{1b}"])
    let json = Printed(.json)
    json.printer.value([["a": 1]])
    #expect(json.out.text.hasPrefix("[\n  {"))
  }

  @Test("An object of tables and figures is printed as its figures, and each table under its name")
  func parts() {
    let printed = Printed()
    printed.printer.value(["organizations": 3, "columns": [["name": "age", "n": 5]], "sexes": ["m", "f\u{1b}"]])
    #expect(
      printed.out.all == [
        "organizations  3", "sexes          m, f\\u{1b}", "", "columns:", "name  n", "age   5",
      ])
  }

  @Test("An object with a member that is neither stays JSON, and so does any object for programs")
  func partsThatAreNone() {
    let people = Printed()
    people.printer.value(["table": [["n": 5]], "deep": [[1]]])
    #expect(people.out.text.hasPrefix("{\n"))
    let programs = Printed(.json)
    programs.printer.value(["table": [["n": 5]]])
    #expect(programs.out.text.hasPrefix("{\n  \"table\": ["))
  }
}
