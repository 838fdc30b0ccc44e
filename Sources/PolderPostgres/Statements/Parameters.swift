import PolderSQL

/// A statement's parameters as libpq takes them: texts whose types the server finds out by itself, and bytes.
struct Parameters {
  /// The types that are told; 0 where the server finds out.
  let types: [UInt32]
  private let values: [SQLValue]

  init(_ values: [SQLValue]) {
    self.values = values
    types = values.map(Self.type)
  }

  /// Hands over the parameters; they live as long as the call.
  func with<T>(
    _ body: (
      Int32, UnsafePointer<UInt32>?, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
    ) -> T
  ) throws(SQLError) -> T {
    var bytes: [CChar] = []
    var offsets: [Int?] = []
    var lengths: [Int32] = []
    var formats: [Int32] = []
    for value in values {
      offsets.append(value == .null ? nil : bytes.count)
      let start = bytes.count
      try Self.append(value, to: &bytes)
      lengths.append(Int32(bytes.count - start))
      if case .blob = value { formats.append(1) } else { formats.append(0) }
      bytes.append(0)
    }
    return types.withUnsafeBufferPointer { types in
      bytes.withUnsafeBufferPointer { buffer in
        let pointers = offsets.map { offset in offset.flatMap { offset in buffer.baseAddress.map { $0 + offset } } }
        return pointers.withUnsafeBufferPointer { pointers in
          body(Int32(values.count), types.baseAddress, pointers.baseAddress, lengths, formats)
        }
      }
    }
  }

  private static let bigint: UInt32 = 20
  private static let bytea: UInt32 = 17

  /// Where a column has 32 bits the server takes the parameter for 32 bits as well, and refuses a larger number, unless
  /// it is told.
  private static func type(_ value: SQLValue) -> UInt32 {
    switch value {
    case .integer(let number): Int32(exactly: number) == nil ? bigint : 0
    case .blob: bytea
    case .null, .real, .text: 0
    }
  }

  private static func append(_ value: SQLValue, to bytes: inout [CChar]) throws(SQLError) {
    switch value {
    case .null: break
    case .integer(let number): bytes += String(number).utf8.map { CChar(bitPattern: $0) }
    case .real(let number): bytes += text(number).utf8.map { CChar(bitPattern: $0) }
    case .text(let text):
      // The server's texts have none, and libpq would end the text there.
      guard !text.utf8.contains(0) else {
        throw SQLError(.unstorable, "A text has a NUL character, which PostgreSQL can not store.")
      }
      bytes.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
    case .blob(let blob): bytes.append(contentsOf: blob.lazy.map { CChar(bitPattern: $0) })
    }
  }

  private static func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    return number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : String(number)
  }
}
