import PolderTesting

/// The engines that are here: PostgreSQL where the tests are given a server.
enum TestEngine: String, CaseIterable, Sendable {
  case sqlite
  case postgres

  static var here: [TestEngine] { TestPostgres.isThere ? allCases : [.sqlite] }
}
