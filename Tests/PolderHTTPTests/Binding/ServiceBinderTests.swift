import PolderCore
import PolderHTTP
import Testing

struct ServiceBinderTests {
  static let all: [any PolderCore.Operation.Type] = [GetState.self, GetThing.self]

  private func problem(_ binder: ServiceBinder, _ catalogue: [any PolderCore.Operation.Type]) -> String {
    do {
      try binder.verify(against: catalogue)
      return ""
    } catch let error as PolderError {
      return error.message
    } catch {
      return "\(error)"
    }
  }

  @Test("what is bound is held to the catalogue: missing, additional and repeated handlers are named")
  func verification() {
    var binder = ServiceBinder()
    binder.bind(GetStateHandler())
    #expect(problem(binder, Self.all).contains("without handler: GetThing"))
    binder.bind(GetThingHandler())
    #expect(problem(binder, Self.all) == "")
    #expect(problem(binder, [GetThing.self]).contains("not in the catalogue: GetState"))
    binder.bind(GetThingHandler())
    #expect(problem(binder, Self.all).contains("bound twice: GetThing"))
  }

  @Test("a handler without transaction for an operation that asks who calls is refused")
  func unprotected() {
    struct Open: Handler {
      typealias Op = GetThing
      static let mode = TransactionMode.none
      func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Thing> {
        Outcome(Thing(id: 1, name: nil))
      }
    }
    var binder = ServiceBinder()
    binder.bind(Open())
    #expect(problem(binder, [GetThing.self]).contains("without transaction though not open: GetThing"))
  }
}
