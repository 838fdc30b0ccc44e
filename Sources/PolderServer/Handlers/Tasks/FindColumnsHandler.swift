import PolderCore
import PolderHTTP
import PolderSQL

/// Tells the columns that a node has told, else makes the task that asks for them.
struct FindColumnsHandler: Handler {
  typealias Op = FindColumns
  static let mode = TransactionMode.write

  private static let image = "ghcr.io/vantage6/algorithm-basics:latest"

  let context: ServerContext
  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: [String]) {
    let collaboration = call.body.collaborationID
    guard try CollaborationRepository.find(collaboration, tx.sql) != nil else {
      throw RequestRefusal(404, "Collaboration id=\(collaboration) not found!")
    }
    let columns = try NodeRepository.columns(of: call.body.label, in: collaboration, tx.sql)
    return (Facts(collaboration: collaboration), columns)
  }

  func perform(_ call: Call<Op>, _ loaded: [String], _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    guard loaded.isEmpty else { return Outcome(.known(loaded), status: 200) }
    let principal = try call.requirePrincipal()
    let body = Self.task(call.body)
    let target = try TaskTarget(body, tx.sql)
    try NodeRestrictions.check(target.nodes, principal, tx.sql)
    try Authorizer.require(
      CreateTask.access.requirement, of: principal, Facts(collaboration: target.collaboration.id, image: body.image))
    let task = NewTask(body: body, target: target, image: body.image, store: nil, parent: nil)
    return Outcome(.asked(try task.make(by: principal, context, links, tx)))
  }

  private static func task(_ asked: Op.Body) -> CreateTask.Body {
    var parameters = JSONObject()
    for (key, value) in [("sheet_name", asked.sheetName), ("query", asked.query)] {
      if let value, !value.isEmpty { parameters[key] = .string(value) }
    }
    var body = CreateTask.Body()
    body.image = image
    body.name = "get_column_names"
    body.collaborationID = asked.collaborationID
    body.organizations = asked.organizations
    body.databases = [Wire.DatabaseRequest(label: asked.label, parameters: parameters)]
    return body
  }
}
