import PolderCore
import PolderTransport

@testable import PolderClient

/// A server, and the stores that can be reached from where it is.
struct FakeFederation: HTTPBranching {
  let server: FakeAPI
  let stores: [String: FakeAPI]

  /// A server that answers whatever is asked, and a store where it says that its stores are.
  init(store: FakeAPI = FakeAPI([:], otherwise: AnyStoreReply.to)) {
    self.init(server: FakeAPI([:], otherwise: AnyReply.to), stores: ["http://store/api": store])
  }

  init(server: FakeAPI, stores: [String: FakeAPI]) {
    self.server = server
    self.stores = stores
  }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer { try await server.send(call) }

  func branch(to base: String) throws -> any HTTPCaller {
    guard let store = stores[base] else { throw PolderError(.transportBadAddress, "There is no \(base).") }
    return store
  }

  /// A client of `http://h:5000/api`, logged in as user 7.
  func loggedIn(_ address: String = "http://h:5000") async throws -> UserClient {
    let client = UserClient(server: address, apiPath: "/api", session: Session(channel: self, retries: .never) {})
    try await client.authenticate(username: "ada", password: "a password")
    await server.forget()
    return client
  }

  /// The same with store 9 chosen.
  func chosen(_ address: String = "http://h:5000") async throws -> UserClient {
    let client = try await loggedIn(address)
    try await client.store.set(9)
    await server.forget()
    return client
  }
}
