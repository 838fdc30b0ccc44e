import PolderCore
import Testing

@testable import PolderNode

@Suite("the columns of Excel files")
struct WorkbookTests {
  @Test(
    "the first row of the first sheet, as pandas names its columns",
    arguments: [
      ("openpyxl", ["age", "naam & <é>", "2020"]), ("xlsxwriter", ["Unnamed: 0", "age", "naam & <é>", "2020"]),
      ("gaps", ["id", "Unnamed: 1", "value", "7", "True", "rich text"]), ("inline", ["one", "two"]),
    ])
  func columns(_ name: String, _ columns: [String]) throws {
    #expect(try Workbook.columns(BoundedFile(FixtureFile.path("databases/\(name).xlsx"))) == columns)
  }

  @Test("an empty first row is not guessed over")
  func late() async throws {
    let error = await failure { try Workbook.columns(BoundedFile(FixtureFile.path("databases/late.xlsx"))) }
    #expect(error?.code == .nodeColumnsUnknown)
  }

  @Test("any bytes give columns or one of our errors", arguments: ["openpyxl", "gaps"])
  func noise(_ name: String) async throws {
    let place = try TemporaryFolder()
    let whole = FixtureFile.bytes("databases/\(name).xlsx")
    var random = SeededBytes(7)
    for _ in 0..<150 {
      try place.write(random.altered(whole), to: "noise.xlsx")
      do {
        _ = try Workbook.columns(BoundedFile(place.path + "/noise.xlsx"))
      } catch {
        #expect(error is PolderError, "\(error)")
      }
    }
  }

  @Test("an archive that unpacks to far more than it holds stops at the bound")
  func bomb() throws {
    // A stored block, then one that repeats its only byte for ever.
    let packed: [UInt8] = [0x00, 0x01, 0x00, 0xFE, 0xFF, 0x61] + Array(repeating: 0xFF, count: 1_000)
    // What follows the first block is no code; with a bound of one byte it is never reached.
    #expect(try Inflater.unpack(packed, atMost: 1) == [0x61])
    #expect(throws: Inflater.Failure.self) { try Inflater.unpack(packed, atMost: 1 << 20) }
  }

  @Test("noise is unpacked to something or refused")
  func inflating() {
    var random = SeededBytes(11)
    for _ in 0..<2_000 {
      let bytes = random.bytes(atMost: 200)
      let unpacked = (try? Inflater.unpack(bytes, atMost: 1 << 12)) ?? []
      #expect(unpacked.count <= 1 << 12)
    }
  }

  @Test("markup is walked to its end, whatever it is")
  func markup() {
    let text = "<?xml?><a:b x='1>2' y=\"&lt;&#65;&#x42;&odd;\"/>t<![CDATA[<c>]]><!-- - --></d>"
    var scanner = MarkupScanner(Array(text.utf8))
    var events: [MarkupScanner.Event] = []
    while let event = scanner.next() { events.append(event) }
    #expect(
      events == [
        .open("b", ["x": "1>2", "y": "<AB&odd;"]), .close("b"), .text("t"), .text("<c>"), .close("d"),
      ])
    var random = SeededBytes(3)
    for _ in 0..<500 {
      var scanner = MarkupScanner(random.bytes(atMost: 200))
      while scanner.next() != nil {}
    }
  }
}
