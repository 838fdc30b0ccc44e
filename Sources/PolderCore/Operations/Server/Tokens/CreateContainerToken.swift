/// Gives a node the token for an algorithm that it is about to start.
public enum CreateContainerToken: Operation {
  /// The task and its image.
  public struct Body: RequestBody {
    /// The task.
    public var taskID = TaskID(0)
    /// The task's image.
    public var image = ""

    /// Nothing given.
    public init() {}

    /// A task and its image.
    public init(taskID: TaskID, image: String) {
      self.taskID = taskID
      self.image = image
    }

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "task_id", \.taskID, .positive), .init(required: "image", \.image, .shortest(1)),
    ]
  }

  /// The token.
  public typealias Reply = Wire.ContainerToken
  /// `POST /token/container`
  public static let route = Route(.post, "token/container")
  /// The node of the task's collaboration.
  public static let access = Access([.node], .ownCollaboration, refusal: "You are not within the collaboration")
  /// What it does.
  public static let summary = "Get the token for an algorithm"
}
