import PolderCore
import Testing

@Suite("The catalogue of a store's operations")
struct StoreCatalogueTests {
  /// Who may do what, as the contract's table has it; nil stands for everybody.
  private static let levels: [String: StoreLevel] = [
    "GET /version": .open, "GET /algorithm": .sight(acceptsNodes: true),
    "POST /algorithm": .permission(.init(.algorithm, .create)), "GET /algorithm/<id>": .sight(acceptsNodes: false),
    "PATCH /algorithm/<id>": .permission(.init(.algorithm, .edit)),
    "DELETE /algorithm/<id>": .permission(.init(.algorithm, .delete)),
    "POST /algorithm/<id>/invalidate": .permission(.init(.algorithm, .delete)),
    "GET /vantage6-server": .known, "POST /vantage6-server": .token, "GET /vantage6-server/<id>": .known,
    "DELETE /vantage6-server/<id>": .permission(.init(.server, .delete)),
    "GET /role": .permission(.init(.role, .view)), "POST /role": .permission(.init(.role, .create)),
    "GET /role/<id>": .permission(.init(.role, .view)), "PATCH /role/<id>": .permission(.init(.role, .edit)),
    "DELETE /role/<id>": .permission(.init(.role, .delete)),
    "POST /role/<id>/rule/<rule_id>": .permission(.init(.role, .edit)),
    "DELETE /role/<id>/rule/<rule_id>": .permission(.init(.role, .edit)), "GET /rule": .known,
    "GET /user": .permission(.init(.user, .view)), "POST /user": .permission(.init(.user, .create)),
    "GET /user/<id>": .permission(.init(.user, .view)), "PATCH /user/<id>": .permission(.init(.user, .edit)),
    "DELETE /user/<id>": .permission(.init(.user, .delete)), "GET /policy": .known, "GET /policy/public": .open,
    "GET /review": .permission(.init(.review, .view)), "POST /review": .permission(.init(.review, .create)),
    "GET /review/<id>": .permission(.init(.review, .view)), "DELETE /review/<id>": .permission(.init(.review, .delete)),
    "POST /review/<id>/approve": .permission(.init(.review, .edit)),
    "POST /review/<id>/reject": .permission(.init(.review, .edit)),
  ]

  @Test("it has the contract's 32 operations, each with its level")
  func complete() throws {
    #expect(StoreCatalogue.operations.count == 32)
    for operation in StoreCatalogue.operations {
      let wanted = try #require(Self.levels[operation.route.description], "\(operation.route)")
      guard let own = operation as? any StoreOperation.Type else {
        // The version is the server's operation as well.
        #expect(operation.name == "GetVersion" && wanted == .open)
        continue
      }
      #expect(own.level == wanted, "\(operation.route)")
    }
    #expect(Set(StoreCatalogue.operations.map { $0.route.description }) == Set(Self.levels.keys))
  }

  @Test("no name is one of the server's, so that logs and descriptions tell them apart")
  func names() {
    let own = StoreCatalogue.operations.map { $0.name }
    #expect(Set(own).count == own.count)
    #expect(Set(own).intersection(ServerCatalogue.operations.map { $0.name }) == ["GetVersion"])
    #expect(StoreCatalogue.operations.allSatisfy { !$0.summary.isEmpty })
  }

  @Test("a route has as many parameters as its path has parts")
  func parameters() {
    func check<Op: Operation>(_ operation: Op.Type) -> Bool {
      let count = Op.route.template.split(separator: "/").filter { $0.hasPrefix("<") }.count
      let parts = Array(repeating: "1", count: count)
      return Op.Path(parts: parts)?.parts == parts && Op.Path(parts: parts + ["1"]) == nil
    }
    for operation in StoreCatalogue.operations {
      let fits = check(operation)
      #expect(fits, "\(operation.route)")
    }
  }

  @Test("what needs a permission lets nobody in by the server's words alone")
  func closed() {
    let root = Principal(
      .user(id: UserID(1), username: "root"), organization: OrganizationID(1), collaborations: [],
      collaborators: [], rules: RuleSet(RuleKey.catalogue.map { $0.key }))
    for operation in StoreCatalogue.operations {
      guard let own = operation as? any StoreOperation.Type else { continue }
      switch own.level {
      case .open: #expect(own.access.kinds.isEmpty, "\(operation.route)")
      case .token, .known:
        #expect(throws: Never.self, "\(operation.route)") {
          try Authorizer.authorize(own.access, principal: root, facts: Facts())
        }
      case .permission, .sight:
        #expect(throws: RequestRefusal.self, "\(operation.route)") {
          try Authorizer.authorize(own.access, principal: root, facts: Facts())
        }
      }
    }
  }

  @Test("a lacking permission is told with the contract's text")
  func text() {
    #expect(
      CreateReview.access.refusal == "You are not allowed to perform the operation 'create' on resource 'review'")
    #expect(
      RemoveStoreServer.access.refusal
        == "You are not allowed to perform the operation 'delete' on resource 'vantage6_server'")
  }

  @Test("a fresh store has 17 rules, and 7 roles with 53 of them")
  func roles() {
    #expect(StorePermission.all.count == 17 && Set(StorePermission.all).count == 17)
    #expect(StoreDefaultRole.allCases.map(\.permissions.count).reduce(0, +) == 53)
    #expect(StoreDefaultRole.reviewer.permissions.isSuperset(of: StoreDefaultRole.viewer.permissions))
    #expect(StoreDefaultRole.serverManager.permissions.map(\.description) == ["vantage6_server|delete"])
  }

  @Test("the description has every operation, and keys in the contract's order")
  func description() throws {
    let document = JSONValue.object(try StoreCatalogue.description().document)
    let count = try #require(document["paths"]?.object).map { $0.value.object?.count ?? 0 }.reduce(0, +)
    #expect(count == 32)
    let schemas = try #require(document["components"]?["schemas"])
    #expect(
      schemas["Review"]?["properties"]?.object?.keys == [
        "reviewer", "requested_by", "algorithm_id", "id", "requested_at", "submitted_at", "status", "comment",
      ])
    #expect(
      schemas["AlgorithmFunction"]?["properties"]?.object?.keys == [
        "type", "databases", "arguments", "ui_visualizations", "id", "name", "display_name", "description",
        "standalone",
      ])
    let body = document["paths"]?["/algorithm"]?["post"]?["requestBody"]?["content"]?["application/json"]?["schema"]
    #expect(
      body?["properties"]?["functions"]?["items"]?["properties"]?["type"]?["enum"] == ["central", "federated"])
  }
}
