import PolderCrypto

/// What a filter makes of bytes that come in pieces of a length.
func filter(_ bytes: [UInt8], in length: Int, _ filter: some ByteFilter) throws -> [UInt8] {
  var filter = filter
  var result: [UInt8] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    result += try filter.update(Array(rest.prefix(length)))
    rest = rest.dropFirst(length)
  }
  return try result + filter.finish()
}
