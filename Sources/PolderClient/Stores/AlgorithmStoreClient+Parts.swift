public import PolderTransport

/// The chosen store's own API.
///
/// Its operations are asked of the store itself, under the address by which the server knows it, with the session's
/// token: the store has the token validated at the server. Whoever runs a store could use a token that was shown to it,
/// so choose those that you trust as you trust the server. The token never goes to a store that the server does not
/// list, and not in the clear to another machine when the server is reached over TLS.
extension AlgorithmStoreClient {
  /// Rules for algorithms and their reviews, as the store has set them.
  public var policy: StorePolicyClient { StorePolicyClient(store: chosen) }
  /// Reviews of algorithms.
  public var review: StoreReviewClient { StoreReviewClient(store: chosen) }
  /// Roles at the store.
  public var role: StoreRoleClient { StoreRoleClient(store: chosen) }
  /// Rules at the store.
  public var rule: StoreRuleClient { StoreRuleClient(store: chosen) }
  /// Users of the store.
  public var user: StoreUserClient { StoreUserClient(store: chosen) }

  /// Calls an operation of the chosen store that has no method of its own here.
  /// - Throws: `PolderError` `client-no-store` when none was chosen
  public var operations: OperationCaller {
    get throws { try chosen.caller }
  }

  private var chosen: ChosenStore { ChosenStore(session: session, serverURL: serverURL) }
}
