/// Where the containers of one encoding write; it closes what is open below the container that writes next.
final class JSONSink {
  enum Kind { case object, array }

  struct Frame {
    let kind: Kind
    var isEmpty = true
  }

  var writer = JSONWriter()
  let absent: JSONValueEncoder.Absent
  private var frames: [Frame] = []

  init(absent: JSONValueEncoder.Absent) { self.absent = absent }

  func unwind(to depth: Int) {
    while frames.count > depth {
      writer.byte(frames.removeLast().kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }
  }

  func open(_ kind: Kind, at depth: Int) {
    unwind(to: depth)
    frames.append(Frame(kind: kind))
    writer.byte(kind == .object ? UInt8(ascii: "{") : UInt8(ascii: "["))
  }

  /// Starts the next member of the object or list at a depth.
  func member(at depth: Int, key: String?) {
    unwind(to: depth)
    if !frames[depth - 1].isEmpty { writer.byte(UInt8(ascii: ",")) }
    frames[depth - 1].isEmpty = false
    if let key {
      writer.write(key)
      writer.byte(UInt8(ascii: ":"))
    }
  }

  func scalar(at depth: Int, _ write: (inout JSONWriter) -> Void) {
    unwind(to: depth)
    write(&writer)
  }

  /// Writes the common types at once; everything else through an encoder of its own.
  func write<Value: Encodable>(_ value: Value, at depth: Int) throws {
    // Types are compared before anything is cast: a cast that fails costs more than the writing.
    if Value.self == String.self, let value = value as? String { return writer.write(value) }
    if Value.self == Int64.self, let value = value as? Int64 { return writer.write(value) }
    if Value.self == Int.self, let value = value as? Int { return writer.write(value) }
    if Value.self == Bool.self, let value = value as? Bool { return writer.raw(value ? "true" : "false") }
    if Value.self == Double.self, let value = value as? Double { return writer.write(value) }
    try value.encode(to: JSONValueEncoder(sink: self, depth: depth))
  }
}
