import PolderClient
import PolderCore
import PolderTransport
import Testing

@testable import PolderClient
@testable import PolderPrompt

@Suite("Pages at the prompt")
struct PromptPageTests {
  static let columns: [Column<Wire.Message>] = [Column("text") { $0.msg }]
  static let person = Terminal(canAsk: true, isOutput: true, isError: true, width: 80)

  /// The first of three pages.
  static func page() async throws -> Page<Wire.Message> {
    try await Page(PageRequest(page: 1, perPage: 2)) { request in
      let number = request.page ?? 1
      var links = Wire.PageLinks()
      links.next = number < 3 ? "/api/x?page=\(number + 1)" : nil
      return Wire.Page(data: [Wire.Message("a\(number)"), Wire.Message("b\(number)")], links: links)
    }
  }

  static func printed(
    _ format: OutputFormat = .table, all: Bool, terminal: Terminal = person
  ) async throws -> Printed {
    let printed = Printed(format)
    let profile = Profile(address: ServerLocation(text: "http://127.0.0.1:1"))
    let session = try await PromptSession(
      ChosenProfile(
        ConnectionChoice(), environment: PromptEnvironment(["POLDER_TOKEN": "t", "POLDER_SERVER": profile.server]),
        folder: ProfileFolder(path: "/nowhere")), environment: PromptEnvironment([:]),
      folder: ProfileFolder(path: "/nowhere"), printer: printed.printer, terminal: terminal)
    try await session.print(try await page(), all: all, columns: columns)
    await session.client.shutdown()
    return printed
  }

  @Test("One page is printed, and a person is told how to see more")
  func onePage() async throws {
    let printed = try await Self.printed(all: false)
    #expect(printed.out.all == ["TEXT", "a1", "b1"])
    #expect(printed.err.all == ["There is more: --page 2, or --all."])
  }

  @Test("All pages are one table")
  func allPages() async throws {
    let printed = try await Self.printed(all: true)
    #expect(printed.out.all == ["TEXT", "a1", "b1", "a2", "b2", "a3", "b3"])
    #expect(printed.err.text.isEmpty)
  }

  @Test("Programs get the page and no note")
  func programs() async throws {
    for format in [OutputFormat.json, .csv] {
      #expect(try await Self.printed(format, all: false).err.text.isEmpty)
    }
    let quiet = Terminal(canAsk: false, isOutput: false, isError: false, width: nil)
    #expect(try await Self.printed(all: false, terminal: quiet).err.text.isEmpty)
    let json = try await Self.printed(.json, all: true)
    #expect(try JSONValue(parsing: json.out.text).array?.count == 6)
  }
}
