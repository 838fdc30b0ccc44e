import PolderTransport

@testable import PolderClient

extension UserClient {
  /// A client of a stand-in at `http://h:5000/api`.
  static func over(_ api: FakeAPI) -> UserClient {
    UserClient(server: "http://h:5000", apiPath: "/api", session: Session(channel: api, retries: .never) {})
  }

  /// The same with a session of user 7 of organization 3, at a stand-in that answers whatever is asked.
  static func loggedIn(_ api: FakeAPI) async throws -> UserClient {
    let client = over(api)
    try await client.authenticate(username: "ada", password: "a password")
    _ = try await client.name
    await api.forget()
    return client
  }

  /// A client of a stand-in with a session, without anything having been asked for.
  static func fixed(_ api: FakeAPI) async -> UserClient {
    let client = over(api)
    await client.resume(StoredSession(access: AnyReply.token, refresh: "r"))
    return client
  }
}
