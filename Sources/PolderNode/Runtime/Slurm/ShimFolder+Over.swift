extension ShimFolder {
  /// Whether an end is written down.
  var isOver: Bool {
    // What can not be read is no end yet.
    (try? state())?.phase == .exited
  }
}
