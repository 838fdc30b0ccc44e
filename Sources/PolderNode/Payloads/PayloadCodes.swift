public import PolderCore

extension PolderError.Code {
  /// The file of the organization's private key is not there.
  public static let nodePrivateKeyMissing: Self = "node-private-key-missing"
  /// The server has another public key of the organization than the node's.
  public static let nodeOtherKey: Self = "node-other-key"
  /// A result can not be sealed or sent, now or ever.
  public static let nodeResultUnsendable: Self = "node-result-unsendable"
  /// A result that an algorithm asks for answers no task of its run.
  public static let nodeResultForeign: Self = "node-result-foreign"
}
