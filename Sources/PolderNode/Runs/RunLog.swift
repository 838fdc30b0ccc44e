import PolderCore

/// Makes the text of a run's log from what an algorithm printed and what the node has to say.
enum RunLog {
  /// What stands in the log of a node that does not share logs; the contract's words.
  static let notShared = "Node does not allow sharing algorithm logs"

  /// A line of the node's own.
  static func note(_ text: String) -> String { "node > \(text)" }

  /// The whole log.
  static func text(of exit: RuntimeExit?, shared: Bool, lines: [String]) -> String {
    var parts: [String] = []
    if let exit {
      if !shared {
        parts.append(notShared)
      } else {
        let dropped = exit.droppedLogBytes
        if dropped > 0 {
          parts.append(note("at least \(dropped) bytes before this are left out"))
        } else if exit.isLogCut == true {
          parts.append(note("earlier output is left out"))
        }
        var printed = clean(exit.log)
        while printed.last == "\n" { printed.removeLast() }
        if !printed.isEmpty { parts.append(printed) }
      }
    }
    return (parts + lines).joined(separator: "\n")
  }

  /// Bytes of any kind as text: what is not UTF-8 is replaced, and so is the character that databases can not keep.
  static func clean(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).replacing("\u{0}", with: "\u{FFFD}")
  }
}
