/// The entries of a page of a list and of all pages behind it.
public struct ItemSequence<Item: Codable & Sendable>: AsyncSequence, Sendable {
  /// An entry.
  public typealias Element = Item

  let pages: PageSequence<Item>

  /// Walks the entries from the first.
  public func makeAsyncIterator() -> Iterator { Iterator(pages.makeAsyncIterator()) }

  /// Walks the entries of a list.
  public struct Iterator: AsyncIteratorProtocol {
    private var pages: PageSequence<Item>.Iterator
    private var items: ArraySlice<Item> = []

    init(_ pages: PageSequence<Item>.Iterator) { self.pages = pages }

    /// The next entry; nil behind the last.
    /// - Throws: `RequestRefusal` when the server refuses, `PolderError` when there is no usable answer
    public mutating func next() async throws -> Item? {
      while true {
        if let item = items.popFirst() { return item }
        guard let page = try await pages.next() else { return nil }
        items = page.data[...]
      }
    }
  }
}
