import PolderCore
import PolderData
import Testing

@Suite("CSV files")
struct CSVFileTests {
  private func table(_ text: String, columns: [String]? = nil) async throws -> Table {
    try await withFile(text) { try CSVFile(path: $0).read(columns: columns) }
  }

  private func failure(_ text: String) async throws -> PolderError? {
    await #expect(throws: PolderError.self) { try await table(text) }
  }

  @Test("Numbers, texts and missing values get their types")
  func infersTypes() async throws {
    let table = try await table("id,age,name\n1,2.5,Zoë\n2,,\n-3,NA,x y\n")
    #expect(table.names == ["id", "age", "name"])
    #expect(table.rowCount == 3)
    #expect(try table.numbers("id") == [1, 2, -3])
    let ages = try table.numbers("age")
    #expect(ages[0] == 2.5 && ages[1].isNaN && ages[2].isNaN)
    #expect(try table.column("name") == .texts(["Zoë", nil, "x y"]))
    #expect(try table.column("age").missing == 2)
    #expect(try table.column("name").missing == 1)
  }

  @Test(
    "Every text that pandas takes for missing is missing",
    arguments: [
      "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
      "NULL", "NaN", "None", "n/a", "nan", "null", "\"\"", "\"NA\"",
    ])
  func knowsMissing(marker: String) async throws {
    let table = try await table("a,b\n1,\(marker)\n2,7\n")
    let values = try table.numbers("b")
    #expect(values[0].isNaN && values[1] == 7)
  }

  @Test(
    "A text that only looks like missing is a text", arguments: ["na", "none", "Nan", "-", "N", "missing", "1.#QNANX"])
  func keepsOtherTexts(text: String) async throws {
    #expect(try await table("a,b\n1,\(text)\n").column("b") == .texts([text]))
  }

  @Test("An empty last column and an empty last line mean what they say")
  func readsTrailingCommas() async throws {
    let table = try await table("a,b\n1,\n2,3")
    #expect(try table.numbers("a") == [1, 2])
    #expect(try table.numbers("b")[1] == 3)
    #expect(try table.column("b").missing == 1)
  }

  @Test("Quotes hold commas, doubled quotes and line breaks; lines are still counted")
  func readsQuotes() async throws {
    let text = "name,n\n\"a, b\",1\n\"say \"\"hi\"\"\",2\n\"two\nlines\",\"3\"\n"
    let table = try await table(text)
    #expect(try table.column("name") == .texts(["a, b", "say \"hi\"", "two\nlines"]))
    #expect(try table.numbers("n") == [1, 2, 3])
    let error = try await failure(text + "x\n")
    #expect(error?.message.contains("line 6: it has 1 values where the first line has 2 names") == true)
  }

  @Test("CR LF, lone CR, blank lines and a byte order mark do not matter", arguments: ["\r\n", "\r", "\n\n", "\n"])
  func readsLineEnds(end: String) async throws {
    let table = try await table("\u{FEFF}a,b" + end + "1,x" + end + "2,y" + end)
    #expect(table.names == ["a", "b"])
    #expect(try table.numbers("a") == [1, 2])
    #expect(try table.column("b") == .texts(["x", "y"]))
  }

  @Test("Columns come in the order asked for, and only those")
  func choosesColumns() async throws {
    let table = try await table("a,b,c\n1,x,3\n", columns: ["c", "a"])
    #expect(table.names == ["c", "a"])
    #expect(try table.numbers("c") == [3])
  }

  @Test("A column that does not exist is told with the names there are and the one that was meant")
  func tellsUnknownColumn() async throws {
    let error = await #expect(throws: PolderError.self) {
      try await table("age,sex,ph.ecog\n1,2,3\n", columns: ["ph_ecog"])
    }
    #expect(error?.code == .dataUnknownColumn)
    #expect(error?.message == "There is no column 'ph_ecog'.")
    #expect(error?.nextStep == "Did you mean 'ph.ecog'? There are: age, sex, ph.ecog.")
  }

  @Test(
    "A broken file is refused with its line, and without a value of it",
    arguments: [
      ("a,b\n1,2\nsecret\n", "line 3: it has 1 values"), ("a,b\n1,2,secret\n", "line 2: it has 3 values"),
      ("a,a\n1,2\n", "line 1: the name 'a' stands twice"), ("", "line 1: the file is empty"),
      ("a,b\n1,\"secret\n2,3\n", "line 2: a quote is opened and not closed"),
      ("a,b\n1,\"secret\"x\n", "line 2: text follows a closing quote"),
    ])
  func refusesBrokenFiles(text: String, reason: String) async throws {
    let error = try await failure(text)
    #expect(error?.code == .dataInvalidTable)
    #expect(error?.message.contains(reason) == true)
    #expect(error?.description.contains("secret") == false)
  }

  @Test("A text that is not UTF-8 is refused with its line")
  func refusesOtherEncodings() async throws {
    let error = await #expect(throws: PolderError.self) {
      try await withFile(Array("a,b\n1,ok\n2,Zo".utf8) + [0xEB, 0x0A]) { try CSVFile(path: $0).read(columns: nil) }
    }
    #expect(error?.message.contains("line 3: a text is not UTF-8") == true)
  }

  @Test("A file that is not there, or is none, is told by its path")
  func refusesMissingFiles() async throws {
    for (path, reason) in [("/nowhere/lung.csv", "no such file"), ("/tmp", "not a regular file")] {
      let error = #expect(throws: PolderError.self) { try CSVFile(path: path).columnNames() }
      #expect(error?.code == .dataUnreadable)
      #expect(error?.object == path)
      #expect(error?.message.contains(reason) == true)
    }
  }

  @Test("Bounds on bytes, columns and values hold, and what is within them passes")
  func holdsBounds() async throws {
    try await withFile("a,b,c\n1,2,long\n") { path in
      let tooLarge = #expect(throws: PolderError.self) {
        try CSVFile(path: path, limits: .init(bytes: 14)).columnNames()
      }
      #expect(tooLarge?.code == .dataTooLarge)
      #expect(throws: PolderError.self) { try CSVFile(path: path, limits: .init(columns: 2)).columnNames() }
      #expect(throws: PolderError.self) { try CSVFile(path: path, limits: .init(fieldBytes: 3)).read(columns: nil) }
      let fitting = CSVFile(path: path, limits: .init(bytes: 15, columns: 3, fieldBytes: 4))
      let rows = try fitting.read(columns: nil).rowCount
      #expect(rows == 1)
    }
  }

  @Test("A column without a name gets the one that pandas gives it")
  func namesUnnamed() async throws {
    #expect(try await table(",a\n1,2\n").names == ["Unnamed: 0", "a"])
  }

  @Test("A file with names alone is a table without rows")
  func readsEmptyTables() async throws {
    let table = try await table("a,b\n")
    #expect(table.rowCount == 0)
    #expect(try table.numbers("a").isEmpty)
  }

  @Test("A hundred thousand rows are all read")
  func readsManyRows() async throws {
    var text = "id,value,kind\n"
    for row in 0..<100_000 { text += "\(row),\(Double(row) / 8),k\(row % 3)\n" }
    let table = try await table(text)
    #expect(table.rowCount == 100_000)
    #expect(try table.numbers("value").reduce(0, +) == (0..<100_000).reduce(0) { $0 + Double($1) / 8 })
    #expect(try table.column("kind").missing == 0)
  }
}
