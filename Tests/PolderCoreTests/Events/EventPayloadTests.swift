import PolderCore
import Testing

@Suite("What events carry")
struct EventPayloadTests {
  private func text(_ payload: some Encodable) throws -> String { try JSONValueEncoder.value(of: payload).text }

  @Test("a list of runs names no node, and a node no runs: nodes take either key for a meaning")
  func kill() throws {
    let runs = EventPayload.KillContainers(
      killList: [.init(taskID: TaskID(1), runID: RunID(2), organizationID: OrganizationID(3))],
      collaborationID: CollaborationID(4))
    #expect(
      try text(runs) == #"{"kill_list":[{"task_id":1,"run_id":2,"organization_id":3}],"collaboration_id":4}"#)
    let node = EventPayload.KillContainers(killList: nil, nodeID: NodeID(5), collaborationID: CollaborationID(4))
    #expect(try text(node) == #"{"node_id":5,"collaboration_id":4}"#)
  }

  @Test("a task without parent says so")
  func newTask() throws {
    #expect(try text(EventPayload.NewTask(id: TaskID(1), parentID: nil)) == #"{"id":1,"parent_id":null}"#)
  }
}
