import PolderCore
import Testing

@testable import PolderClient

@Suite("Task result")
struct TaskResultTests {
  struct Mean: Codable, Equatable { let mean: Double }

  static func result(
    _ stored: String?, status: String = "completed", blob: Bool = false
  ) throws -> TaskResult {
    let run = try JSONValueDecoder.decode(Wire.Run.self, from: ResultFixtures.run(7, status: status))
    let result = stored.map { ResultFixtures.result(7, $0, blob: blob) }
    return TaskResult(
      run: run, stored: try result.map { try JSONValueDecoder.decode(Wire.Result.self, from: $0) })
  }

  @Test("A result is base64 of JSON, and decodes into a type of one's own")
  func decodes() throws {
    let result = try Self.result(Base64.encode(#"{"mean": 2.5}"#.utf8))
    #expect(result.run == 7)
    #expect(result.organization == 2)
    #expect(result.status == "completed")
    #expect(try result.value == ["mean": 2.5])
    #expect(try result.decode(Mean.self) == Mean(mean: 2.5))
  }

  @Test("Numbers that only Python's JSON knows are read")
  func readsNonFinite() throws {
    let result = try Self.result(Base64.encode("[NaN, Infinity, -Infinity]".utf8))
    let numbers = try #require(try result.value?.array?.map(\.double))
    #expect(numbers[0]?.isNaN == true)
    #expect(numbers[1] == .infinity)
    #expect(numbers[2] == -.infinity)
  }

  @Test("A run without a result has no value, and decoding says how it ended", arguments: [nil, ""])
  func tellsMissing(stored: String?) throws {
    let result = try Self.result(stored, status: "crashed")
    #expect(try result.value == nil)
    let error = #expect(throws: PolderError.self) { try result.decode(Mean.self) }
    #expect(error?.code == "result-missing")
    #expect(error?.message.contains("crashed") == true)
    #expect(error?.object == "run 7")
  }

  @Test("An encrypted result is told as such, with what to do")
  func tellsEncrypted() throws {
    let result = try Self.result("a2V5$aXY=$ZGF0YQ==")
    for read in [{ _ = try result.value }, { _ = try result.decode(Mean.self) }] as [() throws -> Void] {
      let error = #expect(throws: PolderError.self) { try read() }
      #expect(error?.code == "result-encrypted")
      #expect(error?.nextStep?.contains("private key") == true)
      #expect(error?.description.contains("ZGF0YQ") == false, "what is stored does not stand in messages")
    }
  }

  @Test("A result in a blob is told as such, not taken for the blob's number")
  func tellsBlobs() throws {
    let result = try Self.result("123e4567-e89b-12d3-a456-426614174000", blob: true)
    let error = #expect(throws: PolderError.self) { try result.value }
    #expect(error?.code == "result-in-blob")
  }

  @Test(
    "What is neither base64 nor JSON is told without repeating it",
    arguments: [
      "A", Base64.encode("secret words".utf8), Base64.encode([0xFF, 0xFE]), Base64.encode("{\"a\": secret".utf8),
    ])
  func tellsUnreadable(stored: String) throws {
    let result = try Self.result(stored)
    let error = #expect(throws: PolderError.self) { try result.value }
    #expect(error?.code == "result-unreadable")
    #expect(error?.description.contains("secret words") == false)
  }

  @Test("A value of another shape than asked for is told, and stays readable")
  func tellsOtherShapes() throws {
    let result = try Self.result(Base64.encode(#"{"median": 1}"#.utf8))
    let error = #expect(throws: PolderError.self) { try result.decode(Mean.self) }
    #expect(error?.code == "result-other-shape")
    #expect(error?.message.contains("Mean") == true)
    #expect(try result.value == ["median": 1])
  }
}
