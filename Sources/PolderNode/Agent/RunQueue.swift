import PolderCore

/// Which runs may execute. Those of one level share places: a run never waits behind the one that waits for it.
/// Subtasks come first. Among equals, places go to the collaboration, and within it to the user, that has fewest runs
/// of the level, then to whoever was served longest ago, then to the oldest run.
struct RunQueue: Sendable {
  struct Item: Sendable {
    let assignment: RunAssignment
    /// The input as the algorithm gets it.
    let input: OpenedInput
    let key: RunKey
  }

  private struct Owner: Hashable {
    let collaboration: CollaborationID
    let user: UserID?
  }

  private struct Rank: Comparable {
    let isMain: Bool
    let collaborationRuns: Int
    let collaborationServed: Int
    let userRuns: Int
    let userServed: Int
    let run: RunID

    static func < (left: Rank, right: Rank) -> Bool {
      if left.isMain != right.isMain { return right.isMain }
      let rank = (left.collaborationRuns, left.collaborationServed, left.userRuns, left.userServed, left.run)
      return rank < (right.collaborationRuns, right.collaborationServed, right.userRuns, right.userServed, right.run)
    }
  }

  /// How many runs of one level execute at the same time.
  let limit: Int
  private var waiting: [Item] = []
  private var places: [RunKey: RunPlace] = [:]
  /// The levels of tasks, so that those of their subtasks are known.
  private var tasks: [TaskID: Int] = [:]
  /// When somebody was given a place last, counted in places.
  private var served: [Owner: Int] = [:]
  private var servedCollaborations: [CollaborationID: Int] = [:]
  private var given = 0
  private static let remembered = 10_000

  init(limit: Int) { self.limit = limit }

  /// How many runs wait.
  var count: Int { waiting.count }

  /// Whether a run waits or holds a place.
  func knows(_ key: RunKey) -> Bool { places[key] != nil || waiting.contains { $0.key == key } }

  /// The runs that wait.
  var keys: [RunKey] { waiting.map(\.key) }

  /// Adds a run that waits for a place.
  mutating func add(_ item: Item) {
    guard !knows(item.key) else { return }
    waiting.append(item)
  }

  /// Gives a place to a run that executes already.
  mutating func occupy(_ assignment: RunAssignment, _ key: RunKey) {
    places[key] = RunPlace(assignment, level: level(assignment))
  }

  /// The runs that get a place now, in their order.
  mutating func next() -> [Item] {
    var started: [Item] = []
    let levels = waiting.map { level($0.assignment) }
    var candidates = zip(waiting, levels).map { (item: $0, level: $1) }
    var free: [Int: Int] = [:]
    for place in places.values { free[place.level, default: limit] -= 1 }
    while true {
      candidates.removeAll { free[$0.level, default: limit] <= 0 }
      guard let best = candidates.indices.min(by: { rank(candidates[$0]) < rank(candidates[$1]) }) else { break }
      let (item, level) = candidates.remove(at: best)
      free[level, default: limit] -= 1
      places[item.key] = RunPlace(item.assignment, level: level)
      noteServed(item.assignment)
      started.append(item)
    }
    let keys = Set(started.map(\.key))
    waiting.removeAll { keys.contains($0.key) }
    return started
  }

  /// Gives a place back.
  mutating func release(_ key: RunKey) { places[key] = nil }

  /// Removes runs that wait, and returns them.
  mutating func remove(where condition: (RunAssignment) -> Bool) -> [Item] {
    let removed = waiting.filter { condition($0.assignment) }
    waiting.removeAll { condition($0.assignment) }
    return removed
  }

  private func rank(_ candidate: (item: Item, level: Int)) -> Rank {
    let assignment = candidate.item.assignment
    let runs = places.values.filter {
      $0.level == candidate.level && $0.collaboration == assignment.collaboration
    }
    let owner = Owner(collaboration: assignment.collaboration, user: assignment.user)
    return Rank(
      isMain: assignment.parent == nil, collaborationRuns: runs.count,
      collaborationServed: servedCollaborations[assignment.collaboration] ?? 0,
      userRuns: runs.count { $0.user == assignment.user }, userServed: served[owner] ?? 0, run: assignment.run)
  }

  private mutating func noteServed(_ assignment: RunAssignment) {
    given += 1
    if served.count > Self.remembered { served = [:] }
    served[Owner(collaboration: assignment.collaboration, user: assignment.user)] = given
    servedCollaborations[assignment.collaboration] = given
  }

  /// One below that of its parent, so that it is below that of every run here that waits for it.
  private mutating func level(_ assignment: RunAssignment) -> Int {
    if tasks.count > Self.remembered { forgetTasks() }
    guard let parent = assignment.parent else {
      tasks[assignment.task] = 0
      return 0
    }
    // A parent that runs elsewhere may have its own parent here.
    let above =
      tasks[parent] ?? places.values.filter { $0.job != nil && $0.job == assignment.job }.map(\.level).max() ?? 0
    tasks[parent] = above
    tasks[assignment.task] = above + 1
    return above + 1
  }

  private mutating func forgetTasks() {
    let needed = Set(places.values.map(\.task) + waiting.flatMap { [$0.assignment.task, $0.assignment.parent] })
    tasks = tasks.filter { needed.contains($0.key) }
  }
}
