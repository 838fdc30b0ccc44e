import PolderCore

/// A database as it is typed: its label, or JSON with label and settings.
enum DatabaseText {
  static func request(_ text: String) throws(PolderError) -> Wire.DatabaseRequest {
    guard text.first == "{" else { return Wire.DatabaseRequest(label: text) }
    do {
      let request = Wire.DatabaseRequest(body: try JSONValue(parsing: text))
      if let request, request.label != nil { return request }
    } catch {
      throw PolderError("prompt-not-json", "What --database gives is not JSON: \(error).", nextStep: shape)
    }
    throw PolderError("prompt-input", "What --database gives has no label.", nextStep: shape)
  }

  private static let shape = "Give a label, or JSON such as {\"label\": \"default\", \"query\": \"SELECT …\"}."
}
