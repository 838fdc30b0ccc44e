import PolderCore
import Testing

@Suite("What the Python store says and takes")
struct StoreExchangeTests {
  @Test("Every recorded request is one of an operation")
  func operations() throws {
    let exchanges = try StoreExchange.all()
    #expect(exchanges.count == 68)
    for exchange in exchanges { #expect(exchange.operation != nil, "\(exchange.name)") }
  }

  @Test("Every reply is read, and written as it was, with its keys in their order")
  func replies() throws {
    func written<Op: Operation>(_ operation: Op.Type, _ json: JSONValue) throws -> String {
      try JSONValueEncoder.value(of: try JSONValueDecoder.decode(Op.Reply.self, from: json)).text
    }
    var count = 0
    for exchange in try StoreExchange.all() where exchange.isSuccess {
      let operation = try #require(exchange.operation)
      do {
        let text = try written(operation, exchange.reply)
        // Polder adds its own version to the contract's.
        let wanted = exchange.name == "version" ? text : exchange.reply.text
        #expect(text == wanted, "\(exchange.name)")
        count += 1
      } catch {
        Issue.record(error, "\(exchange.name)")
      }
    }
    #expect(count == 40)
  }

  @Test("The status of a success is the declared one, or tells that nothing had to be done")
  func statuses() throws {
    for exchange in try StoreExchange.all() where exchange.isSuccess {
      let operation = try #require(exchange.operation)
      #expect([operation.status, 208].contains(exchange.status), "\(exchange.name)")
    }
  }

  @Test("Every body that the store took is taken, and sent as it was")
  func bodies() throws {
    func sent<Op: Operation>(_ operation: Op.Type, _ json: JSONValue) throws -> JSONValue {
      try Op.Body(json: json).json
    }
    for exchange in try StoreExchange.all() where exchange.isSuccess {
      guard let body = exchange.body else { continue }
      let operation = try #require(exchange.operation)
      let found = try sent(operation, body)
      #expect(Self.sorted(found) == Self.sorted(body), "\(exchange.name)")
    }
  }

  @Test("Every body that the store refused is refused, for the same fields")
  func refusedBodies() throws {
    func refusal<Op: Operation>(_ operation: Op.Type, _ json: JSONValue) -> RequestRefusal? {
      do throws(RequestRefusal) {
        _ = try Op.Body(json: json)
        return nil
      } catch {
        return error
      }
    }
    var count = 0
    for exchange in try StoreExchange.all() where exchange.status == 400 {
      // The texts of allowed values are compared with the default, as the reference page has it (deviation 15).
      if exchange.name == "algorithm.create.defaultbad" { continue }
      guard let errors = exchange.reply["errors"]?.object ?? exchange.reply["msg"]?.object, let body = exchange.body
      else { continue }
      let operation = try #require(exchange.operation)
      let thrown = refusal(operation, body)
      let found = try #require(thrown, "\(exchange.name)")
      #expect(Set(found.fields?.keys ?? []) == Set(errors.keys), "\(exchange.name)")
      #expect(found.fieldsAreMessage == (exchange.reply["errors"] == nil), "\(exchange.name)")
      count += 1
    }
    #expect(count == 3)
  }

  @Test("Every parameter of the recording is understood")
  func parameters() throws {
    func names<Op: Operation>(_ operation: Op.Type, _ items: [(name: String, value: String)]) throws -> Set<String> {
      _ = try Op.Query(items: items)
      return Set(Op.Query.fields.map(\.name))
    }
    for exchange in try StoreExchange.all() where exchange.isSuccess {
      let operation = try #require(exchange.operation)
      let known = try names(operation, exchange.query)
      #expect(Set(exchange.query.map(\.name)).subtracting(known) == [], "\(exchange.name)")
    }
  }

  private static func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map { sorted($0) })
    case .object(let object):
      var made = JSONObject()
      // Null and absent are the same here.
      for key in object.keys.sorted() { if let value = object[key], !value.isNull { made[key] = sorted(value) } }
      return .object(made)
    default: return value
    }
  }
}
