import Foundation
import PolderCore
import Testing

@Suite("Values as JSON")
struct JSONCodingTests {
  struct Inner: Codable, Equatable {
    var list = [1, 2]
    var text: String?
  }

  struct Outer: Codable, Equatable {
    var zebra = "z"
    var absent: Int?
    var inner = Inner()
    var number = 1.5
    var flags = ["a": true]
    var ids: [OrganizationID] = [OrganizationID(3)]
    var moment = Timestamp(microseconds: 1_700_000_000_500_000)
  }

  @Test("keys are written in the order of the declaration, nothing as null in replies")
  func replies() throws {
    let text = String(decoding: try JSONValueEncoder.bytes(of: Outer()), as: UTF8.self)
    #expect(
      text == #"{"zebra":"z","absent":null,"inner":{"list":[1,2],"text":null},"number":1.5,"#
        + #""flags":{"a":true},"ids":[3],"moment":"2023-11-14T22:13:20.500000"}"#)
  }

  @Test("nothing is left out of request bodies")
  func bodies() throws {
    let value = try JSONValueEncoder.value(of: Inner(), absent: .omitted)
    #expect(value == ["list": [1, 2]])
  }

  @Test("what is written is read back the same")
  func roundTrip() throws {
    let value = try JSONValueEncoder.value(of: Outer())
    #expect(try JSONValueDecoder.decode(Outer.self, from: value) == Outer())
  }

  @Test("containers nested by hand are closed in order")
  func nested() throws {
    struct ByHand: Encodable {
      enum Key: String, CodingKey { case list, object, last }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        var list = container.nestedUnkeyedContainer(forKey: .list)
        try list.encode(1)
        var inner = list.nestedContainer(keyedBy: Key.self)
        try inner.encode(true, forKey: .last)
        _ = container.nestedContainer(keyedBy: Key.self, forKey: .object)
        try container.encode("x", forKey: .last)
      }
    }
    let text = String(decoding: try JSONValueEncoder.bytes(of: ByHand()), as: UTF8.self)
    #expect(text == #"{"list":[1,{"last":true}],"object":{},"last":"x"}"#)
  }

  @Test("a missing key and a wrong type are told with their path")
  func mismatch() throws {
    #expect(throws: DecodingError.self) { try JSONValueDecoder.decode(Outer.self, from: ["zebra": 1]) }
    let error = #expect(throws: DecodingError.self) {
      try JSONValueDecoder.decode([Inner].self, from: [["list": [1, "x"]]])
    }
    guard case .typeMismatch(_, let context)? = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(context.codingPath.map(\.stringValue) == ["0", "list", "1"])
  }

  @Test("integers out of range and fractions are not taken for integers")
  func integers() {
    #expect(throws: DecodingError.self) { try JSONValueDecoder.decode(Int8.self, from: 300) }
    #expect(throws: DecodingError.self) { try JSONValueDecoder.decode(Int.self, from: 1.5) }
    #expect(throws: Never.self) { try JSONValueDecoder.decode(Int.self, from: 2.0) }
  }

  @Test("a reference writes itself as any encoder would have it, escapes and all, also within others")
  func references() throws {
    let link = Wire.Link<Entities.Task>(id: TaskID(7), link: "/api/\"ö\n", methods: ["GET", "PATCH"])
    let straight = try JSONValueEncoder.bytes(of: link)
    #expect(String(decoding: straight, as: UTF8.self) == #"{"id":7,"link":"/api/\"ö\n","methods":["GET","PATCH"]}"#)
    // Foundation's encoder has the members in an order of its own.
    let other = try JSONValue(parsing: Array(JSONEncoder().encode(link)))
    #expect(try JSONValueDecoder.decode(Wire.Link<Entities.Task>.self, from: other) == link)
    let nested = try JSONValueEncoder.bytes(of: ["a": [link, link]])
    #expect(try JSONValue(parsing: nested)["a"]?.array?.count == 2)
    #expect(try JSONValueDecoder.decode(Wire.Link<Entities.Task>.self, from: JSONValue(parsing: straight)) == link)
  }
}
