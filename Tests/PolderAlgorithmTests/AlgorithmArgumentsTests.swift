import PolderAlgorithm
import PolderCore
import Testing

@Suite("Arguments of a method")
struct AlgorithmArgumentsTests {
  private func bind(_ positional: [JSONValue], _ named: JSONObject) throws -> AlgorithmArguments {
    try AlgorithmArguments(positional: positional, named: named, parameters: ["columns", "event"])
  }

  @Test("Arguments without names take the parameters in their order, beside those with names")
  func bindsPositions() throws {
    let arguments = try bind([["age"]], ["event": 2])
    #expect(try arguments.required("columns", as: [String].self) == ["age"])
    #expect(try arguments.required("event", as: Double.self) == 2)
  }

  @Test("Missing and null are absent; only what is required has to be there")
  func knowsAbsence() throws {
    let arguments = try bind([], ["event": nil])
    #expect(try arguments.optional("event", as: Double.self) == nil)
    #expect(try arguments.optional("columns", as: [String].self) == nil)
    let error = #expect(throws: PolderError.self) { try arguments.required("event", as: Double.self) }
    #expect(error?.message == "The argument 'event' is missing.")
    #expect(error?.object == "event")
  }

  @Test("What fits no parameter is refused with those there are")
  func refusesUnknown() {
    let cases: [([JSONValue], JSONObject, String)] = [
      ([1, 2, 3], [:], "too many"), ([], ["events": 2], "Did you mean 'event'?"),
      ([["a"]], ["columns": ["b"]], "twice"),
      ([], ["zebra": 2], "It takes: columns, event."),
    ]
    for (positional, named, words) in cases {
      let error = #expect(throws: PolderError.self) { try bind(positional, named) }
      #expect(error?.code == .algorithmInvalidArguments)
      #expect(error?.description.contains(words) == true)
    }
  }

  @Test("A value of another type is told by its name and what it should be, not by the value")
  func refusesTypes() throws {
    let arguments = try bind([], ["columns": "secret", "event": "secret"])
    let list = #expect(throws: PolderError.self) { try arguments.required("columns", as: [String].self) }
    #expect(list?.message == "The argument 'columns' is not a list of texts.")
    let number = #expect(throws: PolderError.self) { try arguments.optional("event", as: Double.self) }
    #expect(number?.message == "The argument 'event' is not a number.")
    #expect(number?.description.contains("secret") == false)
  }
}
