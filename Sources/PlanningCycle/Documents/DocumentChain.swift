// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// One line of trade 链路: everything that led to a document and everything that followed from it, and beside it the purchases of
/// what the ordered items are made of.
public struct DocumentChain: Sendable {
  public struct Link: Hashable, Sendable {
    public let from: String
    public let to: String
  }

  public let documents: [TradeDocument]
  public let links: [Link]

  /// At most this many documents, so that a customer's running account does not become a wall.
  public static let limit = 60

  /// - Parameter isSeen: the others are not there, and nothing is followed through them.
  /// - Throws: `CycleError.documentNotKnown`.
  public static func trace(
    _ id: String, index: DocumentIndex, catalogue: Catalogue, bills: FactTable, where isSeen: (TradeDocument) -> Bool = { _ in true }
  ) throws(CycleError) -> DocumentChain {
    func isShown(_ id: String) -> Bool { index.documents[id].map(isSeen) ?? false }
    guard isShown(id) else { throw notKnown(id) }
    var seen: [String] = [id]
    var known: Swift.Set<String> = [id]
    func visit(_ start: [String], _ step: (String) -> [String]) {
      var queue = start
      while let current = queue.first, seen.count < limit {
        queue.removeFirst()
        for other in step(current) where isShown(other) && known.insert(other).inserted {
          guard seen.count < limit else { return }
          seen.append(other)
          queue.append(other)
        }
      }
    }
    visit([id]) { index.previous[$0] ?? [] }
    // Forward from every ancestor: an order's other shipments belong to its chain too.
    visit(seen) { index.next[$0] ?? [] }
    let orders = seen.compactMap { index.documents[$0] }.filter { $0.kind == .order }
    var supplyLinks: [Link] = []
    for order in orders.prefix(4) {
      for purchase in supply(of: order, index: index, catalogue: catalogue, bills: bills) where isShown(purchase) {
        supplyLinks.append(Link(from: order.id, to: purchase))
        if known.insert(purchase).inserted, seen.count < limit { seen.append(purchase) }
        visit([purchase]) { index.next[$0] ?? [] }
      }
    }
    let shown = Swift.Set(seen)
    var links = seen.flatMap { from in
      (index.next[from] ?? []).filter { shown.contains($0) }.map { Link(from: from, to: $0) }
    }
    links += supplyLinks.filter { shown.contains($0.to) }
    return DocumentChain(documents: seen.compactMap { index.documents[$0] }, links: links)
  }

  static func notKnown(_ id: String) -> CycleError {
    CycleError(
      .documentNotKnown, BilingualText("没有这张单据", "there is no such document"),
      detail: BilingualText("单据 \(id) 不在已导入的数据里", "the document \(id) is not among the imported facts"),
      hint: BilingualText("用单据号搜索", "search by its number"), parameters: ["document": id])
  }

  /// The last purchase orders placed before the sale for the components of what was sold: up to three.
  private static func supply(
    of order: TradeDocument, index: DocumentIndex, catalogue: Catalogue, bills: FactTable
  ) -> [String] {
    guard let day = order.on else { return [] }
    var frontier = order.items.compactMap { catalogue.itemIndex($0) }.map { catalogue.items[$0].code }
    let assembly = bills["assembly"]
    let component = bills["component"]
    var found: [String] = []
    // Three levels are the depth of the bills in use; deeper parts are bought for stock, not for one order.
    for _ in 0..<3 where found.count < 3 && !frontier.isEmpty {
      for code in frontier where found.count < 3 {
        for purchase in index.purchases(of: code, before: day, limit: 1) where !found.contains(purchase) {
          found.append(purchase)
        }
      }
      let parents = Swift.Set(frontier)
      frontier = (0..<bills.rowCount).compactMap { row in
        guard let parent = assembly.text(row), parents.contains(parent) else { return nil }
        return component.text(row)
      }
    }
    return found
  }
}
