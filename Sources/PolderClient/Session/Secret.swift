/// A text that shall not turn up in messages and logs: what prints it prints that it is hidden.
public struct Secret: Sendable {
  /// The text.
  public let text: String

  /// A text to hide.
  public init(_ text: String) { self.text = text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Nothing of the text.
  public var description: String { "(hidden)" }
  /// Nothing of the text.
  public var debugDescription: String { description }
  /// Nothing of the text.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
