import PolderCore
import Testing

@Suite("JSON from outside")
struct JSONParserTests {
  @Test(
    "every kind of value is read and written back",
    arguments: [
      "null", "true", "false", "0", "-1", "9223372036854775807", "1.5", "-2e-07", "\"\"", "\"é\\n\\\"\"", "[]", "{}",
      "[1,[2,{\"a\":null}]]", "{\"b\":1,\"a\":[true,\"x\"]}",
    ])
  func roundTrip(text: String) throws { #expect(try JSONValue(parsing: text).text == text) }

  @Test("keys keep their order, and of a repeated key the last value counts")
  func order() throws {
    let object = try #require(try JSONValue(parsing: #"{"z":1,"a":2,"z":3}"#).object)
    #expect(object.keys == ["z", "a"])
    #expect(object["z"] == 3)
  }

  @Test(
    "text that is not JSON is refused",
    arguments: [
      "", " ", "nul", "[1,]", "{\"a\"}", "{\"a\":1,}", "01", "1.", ".5", "+1", "1e", "\"abc", "\"\u{1}\"", "\"\\x\"",
      "\"\\u12\"", "[1] 2", "{a:1}", "'a'", "NaN", "Infinity", "1e999", "[", "{", "tru",
    ])
  func refusal(text: String) { #expect(throws: JSONParser.Failure.self) { try JSONValue(parsing: text) } }

  @Test("bytes that are not UTF-8 are refused")
  func notUTF8() {
    #expect(throws: JSONParser.Failure.self) { try JSONValue(parsing: [0x22, 0xC3, 0x28, 0x22] as [UInt8]) }
    #expect(throws: JSONParser.Failure.self) { try JSONValue(parsing: [0x22, 0xED, 0xA0, 0x80, 0x22] as [UInt8]) }
  }

  @Test("depth and size are bounded")
  func bounds() {
    let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
    #expect(throws: JSONParser.Failure.self) { try JSONValue(parsing: deep) }
    #expect(throws: JSONParser.Failure.self) { try JSONValue(parsing: "[1,2,3]", limits: .init(bytes: 4)) }
    #expect(throws: Never.self) { try JSONValue(parsing: deep, limits: .init(depth: 65)) }
  }

  @Test("values and keys are counted, wherever they stand, and too many are told apart from what is no JSON")
  func values() throws {
    func failure(_ text: String, _ values: Int) -> JSONParser.Failure? {
      do throws(JSONParser.Failure) {
        _ = try JSONValue(parsing: text, limits: .init(depth: 3, values: values))
        return nil
      } catch {
        return error
      }
    }
    // A list of two, an object with its key and its value.
    let text = #"[0,{"a":1}]"#
    #expect(failure(text, 5) == nil)
    let tooMany = try #require(failure(text, 4))
    #expect(tooMany.isOverLimit && tooMany.message.contains("4 values"))
    #expect(failure("[[[[]]]]", 100)?.isOverLimit == true)
    #expect(failure("[0,]", 100)?.isOverLimit == false)
  }

  @Test("a failure says where")
  func place() {
    let failure = #expect(throws: JSONParser.Failure.self) { try JSONValue(parsing: "[1, x]") }
    #expect(failure?.offset == 4)
  }

  @Test("Python's numbers that are none are read only where they are allowed")
  func nonFinite() throws {
    let limits = JSONParser.Limits(allowsNonFinite: true)
    let values = try #require(try JSONValue(parsing: "[NaN,Infinity,-Infinity]", limits: limits).array)
    #expect(values[0].double?.isNaN == true)
    #expect(values[1].double == .infinity)
    #expect(values[2].double == -.infinity)
  }

  @Test("escapes above the basic plane come in pairs; half a pair becomes the replacement character")
  func surrogates() throws {
    #expect(try JSONValue(parsing: #""\ud83d\ude00""#).string == "😀")
    #expect(try JSONValue(parsing: #""\ud83d""#).string == "\u{FFFD}")
    #expect(try JSONValue(parsing: #""\ud83dA""#).string == "\u{FFFD}A")
    #expect(try JSONValue(parsing: #""\ude00\ud83d""#).string == "\u{FFFD}\u{FFFD}")
  }

  @Test("no sequence of bytes makes the parser trap")
  func noise() {
    var generator = Noise(seed: 20_261_124)
    let alphabet = Array("{}[]\",:\\u0123456789eE+-.tfn aé\u{0}".utf8)
    var parsed = 0
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      guard let value = try? JSONValue(parsing: bytes) else { continue }
      parsed += 1
      #expect((try? JSONValue(parsing: value.bytes)) == value)
    }
    #expect(parsed > 0)
  }

  /// A small generator with a seed, so that a failure can be repeated.
  struct Noise: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
