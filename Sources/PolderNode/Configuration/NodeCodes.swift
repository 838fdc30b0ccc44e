public import PolderCore

extension PolderError.Code {
  /// The server does not know the node's key.
  public static let nodeKeyRefused: Self = "node-key-refused"
  /// The server says otherwise than the node's configuration whether the collaboration is encrypted.
  public static let nodeEncryptionMismatch: Self = "node-encryption-mismatch"
  /// The server has the node without a collaboration.
  public static let nodeWithoutCollaboration: Self = "node-without-collaboration"
  /// The server's token does not say which node this is.
  public static let nodeTokenUnusable: Self = "node-token-unusable"
  /// A database of the configuration can not be used.
  public static let nodeDatabaseUnusable: Self = "node-database-unusable"
  /// What answers is no server that a node can work with.
  public static let nodeServerUnknown: Self = "node-server-unknown"
  /// The columns of a database can not be told.
  public static let nodeColumnsUnknown: Self = "node-columns-unknown"
  /// A folder or file of the node can not be used.
  public static let nodeFolderUnusable: Self = "node-folder-unusable"
  /// Another process uses the node's folder.
  public static let nodeAlreadyRunning: Self = "node-already-running"
  /// The node's journal can not be used.
  public static let nodeJournalUnusable: Self = "node-journal-unusable"
  /// The node's audit log can not be used.
  public static let nodeAuditUnusable: Self = "node-audit-unusable"
  /// The journal was asked to go back.
  public static let nodeJournalOrder: Self = "node-journal-order"
  /// The input of a run can not be read.
  public static let nodeInputUnreadable: Self = "node-input-unreadable"
  /// The output of a run can not be read.
  public static let nodeOutputUnreadable: Self = "node-output-unreadable"
  /// The output of a run is larger than allowed.
  public static let nodeOutputTooLarge: Self = "node-output-too-large"
  /// No run of that number waits for the steward.
  public static let nodeRunNotHeld: Self = "node-run-not-held"
  /// The steward has decided about the run already.
  public static let nodeRunDecided: Self = "node-run-decided"
}
