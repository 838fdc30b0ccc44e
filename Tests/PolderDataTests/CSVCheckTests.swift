import PolderCore
import PolderData
import Testing

@Suite("The check of a CSV file before it is used")
struct CSVCheckTests {
  @Test("A whole file passes, and gives the names")
  func passes() async throws {
    let names = try await withFile("id,\"na\"\"me\"\n1,x\n\n2,\"a\nb\"\n") { try CSVFile(path: $0).check() }
    #expect(names == ["id", "na\"me"])
  }

  @Test(
    "What reading would stumble over is told with its line",
    arguments: [
      ("id,age\n1,2\n3\n", "line 3: it has 1 values where the first line has 2 names"),
      ("id,age\n1,2\n3,4,5\n", "line 3: it has 3 values"), ("id,age\n1,\"2\n", "line 2: a quote is opened"),
      ("id,id\n1,2\n", "line 1: the name 'id' stands twice"), ("", "line 1: the file is empty"),
    ])
  func refuses(text: String, words: String) async throws {
    let error = await #expect(throws: PolderError.self) {
      try await withFile(text) { try CSVFile(path: $0).check() }
    }
    #expect(error?.code == "data-invalid-table")
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }
}
