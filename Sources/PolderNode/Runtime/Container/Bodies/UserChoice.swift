/// Decides as whom an algorithm runs. Its files belong to that user.
struct UserChoice: Sendable {
  /// Whether root of a container is the user that the engine runs as.
  var isRootless: Bool
  /// The user of the node.
  var node: ContainerUser
  /// What the configuration gives back to the image.
  var relaxation: String?

  /// The user, given the one that the image wants; nil for root, or one that it does not know itself.
  func user(image: ContainerUser?) -> ContainerUser {
    if let relaxation { return ContainerUser(relaxation) ?? image ?? .root }
    // Nobody else can be given files without root, and root of the container is nobody but the node's user there.
    if isRootless { return .root }
    if node.user != 0 { return node }
    // Who has root's number, if nothing else of it, may write more of a machine than others.
    guard let image, image.user != 0 else { return .nobody }
    return image
  }

  /// Whether files have to be given to a user before it can use them.
  func mustGive(to user: ContainerUser) -> Bool { !isRootless && node.user == 0 && user.user != 0 }
}
