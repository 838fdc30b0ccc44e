import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Gives a node the token for an algorithm, while its organization has an open run of the task (deviation 20).
struct CreateContainerTokenHandler: Handler {
  typealias Op = CreateContainerToken
  static let mode = TransactionMode.read

  /// What the token is made from.
  struct Task {
    let collaboration: CollaborationID?
    let study: StudyID?
    let store: AlgorithmStoreID?
    let databases: [JSONValue]
  }

  let tokens: TokenMint

  func gather(
    _ call: Call<CreateContainerToken>, _ prepared: Void, _ tx: Unit
  ) throws -> (facts: Facts, loaded: Task) {
    let id = call.body.taskID
    let row = try tx.sql.first(
      "SELECT image, collaboration_id, study_id, algorithm_store_id FROM task WHERE id = \(id)")
    guard let row else { throw RequestRefusal(400, "Parent task does not exist!", code: "task-unknown") }
    guard try row.optionalText(0) == call.body.image else {
      throw RequestRefusal(401, "Image and task do no match", code: "image-mismatch")
    }
    let databases = try tx.sql.rows(
      "SELECT parameters, \"database\" FROM taskdatabase WHERE task_id = \(id) ORDER BY id", as: Self.database)
    let task = Task(
      collaboration: try row.optionalID(1), study: try row.optionalID(2), store: try row.optionalID(3),
      databases: databases)
    return (Facts(collaboration: task.collaboration), task)
  }

  func perform(
    _ call: Call<CreateContainerToken>, _ task: Task, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Wire.ContainerToken> {
    guard case .node(let node, _, .some(let collaboration)) = try call.requirePrincipal().identity,
      let organization = try call.requirePrincipal().organization
    else { throw RequestRefusal(401, CreateContainerToken.access.refusal, code: "permission-lacking") }
    let claims = ContainerClaims(
      nodeID: node, organizationID: organization, collaborationID: collaboration, studyID: task.study,
      storeID: task.store, taskID: call.body.taskID, image: call.body.image, databases: task.databases)
    guard try tx.sql.first(PrincipalLoader.openRun(of: claims)) != nil else {
      throw RequestRefusal(400, "Task is already finished!", code: "task-finished")
    }
    return Outcome(Wire.ContainerToken(containerToken: try tokens.container(claims, now: tx.now)))
  }

  /// The parameters that were asked for, then the label.
  private static func database(_ row: Row) throws -> JSONValue {
    let text = try row.optionalText(0) ?? ""
    // Rows of older versions may hold no JSON here; they ask for nothing but the label.
    var object = (try? JSONValue(parsing: text))?.object ?? JSONObject()
    object["label"] = try row.optionalText(1).map { .string($0) } ?? .null
    return .object(object)
  }
}
