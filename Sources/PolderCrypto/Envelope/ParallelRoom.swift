/// Memory that several pieces of work fill at once, each its own part of it.
///
/// It holds for as long as the buffer it was made of, and no two parts that are written at once may overlap: both follow
/// from the place of each chunk, which is counted from its number.
struct ParallelRoom: Sendable {
  // A pointer can not go to another thread; where it points to can.
  private let address: UInt
  private let count: Int

  init(_ buffer: UnsafeMutableRawBufferPointer) {
    address = UInt(bitPattern: buffer.baseAddress)
    count = buffer.count
  }

  /// A part of the memory; empty when it does not lie within.
  func part(_ start: Int, _ length: Int) -> UnsafeMutableRawBufferPointer {
    guard start >= 0, length >= 0, start + length <= count, let base = UnsafeMutableRawPointer(bitPattern: address)
    else {
      return UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }
    return UnsafeMutableRawBufferPointer(start: base + start, count: length)
  }
}
