import PolderCore
import PolderHTTP
import PolderSQL

/// A list as a reply. A page that is not long is made at once; of a longer one only so many rows and bytes are in memory
/// at the same time, however many were asked for (deviation 39).
struct ListReply<Record: ListedRecord, Item: Codable & Sendable> {
  private let listing: Listing
  private let order: SQL
  private let known: Int64?
  private let together: Int
  private let bytes: Int
  private let show: ([Record]) throws -> [Item]

  /// A list of rows.
  /// - Parameters:
  ///   - listing: the rows
  ///   - order: their order
  ///   - known: how many there are; counted where it is not known
  ///   - together: how many are in memory at the same time
  ///   - bytes: about how many bytes of rows are
  ///   - show: makes some rows into what the reply holds
  init(
    _ listing: Listing, order: SQL, known: Int64? = nil, together: Int = 1_000, bytes: Int = 16 << 20,
    show: @escaping ([Record]) throws -> [Item]
  ) {
    self.listing = listing
    self.order = order
    self.known = known
    self.together = together
    self.bytes = bytes
    self.show = show
  }

  /// The page that was asked for.
  func outcome(_ paging: Paging, _ request: RequestInfo, _ sql: Transaction) throws -> Outcome<Wire.Page<Item>> {
    // One more, by which it is known that there are more.
    let most = min(paging.perPage ?? .max, Int64(together) + 1)
    let (records, areAll): ([Record], Bool) = try listing.rows(
      order: order, most: most, from: paging.offset, bytes: bytes, sql)
    let isEnd = areAll && Int64(records.count) < most
    let total =
      if isEnd, !records.isEmpty || paging.page == 1 {
        paging.offset + Int64(records.count)
      } else {
        try known ?? listing.count(sql)
      }
    guard isEnd || areAll && most <= Int64(together) else {
      return try long(paging.outcome([], total: total, request), paging, sql)
    }
    return paging.outcome(try show(records), total: total, request)
  }

  private func long(
    _ empty: Outcome<Wire.Page<Item>>, _ paging: Paging, _ sql: Transaction
  ) throws -> Outcome<Wire.Page<Item>> {
    let ids = try listing.ids(Record.key, paging, order: order, sql)
    var body = SpooledBody()
    try body.add(#"{"data":["#.utf8)
    var (start, size) = (0, together)
    while start < ids.count {
      let part = ids[start..<min(start + size, ids.count)]
      let (records, areAll): ([Record], Bool) = try listing.rows(of: part, order: order, bytes: bytes, sql)
      for (index, item) in try show(records).enumerated() {
        if start + index > 0 { try body.add(",".utf8) }
        try body.add(try JSONValueEncoder.bytes(of: item))
      }
      start += records.count
      // What does not fit is asked for in smaller parts, or PostgreSQL would send the rest for nothing each time.
      size = areAll ? together : max(1, records.count)
    }
    try body.add(#"],"links":"#.utf8)
    try body.add(try JSONValueEncoder.bytes(of: try empty.content.get().links))
    try body.add("}".utf8)
    var outcome = empty
    let stream = try body.stream(contentType: "application/json")
    outcome.stream = { stream }
    return outcome
  }
}
