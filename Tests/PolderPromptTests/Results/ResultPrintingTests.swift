import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Results at the prompt")
struct ResultPrintingTests {
  let table = ShownResult(run: 1, organization: 2, status: "completed", value: [["n": 5], ["n": 70]])
  let figure = ShownResult(run: 2, organization: 3, status: "completed", value: ["mean": 1.5])
  let none = ShownResult(run: 3, organization: nil, status: "crashed", value: nil)
  let broken = ShownResult(
    run: 4, organization: 5, status: "completed", value: nil,
    problem: PolderError("result-unreadable", "The result is not JSON.", nextStep: "Look at `bytes`."))

  @Test("Each is printed under its run: a table as a table, anything else as JSON")
  func asTable() {
    let printed = Printed()
    printed.printer.results([table, figure])
    #expect(
      printed.out.all == [
        "run 1, organization 2: completed", " n", " 5", "70", "", "run 2, organization 3: completed", "{",
        "  \"mean\": 1.5",
        "}",
      ])
  }

  @Test("What gave no result says so, and what to do in the words of the prompt")
  func tellsProblems() {
    let printed = Printed()
    printed.printer.results([none, broken])
    #expect(printed.out.all[0] == "run 3: crashed")
    #expect(printed.out.all[1] == "  (no result)")
    #expect(printed.out.all[4].contains("not JSON"))
    #expect(printed.out.all[4].contains("--output FILE"))
  }

  @Test("As JSON each has its run, and its error where there is one")
  func asJSON() throws {
    let printed = Printed(.json)
    printed.printer.results([table, none, broken])
    let value = try JSONValue(parsing: printed.out.text)
    #expect(value[0]?["result"] == [["n": 5], ["n": 70]])
    #expect(value[1] == ["run": 3, "organization": nil, "status": "crashed", "result": nil])
    #expect(value[2]?["error"]?["code"] == "result-unreadable")
  }

  @Test("As CSV the rows of all stand below each other, under all their columns")
  func asCSV() {
    let printed = Printed(.csv)
    printed.printer.results([
      table, ShownResult(run: 9, organization: 8, status: "completed", value: [["m": 1, "n": 2]]), none,
    ])
    #expect(printed.out.text == "run,organization,n,m\r\n1,2,5,\r\n1,2,70,\r\n9,8,2,1\r\n")
    #expect(printed.err.all.count == 1)
    #expect(printed.err.all[0].contains("Run 3"))
  }

  @Test("As CSV a value that is no table stands in one cell")
  func asCSVWithoutATable() {
    let printed = Printed(.csv)
    printed.printer.results([figure])
    #expect(printed.out.text.hasPrefix("run,organization,result\r\n2,3,\"{"))
  }

  @Test("As CSV a value that holds one table gives its rows, one that holds two stays whole")
  func asCSVWithParts() {
    let one = Printed(.csv)
    one.printer.results([ShownResult(run: 2, organization: 3, status: "completed", value: ["n": 9, "t": [["a": 1]]])])
    #expect(one.out.text == "run,organization,a\r\n2,3,1\r\n")
    let two = Printed(.csv)
    two.printer.results([
      ShownResult(run: 2, organization: 3, status: "completed", value: ["t": [["a": 1]], "u": [["a": 1]]])
    ])
    #expect(two.out.text.hasPrefix("run,organization,result\r\n"))
  }

  @Test("A run that failed or can not be read is a failure, one that is open is not")
  func knowsFailures() {
    #expect(!table.isFailed)
    #expect(none.isFailed)
    #expect(broken.isFailed)
    #expect(!ShownResult(run: 1, organization: 2, status: "active", value: nil).isFailed)
    #expect(ShownResult(run: 1, organization: 2, status: "a word of tomorrow", value: nil).isFailed)
  }

  @Test("A status that would move the cursor is shown as its code")
  func isHarmless() {
    let printed = Printed()
    printed.printer.results([ShownResult(run: 1, organization: 2, status: "\u{1b}[2J", value: nil)])
    #expect(printed.out.all[0] == "run 1, organization 2: \\u{1b}[2J")
  }
}
