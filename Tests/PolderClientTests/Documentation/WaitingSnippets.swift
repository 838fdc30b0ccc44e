import PolderClient
import PolderCore

/// What the article about waiting shows is compiled here, line for line, and never run.
enum WaitingSnippets {
  static func wait(_ client: UserClient, task: TaskID) async throws {
    let results = try await client.waitForResults(of: task, timeout: .seconds(3_600)) { progress in
      print("\(progress.ended) of \(progress.total) runs have ended")
    }

    struct Average: Decodable { let mean: Double }

    for result in results {
      if result.status == "completed" {
        print(result.organization ?? 0, try result.decode(Average.self).mean)
      } else {
        print("run \(result.run) ended as \(result.status): \(result.log ?? "")")
      }
    }
  }
}
