/// A page of a list and all behind it.
public struct PageSequence<Item: Codable & Sendable>: AsyncSequence, Sendable {
  /// A page.
  public typealias Element = Page<Item>

  let first: Page<Item>

  /// Walks the pages from the first.
  public func makeAsyncIterator() -> Iterator { Iterator(first) }

  /// Walks the pages of a list.
  public struct Iterator: AsyncIteratorProtocol {
    private var page: Page<Item>?
    private var isStarted = false

    init(_ first: Page<Item>) { page = first }

    /// The next page; nil behind the last.
    /// - Throws: `RequestRefusal` when the server refuses, `PolderError` when there is no usable answer
    public mutating func next() async throws -> Page<Item>? {
      if isStarted { page = try await page?.next() }
      isStarted = true
      return page
    }
  }
}
