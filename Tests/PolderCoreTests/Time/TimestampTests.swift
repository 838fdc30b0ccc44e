import PolderCore
import Testing

@Suite("Moments in time")
struct TimestampTests {
  @Test(
    "the wire's text has no zone, and a fraction only when there is one",
    arguments: [
      (0, "1970-01-01T00:00:00"), (1, "1970-01-01T00:00:00.000001"), (-1, "1969-12-31T23:59:59.999999"),
      (951_782_400_000_000, "2000-02-29T00:00:00"), (1_795_542_760_381_672, "2026-11-24T17:52:40.381672"),
      (253_402_300_799_999_999, "9999-12-31T23:59:59.999999"),
    ] as [(Int64, String)])
  func wire(microseconds: Int64, text: String) {
    #expect(Timestamp(microseconds: microseconds).wireText == text)
    #expect(Timestamp(text: text) == Timestamp(microseconds: microseconds))
  }

  @Test("the database's text always has six digits behind the point")
  func database() { #expect(Timestamp(seconds: 0).databaseText == "1970-01-01 00:00:00.000000") }

  @Test(
    "ISO 8601 is read with any separator, fraction and zone",
    arguments: [
      "2026-11-23T17:52:40", "2026-11-23 17:52:40", "2026-11-23T17:52:40Z", "2026-11-23T18:52:40+01:00",
      "2026-11-23T12:22:40-0530", "2026-11-23T17:52:40.000000", "2026-11-23t17:52:40,0000001", "2026-11-23T19:52:40+02",
    ])
  func zones(text: String) { #expect(Timestamp(text: text) == Timestamp(text: "2026-11-23T17:52:40")) }

  @Test(
    "what is no moment is refused",
    arguments: [
      "", "yesterday", "2026", "2026-13-01", "2026-02-29", "2026-11-23T", "2026-11-23T24:00", "2026-11-23T10:60",
      "2026-11-23T10:00:61", "2026-11-23T10:00:00.", "2026-11-23T10:00:00x", "0000-01-01", "2026-11-23T10:00:00+25:00",
      "2026-11-23T10:00:00+1", "١٢٣٤-11-23", "2026-11-23T10:00:00.0000000000000000000000000000",
    ])
  func refused(text: String) { #expect(Timestamp(text: text) == nil) }

  @Test("every day of four centuries is read back as it was written")
  func days() {
    for day in stride(from: Int64(-80_000), through: 80_000, by: 1) {
      let moment = Timestamp(seconds: day * 86_400)
      guard Timestamp(text: moment.wireText) == moment else {
        Issue.record("day \(day): \(moment.wireText)")
        return
      }
    }
  }

  @Test("durations are added and taken away")
  func arithmetic() {
    let moment = Timestamp(seconds: 100)
    #expect(moment + .milliseconds(1_500) == Timestamp(microseconds: 101_500_000))
    #expect(moment - .seconds(200) == Timestamp(seconds: -100))
    #expect(Timestamp(seconds: 7) - Timestamp(seconds: 3) == .seconds(4))
    #expect(Timestamp(microseconds: -1).seconds == -1)
  }
}
