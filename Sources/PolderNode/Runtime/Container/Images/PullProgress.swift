import PolderCore

/// How far a pull has come, from the lines of an engine's report.
struct PullProgress: Sendable, Hashable {
  private static let mostLayers = 1_000

  private struct Layer: Sendable, Hashable {
    var bytes: Int64 = 0
    var total: Int64 = 0
  }

  private var layers: [String: Layer] = [:]
  /// Why it failed.
  private(set) var failure: String?
  /// The last word on the whole, such as the digest.
  private(set) var status: String?
  /// The number of an image that was made, as an import tells it.
  private(set) var imageID: String?

  /// Bytes that have arrived.
  var bytes: Int64 { layers.values.reduce(0) { $0.addingSaturating($1.bytes) } }
  /// Bytes that are to arrive, as far as that is known.
  var total: Int64 { layers.values.reduce(0) { $0.addingSaturating($1.total) } }

  mutating func take(_ line: JSONValue) {
    if let text = line["errorDetail"]?["message"]?.string ?? line["error"]?.string {
      failure = EngineClient.oneLine(text)
      return
    }
    let text = line["status"]?.string
    if let text, ImageName.isDigest(text) { imageID = text }
    guard let id = line["id"]?.string, !id.isEmpty, id.utf8.count <= 100 else {
      if let text { status = EngineClient.oneLine(text) }
      return
    }
    guard layers[id] != nil || layers.count < Self.mostLayers else { return }
    var layer = layers[id] ?? Layer()
    // Unpacking counts anew; what has arrived stays arrived.
    if text == "Downloading" || text == "Copying blob" || text == nil {
      layer.bytes = max(layer.bytes, line["progressDetail"]?["current"]?.integer ?? 0)
      layer.total = max(layer.total, line["progressDetail"]?["total"]?.integer ?? 0)
    } else if text == "Download complete" || text == "Pull complete" {
      layer.bytes = layer.total
    }
    layers[id] = layer
  }
}

extension Int64 {
  fileprivate func addingSaturating(_ other: Int64) -> Int64 {
    let (sum, isTooMuch) = addingReportingOverflow(Swift.max(other, 0))
    return isTooMuch ? .max : sum
  }
}
