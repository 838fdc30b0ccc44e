extension UserClient {
  /// Algorithms of the store that was chosen with `store.set`.
  public var algorithm: AlgorithmClient {
    AlgorithmClient(store: ChosenStore(session: session, serverURL: basePath))
  }
}
