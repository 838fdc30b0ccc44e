/// What policies look at, as far as it is known when they are asked.
public struct PolicyQuestion: Sendable {
  /// What a store said of an image.
  public enum StoreAnswer: Sendable, Hashable {
    /// It has the image among those that were approved.
    case approves
    /// It has not, or does not want to say.
    case denies
  }

  /// The image, as the task names it.
  public var image: String
  /// The user who started the task.
  public var user: Int64?
  /// The organization that started the task.
  public var organization: Int64?
  /// The name of that organization.
  public var organizationName: String?
  /// The digest of the image, as its registry says.
  public var digest: String?
  /// The digests of other images, those of the list that bear the same name.
  public var digests: [String: String] = [:]
  /// The address of the store that the task names.
  public var store: String?
  /// What that store said; nil when it was not asked.
  public var storeAnswer: StoreAnswer?
  /// What the task wants of the image; nil when its input does not say so in a way that is understood.
  public var input: RunInput?

  /// A question about an image.
  public init(image: String) { self.image = image }
}
