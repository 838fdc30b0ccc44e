import PolderClient
import PolderCore
import PolderTesting
import Testing

/// The server ended with SIGKILL under load; `make chaos` does it two hundred times, with and without loss of power.
@Suite(.timeLimit(.minutes(10)))
struct ServerKillTests {
  @Test("a server that is killed while tasks are made has every accepted one, once")
  func acceptedTasksStay() async throws {
    try await ProcessFederation.with([SitePlan.plain("noord").unstarted]) { federation in
      let (made, tell) = AsyncStream.makeStream(of: TaskID.self)
      let accepted = try await withThrowingTaskGroup(of: [TaskID].self) { group in
        for _ in 0..<4 {
          group.addTask {
            var accepted: [TaskID] = []
            do {
              while true {
                let task = try await federation.ask("one", at: ["noord"])
                accepted.append(task)
                tell.yield(task)
              }
            } catch {
              // The server is gone, as it should be.
              return accepted
            }
          }
        }
        var count = 0
        for await _ in made {
          count += 1
          if count == 25 { break }
        }
        try await federation.crashServer()
        return try await group.reduce(into: []) { $0 += $1 }
      }
      try await federation.startServer()
      var query = ListTasks.Query()
      query.page.perPage = 10_000
      let there = try await federation.researcher.task.list(query).data.map(\.id)
      #expect(accepted.count >= 25)
      #expect(Set(accepted).count == accepted.count)
      #expect(Set(accepted).subtracting(there) == [], "accepted and lost")
      // Of each of the four at most one request had an effect whose reply was cut off.
      #expect(there.count <= accepted.count + 4)
    }
  }
}
