public import PolderCore
public import PolderSQL

/// Which part of a list a request asks for, checked; and the reply that is made of it.
public struct Paging: Sendable {
  /// The page, from 1.
  public let page: Int64
  /// How many entries a page has; nil when everything is on one page.
  public let perPage: Int64?
  private let terms: [(expression: SQL, descending: Bool)]

  /// Checks a request for a part of a list.
  /// - Parameters:
  ///   - request: what was asked
  ///   - model: the entity's name in the refusal, for instance `Organization`
  ///   - attributes: what may be sorted by: names of attributes and the expressions behind them
  ///   - everything: whether all entries come on one page, unless a page was asked for
  /// - Throws: the refusal with the contract's text
  public init(
    _ request: PageRequest, of model: String, attributes: [String: SQL], everything: Bool = false
  ) throws(RequestRefusal) {
    if let problem = request.problem { throw RequestRefusal(400, problem, code: "page-incorrect") }
    page = request.page ?? 1
    let isAsked = request.page != nil || request.perPage != nil
    perPage = everything && !isAsked ? nil : request.perPage ?? PageRequest.defaultSize
    var terms: [(expression: SQL, descending: Bool)] = []
    for text in request.sort {
      // A plus sign behind the question mark is read as a space.
      let name = text.drop { "-+ ".contains($0) }
      guard let expression = attributes[String(name)] else {
        throw RequestRefusal(
          400, "Cannot sort a '\(model)' by '\(name.prefix(64))' because it does not exist", code: "page-incorrect")
      }
      terms.append((expression, text.hasPrefix("-")))
    }
    self.terms = terms
  }

  /// How many entries to skip.
  public var offset: Int64 {
    guard let perPage else { return 0 }
    let (offset, overflows) = (page - 1).multipliedReportingOverflow(by: perPage)
    return overflows ? .max : offset
  }

  /// `ORDER BY …`: what was asked for, then the given order, which has to be unique.
  public func order(_ dialect: Dialect, then last: SQL) -> SQL {
    var order: SQL = "ORDER BY "
    for term in terms {
      order += dialect.order(by: term.expression, descending: term.descending)
      order += ", "
    }
    return order + last
  }

  /// `LIMIT … OFFSET …`, or nothing when everything is on one page.
  public var limit: SQL {
    guard let perPage else { return SQL() }
    return "LIMIT \(perPage) OFFSET \(offset)"
  }

  /// The reply with one page of a list: links in the body, and headers; `total` counts the entries of all pages.
  public func outcome<Item: Codable & Sendable>(
    _ items: [Item], total: Int64, _ request: RequestInfo
  ) -> Outcome<Wire.Page<Item>> {
    let size = perPage ?? max(total, 1)
    let lastPage = total == 0 ? 0 : (total - 1) / size + 1
    let address = PageAddress(request)
    var links = Wire.PageLinks()
    links.first = address.page(1)
    if page > 1 { links.previous = address.page(page - 1) }
    links.`self` = address.page(page)
    if page < lastPage { links.next = address.page(page + 1) }
    if lastPage > 0 { links.last = address.page(lastPage) }
    let named = [
      ("first", links.first), ("previous", links.previous), ("self", links.`self`), ("next", links.next),
      ("last", links.last),
    ]
    let header = named.compactMap { name, link in link.map { "<\($0)>; rel=\(name)" } }.joined(separator: ",")
    return Outcome(
      Wire.Page(data: items, links: links),
      headers: [
        ("total-count", String(total)), ("Link", header), ("access-control-expose-headers", "total-count, Link"),
      ])
  }
}
