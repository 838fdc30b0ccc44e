import PolderCore
import PolderTransport
import Testing

@Suite("Tokens that end on the way")
struct PageWalkTests {
  /// A service that takes one token at a time, and another one after so many calls.
  private actor Service: HTTPCaller {
    private let callsPerToken: Int
    private var left: Int
    private var number = 0
    private(set) var renewals = 0
    private(set) var refusals = 0

    init(callsPerToken: Int) {
      self.callsPerToken = callsPerToken
      left = callsPerToken
    }

    func send(_ call: HTTPCall) -> HTTPAnswer {
      if call.path == "/token/refresh" {
        renewals += 1
        (number, left) = (number + 1, callsPerToken)
        let tokens: JSONValue = [
          "access_token": .string("a\(number)"), "refresh_token": .string("r\(number)"), "refresh_url": "",
          "user_url": "",
        ]
        return HTTPAnswer(status: 200, body: tokens.bytes)
      }
      let bearer = call.headers.first { $0.name == "Authorization" }?.value
      guard bearer == "Bearer a\(number)", left > 0 else {
        refusals += 1
        let refusal: JSONValue = ["msg": "Token has expired"]
        return HTTPAnswer(status: 401, body: refusal.bytes)
      }
      left -= 1
      let page: JSONValue = ["data": [], "links": [:]]
      return HTTPAnswer(status: 200, body: page.bytes)
    }
  }

  private func caller(_ service: Service) -> OperationCaller {
    let open = OperationCaller(channel: service)
    let issuer = TokenKeeper.Issuer(logIn: nil) { try await open.refresh($0) }
    let keeper = TokenKeeper(TokenPair(access: "a0", refresh: "r0"), issuer: issuer) { Timestamp(seconds: 0) }
    return OperationCaller(channel: service, tokens: keeper)
  }

  @Test("A token that ends between two pages is renewed once, and no page is left out")
  func renewsBetweenPages() async throws {
    let service = Service(callsPerToken: 4)
    let caller = caller(service)
    for page in 1...10 as ClosedRange<Int64> {
      var query = ListTasks.Query()
      query.page = PageRequest(page: page, perPage: 1)
      _ = try await caller.call(ListTasks.self, query: query)
    }
    #expect(await service.renewals == 2)
    #expect(await service.refusals == 2)
  }

  @Test("Walks at the same time share each renewal")
  func sharesRenewals() async throws {
    let service = Service(callsPerToken: 1_000)
    let caller = caller(service)
    _ = try await caller.refresh("r0")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask { for _ in 0..<4 { _ = try await caller.call(ListTasks.self) } }
      }
      try await group.waitForAll()
    }
    // One was made before the walks, with which they begin with a token that is refused; all of them get one other.
    #expect(await service.renewals == 2)
    #expect((1...50).contains(await service.refusals))
  }
}
