extension Wire {
  /// The task of a run: a reference, or the task itself without its runs.
  public enum TaskReference: Sendable, Codable {
    /// A reference.
    case link(Link<Entities.Task>)
    /// The task.
    case task(RunTask)

    /// The id of the task.
    public var id: TaskID {
      switch self {
      case .link(let link): link.id
      case .task(let task): task.id
      }
    }

    /// The task, when it is here.
    public var task: RunTask? { if case .task(let task) = self { task } else { nil } }

    private enum Key: String, CodingKey { case link }

    /// Reads whichever of the two it is.
    public init(from decoder: any Decoder) throws {
      let isLink = try decoder.container(keyedBy: Key.self).contains(.link)
      self = isLink ? .link(try Link(from: decoder)) : .task(try RunTask(from: decoder))
    }

    /// Writes whichever of the two it is.
    public func encode(to encoder: any Encoder) throws {
      switch self {
      case .link(let link): try link.encode(to: encoder)
      case .task(let task): try task.encode(to: encoder)
      }
    }
  }
}
