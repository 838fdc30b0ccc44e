import Testing

/// The readers that the tests of the page rest on: one that reads nothing would pass everything.
@Suite("Readers of the reference")
struct ReferenceReaderTests {
  @Test("The page of the Python client is read whole: 10 parts with 48 methods, the client's own 8 and 7 properties")
  func readsThePage() throws {
    let members = try ReferencePage.members()
    let parts = try ReferencePage.parts()
    #expect(parts.count == 10)
    #expect(Set(members.map(\.name)).count == members.count)
    #expect(members.count { $0.name.contains(".") } == 48)
    #expect(members.count { !$0.name.contains(".") && $0.parameters != nil } == 8)
    #expect(members.count { $0.parameters == nil } == 7)
  }

  @Test("Own members of the client are told from those of its parts, parameters with and without defaults")
  func readsMembers() throws {
    let members = ReferencePage.members(
      in: """
        class UserClient(*args, log_level='info', **kwargs)#
        Methods
        request(endpoint[, json])
        Attributes
        class User(parent)#
        create(username, organization=None, roles=[], rules=[])#
        Create new user
        request(endpoint, json=None, method='get', first_try=True)#
        property host: str#
        """)
    #expect(members.map(\.name) == ["user.create", "request", "host"])
    #expect(members[0].parameters?.map(\.name) == ["username", "organization", "roles", "rules"])
    #expect(members[0].parameters?.map(\.fallback) == [nil, "None", "[]", "[]"])
    #expect(members[2].parameters == nil)
  }

  @Test("Defaults of Python and Swift are compared by what they say")
  func comparesDefaults() {
    func accepts(_ python: String?, _ swift: String?) -> Bool {
      ReferenceMember.Parameter(name: "p", fallback: python).accepts(swift)
    }
    #expect(accepts(nil, nil) && accepts("None", "nil") && accepts("False", "false") && accepts("20", "20"))
    #expect(accepts("1", ".seconds(1)") && accepts("'get'", ".get") && accepts("[]", "[]"))
    #expect(!accepts(nil, "nil") && !accepts("None", nil) && !accepts("20", "10") && !accepts("'get'", ".post"))
    #expect(!accepts("False", "true"))
  }

  @Test(
    "Names of Python get Swift case",
    arguments: [
      ("id_", "id"), ("per_page", "perPage"), ("task_id", "taskID"), ("clear_ip", "clearIP"),
      ("algorithm_store_url", "algorithmStoreURL"), ("input_", "input"), ("ip", "ip"),
      ("last_seen_from", "lastSeenFrom"),
    ])
  func writesSwiftCase(python: String, swift: String) {
    #expect(ReferenceMember.Parameter(name: python, fallback: nil).swiftName == swift)
  }

  @Test("Declarations are read with their type, labels, names and defaults, over several lines")
  func readsDeclarations() throws {
    let all = SwiftDeclaration.all(
      in: """
        public struct NodeClient: Sendable {
          let caller: Int
          /// One page.
          public func list(
            name: String? = nil, range: ClosedRange<Int>? = nil,
            sleep: @Sendable (Int, Int) async -> Void = { _, _ in }, page: Int = 1
          ) async throws -> [Int] {
            list(2)
          }
          func hidden(_ id: Int) {}
        }

        extension UserClient {
          public var node: NodeClient { NodeClient() }
          public func wait<Value: Sendable>(of taskID: Int, _ body: @escaping () -> Value) -> Value { body() }
          public init(host: String, port: Int?) {}
        }
        """)
    #expect(
      Set(all.map { "\($0.owner).\($0.signature)" }) == [
        "NodeClient.list(name:range:sleep:page:)", "UserClient.node", "UserClient.wait(of:_:)",
        "UserClient.init(host:port:)",
      ])
    let list = try #require(all.first { $0.name == "list" })
    #expect(list.parameters?.map(\.fallback) == ["nil", "nil", "{ _, _ in }", "1"])
    #expect(ClientPage.declaration("client.node.list(name:range:sleep:page:)", among: all)?.owner == "NodeClient")
    #expect(ClientPage.declaration("client.node.list(name:)", among: all) == nil)
    #expect(ClientPage.declaration("client.wait(of:_:)", among: all)?.parameters?.first?.name == "taskID")
  }

  @Test("Rows are read with what is left out; those of other tables are not")
  func readsRows() {
    let page = ClientPage(
      markdown: """
        | Python | Swift | left out, and why |
        | --- | --- | --- |
        | `request` | `client.request(_:)` | `first_try`: no need; `retry`: none |
        | `setup_encryption` | later | |
        | `Node` | `client.node` | `NodeClient` |
        | `Study`, not there | `client.study` | `StudyClient` |
        """)
    #expect(page.rows.map(\.python) == ["request", "setup_encryption"])
    #expect(page.rows.map(\.swift) == ["client.request(_:)", nil])
    #expect(page.rows[0].leftOut == ["first_try", "retry"])
    #expect(page.parts == ["Node": "NodeClient", "Study": "StudyClient"])
  }
}
