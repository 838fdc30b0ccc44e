/// An operation of an algorithm store, which says who may call it in the store's own words.
public protocol StoreOperation: Operation {
  /// Who may call it.
  static var level: StoreLevel { get }
}

extension StoreOperation {
  /// The level in the words that all operations share.
  public static var access: Access { level.access }
}
