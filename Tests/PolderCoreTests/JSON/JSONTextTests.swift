import PolderCore
import Testing

@Suite("Values decoded where they stand in a text")
struct JSONTextTests {
  private func text(_ text: String) throws -> JSONText { try JSONText(parsing: text.utf8) }

  @Test("a key is found however it is escaped, and of a repeated key the last value counts")
  func keys() throws {
    struct Pair: Decodable {
      let ä: String
      let b: Int
    }
    let pair = try text(#"{"b": 1, "\u00e4": "\ud83d\ude00\n\"\\\/é", "b": 2, "c": [[], {}]}"#).decode(Pair.self)
    #expect(pair.ä == "😀\n\"\\/é")
    #expect(pair.b == 2)
  }

  @Test("objects of any size are decoded the same", arguments: [1, 31, 32, 33, 500])
  func sizes(count: Int) throws {
    let members = (0..<count).map { "\"key \($0)\":[\($0),{\"x\":\($0)}]" } + ["\"key 0\":[7]"]
    let text = try text("{" + members.joined(separator: ",") + "}")
    let read = try text.decode([String: [JSONValue]].self)
    #expect(read.count == count)
    #expect(read["key 0"] == [7])
    let last = JSONValue.integer(Int64(count - 1))
    if count > 1 { #expect(read["key \(count - 1)"] == [last, ["x": last]]) }
    #expect(text.value.object?.count == count)
  }

  @Test("what is missing, null or of another type is told by its path")
  func paths() throws {
    struct Inner: Decodable {
      let count: Int
      let name: String?
    }
    func path(_ json: String) throws -> String {
      let text = try text(json)
      let error = #expect(throws: DecodingError.self) { try text.decode([String: [Inner]].self) }
      switch error {
      case .typeMismatch(_, let context)?, .keyNotFound(_, let context)?, .valueNotFound(_, let context)?:
        return context.codingPath.map(\.stringValue).joined(separator: ".")
      default: return "\(String(describing: error))"
      }
    }
    #expect(try path(#"{"a": [{"count": 1}, {"count": "x"}]}"#) == "a.1.count")
    #expect(try path(#"{"a": [{"count": 1, "name": 5}]}"#) == "a.0.name")
    #expect(try path(#"{"b": [[1]], "a": []}"#) == "b.0")
    #expect(try path(#"{"a": [{}]}"#) == "a.0")
    #expect(try path(#"{"a": [{"count": null}]}"#) == "a.0.count")
    let present = try text(#"{"a": [{"count": 1, "name": null}, {"count": 2}]}"#).decode([String: [Inner]].self)
    #expect(present["a"]?.map(\.name) == [nil, nil])
  }

  @Test("integers are exact to their last digit, and what only a float holds is one")
  func numbers() throws {
    let text = try text("[9223372036854775807, -9223372036854775808, 9223372036854775808, 123456789012345678, -0, 1e3]")
    #expect(
      text.value == [
        .integer(.max), .integer(.min), .number(9_223_372_036_854_775_808), .integer(123_456_789_012_345_678), 0,
        .number(1_000),
      ])
    #expect(try self.text("[1e3, 5]").decode([Int].self) == [1_000, 5])
    #expect(throws: DecodingError.self) { try text.decode([Int64].self) }
  }

  @Test("a text as deep as its limits allow is decoded, and nothing deeper is begun")
  func depth() throws {
    let deep = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
    let limits = JSONParser.Limits(depth: 1_000)
    #expect(throws: Never.self) { try JSONText(parsing: deep.utf8, limits: limits).value }
    let failure = #expect(throws: JSONParser.Failure.self) { try JSONText(parsing: ("[" + deep).utf8, limits: limits) }
    #expect(failure?.offset == 1_000)
  }

  @Test("a list is walked by hand, element by element, to its end")
  func byHand() throws {
    struct Walk: Decodable, Equatable {
      var texts: [String] = []
      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        #expect(list.count == 4)
        while !list.isAtEnd {
          if try list.decodeNil() {
            texts.append("nil at \(list.currentIndex)")
          } else {
            var inner = try list.nestedUnkeyedContainer()
            texts.append(try inner.decode(String.self))
          }
        }
        #expect(throws: DecodingError.self) { try list.decode(String.self) }
      }
    }
    let walk = try text(#"[null, ["a"], null, ["b", {"c": []}]]"#).decode(Walk.self)
    #expect(walk.texts == ["nil at 1", "a", "nil at 3", "b"])
  }
}
