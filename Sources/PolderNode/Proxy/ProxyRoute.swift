import PolderCore

/// What an algorithm may ask for: the calls of the algorithm client and nothing else (deviation 52). Pure.
enum ProxyRoute: Sendable, Equatable {
  /// A subtask is made.
  case createTask
  /// The status of a task, which is held until it changes.
  case taskStatus(path: String)
  /// The results of a task.
  case results
  /// One result.
  case result(path: String)
  /// A large input is brought.
  case uploadBlob
  /// A large result is fetched.
  case downloadBlob(BlobID)
  /// Anything else that is handed on as it is.
  case forward(path: String)

  /// Nil when the pair of method and path is none of the algorithm client's.
  init?(method: String, path: String) {
    guard let segments = Self.segments(of: path) else { return nil }
    let shape = segments.map { Self.isNumber($0) ? "<id>" : String($0) }.joined(separator: "/")
    let path = "/" + segments.joined(separator: "/")
    switch (method, shape) {
    case ("POST", "task"): self = .createTask
    case ("GET", "task/<id>/status"): self = .taskStatus(path: path)
    case ("GET", "result"): self = .results
    case ("GET", "result/<id>"): self = .result(path: path)
    case ("POST", "blobstream"): self = .uploadBlob
    case ("GET", _) where Self.readable.contains(shape): self = .forward(path: path)
    default:
      guard method == "GET", segments.count == 2, segments[0] == "blobstream", let blob = BlobID(String(segments[1]))
      else { return nil }
      self = .downloadBlob(blob)
    }
  }

  private static let readable: Set<String> = [
    "version", "task/<id>", "run", "run/<id>", "organization", "organization/<id>", "collaboration/<id>",
    "study", "study/<id>", "vpn/algorithm/addresses", "blobstream/status",
  ]

  /// The segments of a path of letters, digits, `-` and `_`; what could be read in two ways is no path here.
  private static func segments(of path: String) -> [Substring]? {
    guard path.hasPrefix("/"), path.utf8.count <= 256 else { return nil }
    let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    let fits = segments.allSatisfy { segment in
      !segment.isEmpty
        && segment.utf8.allSatisfy { byte in
          switch byte {
          case 48...57, 65...90, 97...122, 45, 95: true
          default: false
          }
        }
    }
    return fits ? segments : nil
  }

  private static func isNumber(_ text: Substring) -> Bool { text.utf8.allSatisfy { (48...57).contains($0) } }
}
