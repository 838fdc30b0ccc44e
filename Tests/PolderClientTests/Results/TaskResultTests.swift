import PolderCore
import Testing

@testable import PolderClient

@Suite("Task result")
struct TaskResultTests {
  struct Mean: Codable, Equatable { let mean: Double }

  /// The result of run 7 that is stored so.
  static func result(_ stored: String?, status: String = "completed") async throws -> TaskResult {
    let api = FakeAPI([
      "GET /run?task_id=6": [ResultFixtures.page([ResultFixtures.run(7, status: status)])],
      "GET /result?task_id=6": [ResultFixtures.page([ResultFixtures.result(7, stored)])],
    ])
    return try #require(try await UserClient.fixed(api).result.fromTask(6).first)
  }

  @Test("A result is base64 of JSON, and decodes into a type of one's own")
  func decodes() async throws {
    let result = try await Self.result(Base64.encode(#"{"mean": 2.5}"#.utf8))
    #expect(result.run == 7)
    #expect(result.organization == 2)
    #expect(result.status == "completed")
    #expect(try result.value == ["mean": 2.5])
    #expect(try result.decode(Mean.self) == Mean(mean: 2.5))
  }

  @Test("Numbers that only Python's JSON knows are read")
  func readsNonFinite() async throws {
    let result = try await Self.result(Base64.encode("[NaN, Infinity, -Infinity]".utf8))
    let numbers = try #require(try result.value?.array?.map(\.double))
    #expect(numbers[0]?.isNaN == true)
    #expect(numbers[1] == .infinity)
    #expect(numbers[2] == -.infinity)
  }

  @Test("A run without a result has no value, and decoding says how it ended", arguments: [nil, ""])
  func tellsMissing(stored: String?) async throws {
    let result = try await Self.result(stored, status: "crashed")
    #expect(try result.value == nil)
    let error = #expect(throws: PolderError.self) { try result.decode(Mean.self) }
    #expect(error?.code == "result-missing")
    #expect(error?.message.contains("crashed") == true)
    #expect(error?.object == "run 7")
  }

  @Test(
    "What is neither base64 nor JSON is told without repeating it",
    arguments: [
      ("A", "crypto-plain-base64"), (Base64.encode("secret words".utf8), "result-unreadable"),
      (Base64.encode([0xFF, 0xFE]), "result-unreadable"), (Base64.encode("{\"a\": secret".utf8), "result-unreadable"),
    ] as [(String, PolderError.Code)])
  func tellsUnreadable(stored: String, code: PolderError.Code) async throws {
    let result = try await Self.result(stored)
    let error = #expect(throws: PolderError.self) { try result.value }
    #expect(error?.code == code)
    #expect(error?.object == "run 7")
    #expect(error?.description.contains("secret words") == false)
    #expect(result.stored == stored, "what is stored stays within reach")
  }

  @Test("What is no JSON can still be had as bytes")
  func givesBytes() async throws {
    let result = try await Self.result(Base64.encode("a,b\n1,2\n".utf8))
    #expect(try result.bytes == Array("a,b\n1,2\n".utf8))
    #expect(throws: PolderError.self) { try result.value }
  }

  @Test("A value of another shape than asked for is told, and stays readable")
  func tellsOtherShapes() async throws {
    let result = try await Self.result(Base64.encode(#"{"median": 1}"#.utf8))
    let error = #expect(throws: PolderError.self) { try result.decode(Mean.self) }
    #expect(error?.code == "result-other-shape")
    #expect(error?.message.contains("Mean") == true)
    #expect(try result.value == ["median": 1])
  }
}
