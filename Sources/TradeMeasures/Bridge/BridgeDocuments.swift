// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// A document, or the part of one, that an item of a bridge is made of.
public struct BridgeDocument: Hashable, Sendable {
  public struct Reference: Hashable, Sendable {
    public let kind: TradeDocumentKind
    public let number: String
    /// 0 where the document has no lines.
    public let line: Int
    public let day: Day
  }

  public let document: Reference
  /// The document at the other end of the link; nil where there is none yet.
  public let counterpart: Reference?
  /// Code of customer or supplier; empty where the document does not say.
  public let party: String
  public let item: String
  /// What it adds to the item, minor units.
  public let amount: Int64
  public let basis: LinkBasis
  /// Between which two measures.
  public let step: TradeStep

  /// For whoever may not see the other end.
  public var withoutCounterpart: BridgeDocument {
    BridgeDocument(document: document, counterpart: nil, party: party, item: item, amount: amount, basis: basis, step: step)
  }
}

/// Some of the documents of an item.
public struct BridgeDocumentPage: Hashable, Sendable {
  public let item: BridgeItem
  public let documents: [BridgeDocument]
  public let offset: Int
  /// Of all pages.
  public let count: Int
  public let total: Int64
}

extension MeasureBook {
  /// Documents of an item, by day, number and line.
  ///
  /// - Parameters:
  ///   - offset: documents to leave out; at least 0.
  ///   - limit: at most so many, 1...1,000.
  /// - Throws: as `bridge`.
  public func documents(
    of item: BridgeItem, from: TradeMeasure, to: TradeMeasure, _ months: ClosedRange<Month>, _ slice: MeasureSlice = .everything,
    offset: Int = 0, limit: Int = 100
  ) throws(MeasureError) -> BridgeDocumentPage {
    try check(from, to)
    let periods = try Periods(months, each: false)
    let book = side(from.side)
    let mask = SliceMask(slice, book)
    var found: [FoundShare] = []
    for section in WaySection.way(from: from.stage, to: to.stage) {
      book.visit(section.step, periods, mask) { share, leg in
        guard share.kind == item.kind, share.side == item.side else { return }
        let ends = book.ends(section.step, leg, item)
        found.append(
          FoundShare(
            step: section.step, leg: leg, amount: section.isForward ? share.amount : -share.amount, document: ends.shown, other: ends.other)
        )
      }
    }
    found.sort { book.isBefore($0, $1) }
    let start = min(max(0, offset), found.count)
    let end = min(start + min(max(1, limit), 1_000), found.count)
    return BridgeDocumentPage(
      item: item, documents: found[start..<end].map { book.document($0) }, offset: start, count: found.count,
      total: found.reduce(0) { $0 + $1.amount })
  }
}

struct FoundShare {
  let step: TradeStep
  let leg: Int
  let amount: Int64
  let document: Int32
  let other: Int32
}

extension SideBook {
  /// The document to show first, and the other one: what waits shows the paper that waits, an event the paper that made it.
  func ends(_ step: TradeStep, _ index: Int, _ item: BridgeItem) -> (shown: Int32, other: Int32) {
    let leg = legs[step.rawValue].legs[index]
    let earlier = leg.from >= 0 ? movements[step.from.rawValue][Int(leg.from)].document : -1
    let later = leg.to >= 0 ? movements[step.to.rawValue][Int(leg.to)].document : leg.event
    if earlier < 0 { return (later, -1) }
    if later < 0 { return (earlier, -1) }
    let isAheadItem = item.kind.isTiming && item.kind == BridgeItemKind.ahead(step)
    return item.kind.isTiming != isAheadItem ? (earlier, later) : (later, earlier)
  }

  func isBefore(_ a: FoundShare, _ b: FoundShare) -> Bool {
    let (left, right) = (documents[Int(a.document)], documents[Int(b.document)])
    if left.day != right.day { return left.day < right.day }
    if left.number != right.number { return numbers[Int(left.number)] < numbers[Int(right.number)] }
    return (left.line, a.step.rawValue, a.leg) < (right.line, b.step.rawValue, b.leg)
  }

  func document(_ found: FoundShare) -> BridgeDocument {
    let leg = legs[found.step.rawValue].legs[found.leg]
    let attributes =
      leg.from >= 0
      ? movements[found.step.from.rawValue][Int(leg.from)].attributes : movements[found.step.to.rawValue][Int(leg.to)].attributes
    return BridgeDocument(
      document: reference(found.document), counterpart: found.other >= 0 ? reference(found.other) : nil,
      party: attributes.party >= 0 ? parties[Int(attributes.party)] : "", item: attributes.item >= 0 ? items[Int(attributes.item)] : "",
      amount: found.amount, basis: leg.basis, step: found.step)
  }

  private func reference(_ index: Int32) -> BridgeDocument.Reference {
    let document = documents[Int(index)]
    return BridgeDocument.Reference(
      kind: document.kind, number: numbers[Int(document.number)], line: Int(document.line), day: Day(ordinal: document.day))
  }
}
