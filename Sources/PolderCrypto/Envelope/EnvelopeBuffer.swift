/// Bytes that wait for those that belong to them. Of a new piece only what is not complete is copied, into memory that is
/// kept from one chunk to the next: to ask the system for it each time costs more than the cipher.
struct EnvelopeBuffer: Sendable {
  /// What is left of earlier pieces, behind what was used of it.
  private var held: [UInt8] = []
  private var used = 0
  /// What is left of the present piece.
  private var fresh: ArraySlice<UInt8> = []

  /// How many bytes are there.
  var count: Int { held.count - used + fresh.count }

  /// Takes the next piece; the one before has been settled.
  mutating func add(_ piece: [UInt8]) { fresh = piece[...] }

  /// The first bytes, or as many as are there, which stay.
  func start(_ count: Int) -> [UInt8] {
    let first = held[used...].prefix(count)
    return Array(first) + fresh.prefix(count - first.count)
  }

  /// The next bytes, which are gone from here; there have to be so many.
  mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    guard used < held.count else {
      defer { fresh = fresh.dropFirst(count) }
      return fresh.prefix(count)
    }
    let missing = max(0, count - (held.count - used))
    held.append(contentsOf: fresh.prefix(missing))
    fresh = fresh.dropFirst(missing)
    defer { used += count }
    return held[used..<used + count]
  }

  /// Copies what is left of the present piece, so that the piece itself need not live on.
  mutating func settle() {
    if used == held.count { held.removeAll(keepingCapacity: true) } else { held.removeFirst(used) }
    used = 0
    held.append(contentsOf: fresh)
    fresh = []
  }
}
