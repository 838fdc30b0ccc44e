import PolderCore
import PolderTransport
import Testing

@testable import PolderClient

@Suite("Pages of a list")
struct PageTests {
  /// Twenty-five runs, ten to a page.
  static func api() -> FakeAPI {
    let runs = (1...25).map { ResultFixtures.run($0, status: "completed") }
    let next = "/api/run?page=2"
    return FakeAPI([
      "GET /run?state=open": [ResultFixtures.page(Array(runs[..<10]), next: next)],
      "GET /run?state=open&page=2": [ResultFixtures.page(Array(runs[10..<20]), next: next)],
      "GET /run?state=open&page=3": [ResultFixtures.page(Array(runs[20...]))],
    ])
  }

  @Test("A page gives the one behind it, with the same filters, until there is none")
  func walksByHand() async throws {
    let api = Self.api()
    let first = try await UserClient.fixed(api).run.list(state: "open")
    #expect(first.data.count == 10)
    #expect(first.hasNext)
    let second = try #require(try await first.next())
    let third = try #require(try await second.next())
    #expect(third.data.map(\.id) == (21...25).map { RunID($0) })
    #expect(!third.hasNext)
    let behind = try await third.next()
    #expect(behind == nil)
  }

  @Test("All pages and all entries are walked in order, and asked for when their turn comes")
  func walksLazily() async throws {
    let api = Self.api()
    let first = try await UserClient.fixed(api).run.list(state: "open")
    var sizes: [Int] = []
    for try await page in first.pages { sizes.append(page.data.count) }
    #expect(sizes == [10, 10, 5])
    await api.forget()
    var ids: [RunID] = []
    for try await run in first.items {
      ids.append(run.id)
      if ids.count == 10 { #expect(await api.calls.isEmpty, "the first page is there already") }
      if ids.count == 11 { break }
    }
    #expect(ids == (1...11).map { RunID($0) })
    #expect(await api.calls == ["GET /run?state=open&page=2"])
    #expect(try await first.all().count == 25)
  }

  @Test("A page without entries is the last, whatever the server says")
  func endsAtEmptyPages() async throws {
    let api = FakeAPI(["GET /run": [ResultFixtures.page([], next: "/api/run?page=2")]])
    let page = try await UserClient.fixed(api).run.list()
    #expect(!page.hasNext)
    #expect(try await page.all().isEmpty)
    #expect(await api.calls == ["GET /run"])
  }

  @Test("A refusal in the middle of a walk is thrown where it happens")
  func tellsRefusals() async throws {
    let api = Self.api()
    await api.answer("GET /run?state=open&page=2", .json(["msg": "You lack the permission to do that!"], 401))
    let page = try await UserClient.fixed(api).run.list(state: "open")
    var count = 0
    do {
      for try await _ in page.items { count += 1 }
      Issue.record("the second page was refused")
    } catch let refusal as RequestRefusal {
      #expect(refusal.status == 401)
    }
    #expect(count == 10)
  }

  @Test("The page behind one of a chosen number and size is the next of that size")
  func keepsSizes() async throws {
    let api = FakeAPI([
      "GET /run?page=3&per_page=1": [
        ResultFixtures.page([ResultFixtures.run(1, status: "completed")], next: "/api/run?page=4")
      ],
      "GET /run?page=4&per_page=1": [ResultFixtures.page([])],
    ])
    let page = try await UserClient.fixed(api).run.list(page: 3, perPage: 1)
    #expect(try await page.next()?.data.isEmpty == true)
  }
}
