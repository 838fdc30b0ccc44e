import PolderCore
import Testing

@Suite("The status of a task")
struct TaskStatusTests {
  @Test(
    "it follows from the runs",
    arguments: [
      ([], "completed"), (["completed", "completed"], "completed"), (["completed", "pending"], "pending"),
      (["pending", "initializing"], "initializing"), (["active", "pending", "completed"], "active"),
      (["crashed", "active"], "crashed"), (["crashed", "crashed"], "crashed"), (["crashed", "failed"], "failed"),
      (["not allowed", "completed"], "not allowed"), (["something new", "active"], "something new"),
    ] as [([String], String)])
  func derivation(runs: [String], status: String) { #expect(TaskStatus.status(of: runs) == status) }

  @Test("only a completed task with runs has finished at a time: that of its last run")
  func finishing() {
    let times = [Timestamp(seconds: 1), Timestamp(seconds: 3), nil]
    #expect(TaskStatus.finishedAt(status: "completed", runs: times) == Timestamp(seconds: 3))
    #expect(TaskStatus.finishedAt(status: "completed", runs: []) == nil)
    #expect(TaskStatus.finishedAt(status: "crashed", runs: times) == nil)
  }

  @Test("pending, initializing and active go on; everything else is an end, known or not")
  func ends() {
    let going = RunStatus.allCases.filter { !$0.isFinished }
    #expect(going == [.pending, .initializing, .active])
    #expect(TaskStatus.isFinished("never heard of") && TaskStatus.isFailed("never heard of"))
    #expect(!RunStatus.completed.isFailed && RunStatus.killed.isFailed)
    #expect(RunStatus.allCases.count == 11)
  }
}
