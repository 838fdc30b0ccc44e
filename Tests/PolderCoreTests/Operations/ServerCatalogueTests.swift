import PolderCore
import Testing

@Suite("The catalogue of operations")
struct ServerCatalogueTests {
  @Test("no route is declared twice, and every operation says what it does")
  func distinct() {
    let routes = ServerCatalogue.operations.map { $0.route }
    #expect(Set(routes).count == routes.count)
    #expect(ServerCatalogue.operations.allSatisfy { !$0.summary.isEmpty })
  }

  @Test("a route has as many parameters as its path has parts")
  func parameters() {
    func check<Op: Operation>(_ operation: Op.Type) -> Bool {
      let count = Op.route.template.split(separator: "/").filter { $0.hasPrefix("<") }.count
      let parts = Array(repeating: "1", count: count)
      return Op.Path(parts: parts) != nil && Op.Path(parts: parts + ["1"]) == nil
    }
    for operation in ServerCatalogue.operations {
      let fits = check(operation)
      #expect(fits, "\(operation.route)")
    }
  }

  @Test("only what has to be open is open")
  func open() {
    let open = ServerCatalogue.operations.filter { $0.access.kinds.isEmpty }.map { $0.name }
    #expect(
      Set(open) == [
        "LogIn", "LogInNode", "RefreshToken", "GetVersion", "GetHealth", "DescribeAPI", "RequestPasswordReset",
        "ResetPassword", "RequestSecondFactorReset", "ResetSecondFactor",
      ])
  }

  @Test("ids in paths are digits only", arguments: ["", "-1", "+1", "1a", "٣", "1.0", " 1", "99999999999999999999"])
  func ids(text: String) { #expect(TaskID(parts: [text]) == nil) }

  @Test("a path is filled in order")
  func path() { #expect(GetTaskStatus.route.path(["7"]) == "task/7/status") }
}
