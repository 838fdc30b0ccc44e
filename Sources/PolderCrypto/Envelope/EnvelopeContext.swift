public import PolderCore

/// What stands beside a payload at the server and means something only together with it: the sender binds it, so that
/// the server can not pair an input with another image or other databases.
///
/// A part that is nil is not bound.
public struct EnvelopeContext: Sendable, Hashable {
  /// The image of the task, as the sender named it.
  public let image: String?
  /// The collaboration of the task.
  public let collaboration: CollaborationID?
  /// The databases of the task in their order, each as `database(_:parameters:)` writes it.
  public let databases: [String]?

  /// A context.
  /// - Parameters:
  ///   - image: the image of the task; at most 2,048 bytes
  ///   - collaboration: the collaboration of the task
  ///   - databases: its databases, as `database(_:parameters:)` writes them; at most 128 of at most 1,024 bytes
  public init(image: String? = nil, collaboration: CollaborationID? = nil, databases: [String]? = nil) {
    self.image = image
    self.collaboration = collaboration
    self.databases = databases
  }

  /// Nothing is bound.
  public static let unbound = EnvelopeContext()
}
