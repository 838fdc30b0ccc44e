import Testing

@testable import PolderNode

@Suite("by what the node logs in at PostgreSQL")
struct PostgresLoginTests {
  private func database(_ uri: String, type: String = "sql", _ env: [(String, String)] = []) -> NodeDatabase {
    NodeDatabase(
      label: "dwh", uri: uri, type: type,
      parameters: env.map { NodeDatabase.Parameter(name: $0.0, value: $0.1) })
  }

  @Test(
    "the account of the address comes first, then that of the variables",
    arguments: [
      ("postgresql://reader:pw@dwh:6000/x", "postgresql://reader:pw@dwh:6000/x"),
      ("postgresql://reader@dwh/x", "postgresql://reader@dwh/x?password=a%20b%26%2F%C3%A9"),
      ("postgres://dwh/x", "postgresql://dwh/x?user=ward&password=a%20b%26%2F%C3%A9"),
      ("postgresql+psycopg2://:@dwh/x", "postgresql://:@dwh/x?user=ward&password=a%20b%26%2F%C3%A9"),
      ("postgresql://dwh/x?user=u&password=p", "postgresql://dwh/x?user=u&password=p"),
      (
        "jdbc:postgresql://dwh/x?ssl=true&sslmode=require&user=u",
        "postgresql://dwh/x?sslmode=require&user=u&password=a%20b%26%2F%C3%A9"
      ),
    ])
  func account(_ uri: String, _ expected: String) throws {
    let login = try #require(PostgresLogin(database(uri, [("User", "ward"), ("PASSWORD", "a b&/é")])))
    #expect(login.uri == expected)
    #expect(!"\(login)".contains("pw") && !"\(login)".contains("password"))
  }

  @Test("without variables the address stays as it is")
  func plain() throws {
    #expect(try #require(PostgresLogin(database("postgresql:///x?host=/run"))).uri == "postgresql:///x?host=/run")
  }

  @Test("at others, and for other types, nobody logs in")
  func others() {
    for uri in ["mysql://dwh/x", "jdbc:sqlserver://dwh", "whatever", "/srv/x.sqlite", "sqlite:////srv/x"] {
      #expect(PostgresLogin(database(uri)) == nil, "\(uri)")
    }
    #expect(PostgresLogin(database("postgresql://dwh/x", type: "other")) == nil)
    #expect(PostgresLogin(database("postgresql://dwh/x", type: "omop")) != nil)
    #expect(PostgresLogin(database("postgresql://a:b@c@dwh/x")) == nil)
  }
}
