/// What one image is given back of what is taken from all containers: an entry of `runtime.container.relax`.
public struct ContainerRelaxation: Sendable, Hashable {
  /// The image: with a tag or digest this one, without any one of the name.
  public var image: String
  /// Whether it may write to its own root, as far as its container lives.
  public var hasWritableRoot: Bool
  /// The capabilities that it keeps, without `CAP_`.
  public var capabilities: [String]
  /// The user in place of the one that the node chooses: a number, `number:number`, or `image` for what the image says.
  public var user: String?

  /// An exception.
  public init(image: String, hasWritableRoot: Bool = false, capabilities: [String] = [], user: String? = nil) {
    self.image = image
    self.hasWritableRoot = hasWritableRoot
    self.capabilities = capabilities
    self.user = user
  }

  func covers(_ other: String, _ name: ImageName?) -> Bool {
    if image == other { return true }
    guard let own = ImageName(image), let name, own.repository == name.repository else { return false }
    return !own.isPinned || own == name
  }
}
