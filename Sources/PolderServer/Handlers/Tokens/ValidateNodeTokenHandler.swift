import PolderCore
import PolderHTTP

/// Tells of which node a token is.
struct ValidateNodeTokenHandler: Handler {
  typealias Op = ValidateNodeToken
  static let mode = TransactionMode.read

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let principal = try call.requirePrincipal()
    guard case .node(let id, let name, _) = principal.identity else {
      throw RequestRefusal(401, Op.access.refusal, code: "permission-lacking")
    }
    return Outcome(Wire.NodeValidation(nodeID: id, name: name, organizationID: principal.organization))
  }
}
