extension NodeConfiguration {
  /// The node's journal.
  public var journalFile: String { NodeFolders(root: dataFolder).journal }

  /// Whether a node runs on the data folder at this moment.
  public var isNodeRunning: Bool { NodeLock.isHeld(NodeFolders(root: dataFolder).lock) }
}
