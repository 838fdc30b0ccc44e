public import PolderCore

/// Decrypts a stream in the incumbent's blob form: a header in ASCII, and the raw ciphertext behind it.
///
/// The state is a few kilobytes at most, whatever the stream is and says. A stream for another key, or one that is none,
/// fails before anything is given. What can not be noticed, since nothing is authenticated: bits of the ciphertext that
/// were changed, bytes that were cut off its end or put there, and a sender who is not who he says.
public struct HybridOpener: ByteFilter {
  private let key: PrivateKey
  private var header: [UInt8] = []
  private var delimiters = 0
  private var cipher: CounterCipher?

  /// An opener at the start of a stream.
  /// - Parameter key: the key of whom it was encrypted for
  public init(with key: PrivateKey) { self.key = key }

  /// The plaintext of the next piece; nothing as long as the header is not whole.
  public mutating func update(_ bytes: [UInt8]) throws(PolderError) -> [UInt8] {
    var rest = bytes[...]
    while cipher == nil, !rest.isEmpty {
      let room = rest.prefix(HybridHeader.maximumLength - header.count)
      guard let end = room.firstIndex(of: HybridHeader.delimiter) else {
        guard room.count == rest.count, header.count + room.count < HybridHeader.maximumLength else {
          throw HybridFailure.longHeader()
        }
        header += room
        return []
      }
      header += room[...end]
      rest = rest[(end + 1)...]
      delimiters += 1
      if delimiters == 2 { try readHeader() }
    }
    return try cipher?.apply(rest) ?? []
  }

  /// Nothing; an error when the stream ended within its header.
  public mutating func finish() throws(PolderError) -> [UInt8] {
    guard cipher != nil else { throw HybridFailure.noHeader() }
    return []
  }

  /// How many bytes of the stream are held.
  var heldLength: Int { header.count }

  private mutating func readHeader() throws(PolderError) {
    let parts = header.split(separator: HybridHeader.delimiter, omittingEmptySubsequences: false)
    cipher = try HybridHeader.open(key: parts[0], counter: parts[1], with: key)
    header = []
  }
}
