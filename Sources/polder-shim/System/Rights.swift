import CShim

/// What this process may do beyond what its user may.
enum Rights {
  /// Gives up groups, capabilities and all ways to new ones for good, and becomes another user if this is root. To be called
  /// while there is a single thread; whoever fails has to end.
  static func giveUp(for user: UserNumbers? = nil) throws(Failure) {
    var refused: UnsafePointer<CChar>?
    guard shim_give_up_rights(user == nil ? 0 : 1, user?.user ?? 0, user?.group ?? 0, &refused) != 0 else { return }
    throw Failure.system("giving up rights", at: refused)
  }
}
