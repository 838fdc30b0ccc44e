import PolderCore
import Testing

@testable import PolderCrypto

struct JSONScanTests {
  @Test(
    "what Python's json.loads takes is JSON",
    arguments: [
      "null", "true", "false", "0", "-0", "1.5", "-1.5e+10", "1E5", "1e-5", "NaN", "Infinity", "-Infinity", "\"\"",
      "\"a\"", #""\u00e9\n\\\/""#, #""\ud800""#, "\"é€😀\"", "[]", "{}", " [ 1 , 2 ]\n",
      #"{"a": {"b": [1, {"c": null}]}, "d": []}"#, "[[[]]]", "\t\r\n1 ", #"{"a":1,"a":2}"#, "12345678901234567890123",
      "\"\u{7F}\"", "[NaN]", #"{"":0}"#,
    ])
  func good(text: String) { #expect(JSONScan.isJSON(Array(text.utf8))) }

  @Test(
    "what Python's json.loads refuses is none",
    arguments: [
      "", "  ", "nul", "truely", "01", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "0x10", "--1", "-NaN", "infinity",
      "\"", "\"a", "\"\\\"", #""\x""#, #""\u12""#, #""\u12g4""#, "\"\n\"", "\"\u{0}\"", "'a'", "[", "[1", "[1,", "[1,]",
      "[,1]", "[1 2]", "{", #"{"a""#, #"{"a":"#, #"{"a":1"#, #"{"a":1,}"#, "{a:1}", "{1:2}", #"{"a" 1}"#,
      #"{"a":1 "b":2}"#, "]", "[}", "{]", "1 2", "null null", "[1]]", "\u{FEFF}1", #"{"a":1}x"#, "aGVsbG8gd29ybGQ=",
      "hello world", "\"\\", "\"\\u", "-I", "N",
    ])
  func bad(text: String) { #expect(!JSONScan.isJSON(Array(text.utf8))) }

  @Test(
    "a string has to be UTF-8",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x28, 0xA1], [0xF0, 0x9F, 0x98],
    ] as [[UInt8]])
  func encoding(bytes: [UInt8]) {
    #expect(!JSONScan.isJSON([0x22] + bytes + [0x22]))
    #expect(!JSONScan.isJSON([0x22] + bytes))
    #expect(!JSONScan.isJSON(bytes))
  }

  @Test("it agrees with the parser on texts with single bytes put in, taken out and changed")
  func mutations() {
    let text = Array(#"{"a": [1, -2.5e3, "x\né", null, true], "b": {"c": [[], {}]}}"#.utf8)
    let others = Array(#"{}[]",:\ 0-.e1"#.utf8) + [0xC3, 0x0A]
    var (good, bad) = (0, 0)
    for index in text.indices {
      for other in others {
        for count in [0, 1] {
          var altered = text
          altered.replaceSubrange(index..<index + count, with: [other])
          let isJSON = JSONScan.isJSON(altered)
          #expect(isJSON == Self.parses(altered), "\(String(decoding: altered, as: UTF8.self))")
          if isJSON { good += 1 } else { bad += 1 }
        }
      }
      var shorter = text
      shorter.remove(at: index)
      #expect(JSONScan.isJSON(shorter) == Self.parses(shorter))
    }
    #expect(good > 100 && bad > 100)
  }

  private static func parses(_ bytes: [UInt8]) -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil else { return false }
    // Whether it parses is all that is asked.
    return (try? JSONValue(parsing: bytes, limits: .init(allowsNonFinite: true))) != nil
  }

  @Test("depth costs no stack and is bounded")
  func depth() {
    func nested(_ depth: Int) -> [UInt8] {
      Array(repeating: UInt8(ascii: "["), count: depth) + Array(repeating: UInt8(ascii: "]"), count: depth)
    }
    #expect(JSONScan.isJSON(nested(JSONScan.maximumDepth)))
    #expect(!JSONScan.isJSON(nested(JSONScan.maximumDepth + 2)))
    #expect(!JSONScan.isJSON(Array(repeating: UInt8(ascii: "["), count: 1 << 20)))
    #expect(!JSONScan.isJSON(Array(String(repeating: #"{"a":"#, count: 100_000).utf8)))
  }
}
