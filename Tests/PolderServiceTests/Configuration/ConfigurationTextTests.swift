import PolderCore
import PolderService
import Testing

@Suite("one value of a configuration is changed, and nothing else")
struct ConfigurationTextTests {
  private func set(_ text: String) throws -> String {
    try ConfigurationText.setting("api_key", to: "new", in: text, source: "node.yaml")
  }

  @Test(
    "in its line, with what stands behind it",
    arguments: [
      ("api_key: old\nport: 1\n", "api_key: \"new\"\nport: 1\n"),
      ("# head\nport: 1\napi_key: 'o#ld'  # mine\n", "# head\nport: 1\napi_key: \"new\" # mine\n"),
      ("\"api_key\" : old\n", "api_key: \"new\"\n"),
      ("api_key_of_another: x\napi_key:\n", "api_key_of_another: x\napi_key: \"new\"\n"),
      ("port: 1\n", "api_key: \"new\"\nport: 1\n"), ("---\nport: 1\n", "---\napi_key: \"new\"\nport: 1\n"),
      ("api_key: old\r\nport: 1\r\n", "api_key: \"new\"\r\nport: 1\r\n"), ("", "api_key: \"new\"\n"),
    ])
  func changes(_ before: String, _ after: String) throws { #expect(try set(before) == after) }

  @Test(
    "what does not stand alone in its line is left as it is",
    arguments: ["{api_key: old, port: 1}\n", "api_key: |\n  old\nport: 1\n"])
  func leaves(_ text: String) { #expect(throws: PolderError.self) { try set(text) } }
}
