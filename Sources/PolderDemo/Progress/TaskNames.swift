import PolderCore

/// The names under which tasks are shown: those made here by name, those made by an algorithm as steps of their parent.
actor TaskNames {
  private var names: [TaskID: String] = [:]
  private var steps: [TaskID: Int] = [:]

  func name(_ task: TaskID, _ name: String) { names[task] = name }

  func note(child: TaskID, of parent: TaskID) {
    guard names[child] == nil else { return }
    let step = (steps[parent] ?? 0) + 1
    steps[parent] = step
    names[child] = "\(names[parent] ?? "task \(parent)") · step \(step)"
  }

  func title(of task: TaskID) -> String { names[task] ?? "task \(task)" }

  /// How many tasks an algorithm made.
  func stepCount(of task: TaskID) -> Int { steps[task] ?? 0 }
}
