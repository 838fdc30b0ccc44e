import PolderCore
import PolderHTTP
import PolderSQL

struct Thing: Codable, Sendable {
  let id: Int64
  let name: String?
}

enum GetState: PolderCore.Operation {
  typealias Reply = Wire.Message
  static let route = Route(.get, "state")
  static let access = Access.open
  static let summary = "Tells the state"
}

enum GetThing: PolderCore.Operation {
  typealias Path = TaskID
  typealias Reply = Thing
  static let route = Route(.get, "thing/<id>")
  static let access = Access([.user], .nothing)
  static let summary = "Shows a thing"
}

enum CreateThing: PolderCore.Operation {
  struct Body: RequestBody {
    var name = ""
    static let fields: [BodyField<Self>] = [.init(required: "name", \.name, .shortest(1))]
  }
  typealias Reply = Thing
  static let route = Route(.post, "thing")
  static let access = Access([.user], .nothing)
  static let summary = "Makes a thing"
  static let status = 201
}

enum ListThings: PolderCore.Operation {
  struct Query: QueryParameters {
    var name: String?
    var page = PageRequest()
    static let fields: [QueryField<Self>] = [.init("name", \.name)] + QueryField.paging(\.page)
  }
  typealias Reply = Wire.Page<Thing>
  static let route = Route(.get, "thing")
  static let access = Access([.user], .nothing)
  static let summary = "Lists things"
}

enum Fail: PolderCore.Operation {
  struct Body: RequestBody {
    var how = ""
    static let fields: [BodyField<Self>] = [.init(required: "how", \.how)]
  }
  typealias Reply = Wire.Message
  static let route = Route(.post, "fail/<id>/here")
  typealias Path = TaskID
  static let access = Access([.user], .nothing)
  static let summary = "Fails"
}

enum Guarded: PolderCore.Operation {
  typealias Body = CreateThing.Body
  typealias Reply = Wire.Message
  static let route = Route(.post, "guarded")
  static let access = Access([.user, .node], .atLeast(.global, .organization, .create))
  static let summary = "Judges before it reads"
  static let authorizesBeforeBody = true
}

struct GetStateHandler: Handler {
  typealias Op = GetState
  static let mode = TransactionMode.none
  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Wire.Message> {
    Outcome(Wire.Message("up"))
  }
}

struct GetThingHandler: Handler {
  typealias Op = GetThing
  static let mode = TransactionMode.read
  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Thing) {
    let found = try tx.sql.first("SELECT id, name FROM thing WHERE id = \(call.path.rawValue)") { row in
      Thing(id: try row.int64(0), name: try row.optionalText(1))
    }
    guard let found else { throw RequestRefusal(404, "thing id=\(call.path) not found", code: "thing-unknown") }
    return (Facts(), found)
  }
  func perform(_ call: Call<Op>, _ thing: Thing, _ grant: Grant, _ tx: Unit) throws -> Outcome<Thing> {
    Outcome(thing)
  }
}

struct CreateThingHandler: Handler {
  typealias Op = CreateThing
  static let mode = TransactionMode.write
  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Thing> {
    let id = try tx.sql.insert("INSERT INTO thing (name) VALUES (\(call.body.name))")
    try tx.announce(
      room: .collaboration(CollaborationID(1)), event: .newTask,
      payload: EventPayload.NewTask(id: TaskID(id), parentID: nil))
    let moments = [("x-begun", "\(call.now.microseconds)"), ("x-moment", "\(tx.now.microseconds)")]
    return Outcome(Thing(id: id, name: call.body.name), headers: [("x-made", "yes")] + moments)
  }
}

struct ListThingsHandler: Handler {
  typealias Op = ListThings
  static let mode = TransactionMode.read
  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Wire.Page<Thing>> {
    let paging = try Paging(call.query.page, of: "Thing", attributes: ["id": "id", "name": "name"])
    let query: SQL = "SELECT id, name FROM thing \(paging.order(tx.sql.dialect, then: "id ASC")) \(paging.limit)"
    let things = try tx.sql.rows(query) { Thing(id: try $0.int64(0), name: try $0.optionalText(1)) }
    let total = try tx.sql.first("SELECT COUNT(*) FROM thing")?.int64(0) ?? 0
    return paging.outcome(things, total: total, call.request)
  }
}

struct FailHandler: Handler {
  typealias Op = Fail
  static let mode = TransactionMode.write
  static let unreadableBody: RequestRefusal? = RequestRefusal(400, "Request body is incorrect")

  struct Secret: Error {
    let text = "s3cret"
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Wire.Message> {
    try tx.sql.execute("INSERT INTO thing (name) VALUES (\(call.body.how))")
    switch call.body.how {
    case "busy": throw SQLError(.busy, "database is locked")
    case "refuse": throw RequestRefusal(418, "no", code: "toy-no")
    case "refuse and keep": return .refused(RequestRefusal(418, "no"))
    default: throw Secret()
    }
  }
}

struct GuardedHandler: Handler {
  typealias Op = Guarded
  static let mode = TransactionMode.read
  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Wire.Message> {
    Outcome(Wire.Message("\(call.body.name) by \(grant.reason)"))
  }
}
