import Testing

@testable import PolderDemo

@Suite("Arrival", .timeLimit(.minutes(10)))
struct ArrivalTests {
  @Test("Who waits gets the value, who comes later too; a later value is for later comers")
  func gives() async throws {
    let arrival = Arrival<Int>()
    #expect(arrival.present == nil)
    let waiting = (0..<10).map { _ in Task { try await arrival.value } }
    await Task.yield()
    arrival.arrived(1)
    for task in waiting { #expect(try await task.value == 1) }
    #expect(try await arrival.value == 1)
    arrival.arrived(2)
    #expect(try await arrival.value == 2)
    #expect(arrival.present == 2)
  }

  @Test("Cancelling one who waits ends its wait and nobody else's")
  func cancels() async throws {
    let arrival = Arrival<Int>()
    let impatient = Task { try await arrival.value }
    let patient = Task { try await arrival.value }
    await Task.yield()
    impatient.cancel()
    await #expect(throws: CancellationError.self) { try await impatient.value }
    arrival.arrived(3)
    #expect(try await patient.value == 3)
  }

  @Test("Who is cancelled before asking does not wait for ever, whenever the cancellation comes")
  func cancelsEarly() async {
    for _ in 0..<200 {
      let arrival = Arrival<Int>()
      let task = Task { try await arrival.value }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test("A value that is there is given even to one who is cancelled")
  func prefersTheValue() async throws {
    let arrival = Arrival<Int>()
    arrival.arrived(4)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await arrival.value
    }
    #expect(try await task.value == 4)
  }
}
