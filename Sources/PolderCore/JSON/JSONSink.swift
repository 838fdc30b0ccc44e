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
  func write(_ value: some Encodable, at depth: Int, path: @autoclosure () -> [any CodingKey]) throws {
    switch value {
    case let value as String: writer.write(value)
    case let value as Int64: writer.write(value)
    case let value as Int: writer.write(value)
    case let value as Bool: writer.raw(value ? "true" : "false")
    case let value as Double: writer.write(value)
    default: try value.encode(to: JSONValueEncoder(sink: self, depth: depth, path: path()))
    }
  }
}
