import PolderCore
import Testing

@testable import PolderClient

@Suite("Event ledger")
struct EventLedgerTests {
  func page(_ events: [(String, JSONValue)], cursor: Int64, lost: Bool = false) -> Wire.EventPage {
    let data = events.enumerated().map { index, event in
      Wire.Event(
        id: Int64(index), event: event.0, room: "collaboration_1", payload: event.1,
        createdAt: Timestamp(seconds: 0))
    }
    return Wire.EventPage(data: data, cursor: cursor, more: false, lost: lost)
  }

  @Test("What was not pushed is told in its order, what was pushed is not told again")
  func tellsTheGap() {
    var ledger = EventLedger()
    ledger.begin(at: 5)
    ledger.push("new_task", ["id": 1])
    ledger.push("status_update", ["run_id": 1])
    let events = ledger.take(
      page(
        [
          ("new_task", ["id": 1]), ("new_task", ["id": 2]), ("status_update", ["run_id": 1]),
          ("status_update", ["run_id": 2]),
        ], cursor: 9))
    #expect(events.map(\.text) == [#"new_task {"id":2}"#, #"status_update {"run_id":2}"#])
    #expect(ledger.cursor == 9)
  }

  @Test("An event that happened more often than it was pushed is told for each time it was missed")
  func countsRepeats() {
    var ledger = EventLedger()
    ledger.begin(at: 0)
    ledger.push("status_update", ["run_id": 1])
    let update: (String, JSONValue) = ("status_update", ["run_id": 1])
    #expect(ledger.take(page([update, update, update], cursor: 3)).count == 2)
    #expect(ledger.take(page([update], cursor: 4)).count == 1)
  }

  @Test("What was forgotten is told again: rather twice than never")
  func forgets() {
    var ledger = EventLedger()
    ledger.begin(at: 0)
    ledger.push("new_task", ["id": 1])
    ledger.forget()
    #expect(ledger.take(page([("new_task", ["id": 1])], cursor: 1)).count == 1)
  }

  @Test("Events that are lost for good are told as such, and nothing is held back afterwards")
  func tellsLosses() {
    var ledger = EventLedger()
    ledger.begin(at: 5)
    ledger.push("new_task", ["id": 1])
    #expect(ledger.take(page([], cursor: 100, lost: true)).map(\.text) == ["resynced"])
    #expect(ledger.cursor == 100)
    #expect(ledger.take(page([("new_task", ["id": 1])], cursor: 101)).count == 1)
  }

  @Test("Names that nobody knows here are passed over")
  func ignoresUnknownNames() {
    var ledger = EventLedger()
    #expect(ledger.take(page([("of_the_future", [:]), ("sync", nil)], cursor: 1)).map(\.text) == ["sync null"])
  }

  @Test("The same name with another payload, and the same payload under another name, are other events")
  func tellsEventsApart() {
    var ledger = EventLedger()
    ledger.push("status_update", ["run_id": 1])
    let events = ledger.take(page([("status_update", ["run_id": 10]), ("new_task", ["run_id": 1])], cursor: 1))
    #expect(events.count == 2)
  }

  @Test("It is full after so many events, and forgetting makes room")
  func fills() {
    var ledger = EventLedger()
    ledger.begin(at: 0)
    for number in 1..<EventLedger.capacity { ledger.push("status_update", ["run_id": .integer(Int64(number))]) }
    #expect(!ledger.isFull)
    ledger.push("status_update", ["run_id": 0])
    #expect(ledger.isFull)
    ledger.forget()
    #expect(!ledger.isFull)
  }
}
