import Foundation
import PolderCore
import PolderService
import Testing

struct ConfigurationFileTests {
  private func failure(_ data: Data) throws -> PolderError? {
    let path = NSTemporaryDirectory() + "polder-configuration-\(UUID().uuidString).yaml"
    try data.write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    do {
      _ = try Configuration(path: path)
      return nil
    } catch {
      let error = try #require(error as? PolderError)
      #expect(error.object?.hasPrefix(path) == true)
      return error
    }
  }

  @Test("a file is read; a missing one and a folder are told")
  func reading() throws {
    #expect(try failure(Data("a: 1".utf8)) == nil)
    #expect(throws: PolderError.self) { try Configuration(path: "/nowhere/at/all.yaml") }
    #expect(throws: PolderError.self) { try Configuration(path: NSTemporaryDirectory()) }
  }

  @Test("what is not YAML is told with its place and without its content")
  func syntax() throws {
    let error = try failure(Data("a: 1\npassword: 'hunter2\nb: 2".utf8))
    #expect(error?.code == .configurationSyntax)
    #expect(error?.message.contains("line") == true && error?.message.contains("hunter2") == false)
    let twice = try failure(Data("a: 1\nb: 2\na: hunter2\n".utf8))
    #expect(twice?.message.contains("`a` stands twice") == true && twice?.message.contains("hunter2") == false)
    #expect(try failure(Data("- a\n- b".utf8))?.message.contains("a list") == true)
    #expect(try failure(Data("just words".utf8))?.message.contains("a single value") == true)
    #expect(try failure(Data([0xFF, 0xFE, 0x00, 0x41]))?.code == .configurationSyntax)
  }

  @Test("a file that is too large, too deep or unfolds into too much is refused")
  func bounds() throws {
    let large = Data(String(repeating: "# long\n", count: 200_000).utf8)
    #expect(try failure(large)?.message.contains("larger than 1 MiB") == true)
    let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(try failure(Data("a: \(deep)".utf8))?.message.contains("deep") == true)
    var bomb = "a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n"
    for level in 1...8 {
      bomb += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(try failure(Data(bomb.utf8))?.code == .configurationSyntax)
  }
}
