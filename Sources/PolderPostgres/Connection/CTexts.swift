/// Lists of texts as C takes them.
enum CTexts {
  /// Hands over a list of C strings, which live as long as the call; nil stays nil.
  static func with<T>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> T
  ) -> T {
    var bytes: [CChar] = []
    let offsets = texts.map { text -> Int? in
      guard let text else { return nil }
      defer { bytes += text.utf8CString }
      return bytes.count
    }
    return bytes.withUnsafeBufferPointer { buffer in
      let pointers = offsets.map { offset in offset.flatMap { offset in buffer.baseAddress.map { $0 + offset } } }
      return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }
}
