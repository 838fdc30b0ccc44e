/// Reads the kernel's text about a process's memory.
enum MemoryText {
  /// Bytes of the process's share of memory and swap, from `/proc/PID/smaps_rollup`.
  static func share(rollup bytes: [UInt8]) -> UInt64? {
    var kilobytes: UInt64?
    for line in bytes.split(separator: 0x0A) {
      let words = line.split(separator: 0x20, omittingEmptySubsequences: true)
      guard words.count >= 2, let number = UInt64(String(decoding: words[1], as: UTF8.self)) else { continue }
      if words[0].elementsEqual("Pss:".utf8) || words[0].elementsEqual("SwapPss:".utf8) {
        kilobytes = (kilobytes ?? 0) + number
      }
    }
    return kilobytes.map { $0 * 1024 }
  }
}
