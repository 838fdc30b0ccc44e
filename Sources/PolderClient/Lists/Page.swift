public import PolderCore

/// One page of a list, which knows the way to the next.
public struct Page<Item: Codable & Sendable>: Sendable {
  /// The entries of this page.
  public let data: [Item]
  /// Where the other pages are, as the server says it.
  public let links: Wire.PageLinks
  /// Which part of the list this is.
  public let request: PageRequest

  private let load: @Sendable (PageRequest) async throws -> Wire.Page<Item>

  /// Asks for a page.
  init(_ request: PageRequest, load: @escaping @Sendable (PageRequest) async throws -> Wire.Page<Item>) async throws {
    let page = try await load(request)
    data = page.data
    links = page.links
    self.request = request
    self.load = load
  }

  /// Whether there is a page behind this one. A page without entries is the last, whatever the server says.
  public var hasNext: Bool { links.next != nil && !data.isEmpty }

  /// The page behind this one; nil when this is the last.
  /// - Throws: `RequestRefusal` when the server refuses, `PolderError` when there is no usable answer
  public func next() async throws -> Page? {
    guard hasNext else { return nil }
    var request = request
    request.page = (request.page ?? 1) + 1
    return try await Page(request, load: load)
  }

  /// This page and all behind it, each asked for when its turn comes.
  public var pages: PageSequence<Item> { PageSequence(first: self) }

  /// The entries of this page and of all behind it, each page asked for when its turn comes.
  public var items: ItemSequence<Item> { ItemSequence(pages: pages) }

  /// The entries of this page and of all behind it at once.
  /// - Throws: `RequestRefusal` when the server refuses, `PolderError` when there is no usable answer
  public func all() async throws -> [Item] {
    var all = data
    var page = self
    while let next = try await page.next() {
      all += next.data
      page = next
    }
    return all
  }
}
