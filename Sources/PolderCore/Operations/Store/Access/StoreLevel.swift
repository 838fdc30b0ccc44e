/// Who may call an operation of an algorithm store, in the contract's levels.
public enum StoreLevel: Hashable, Sendable {
  /// Everybody.
  case open
  /// Whoever shows a token; the operation itself has it validated, at the server that the request names.
  case token
  /// A user whose token a known server has validated.
  case known
  /// A registered user with a permission.
  case permission(StorePermission)
  /// Depends on the store's rule `algorithm_view` and on what is asked for: nobody needs to be known, a known user or
  /// node, or a registered user with the permission to view algorithms.
  case sight(acceptsNodes: Bool)

  /// The same in the words of the server's authorizer, for callers above all: whether a token is sent.
  ///
  /// That authorizer has no word for permissions without scope. Where one is needed nobody is let in, so that a service
  /// that went by these words alone would refuse too much and never too little.
  public var access: Access {
    switch self {
    case .open: .open
    case .token, .known: Access([.user], .nothing)
    case .permission(let permission): Access([.user], .any([]), refusal: permission.refusal)
    case .sight(let acceptsNodes):
      Access(
        acceptsNodes ? [.user, .node] : [.user], .any([]), refusal: StorePermission(.algorithm, .view).refusal)
    }
  }
}
