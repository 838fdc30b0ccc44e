@testable import PolderNode

extension RunFolders {
  /// Makes the folders of a run whose input is held in memory.
  func make(input bytes: [UInt8], token: String) throws {
    try make(input: OpenedInput(bytes: bytes, terms: nil), token: token)
  }
}
