// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// 口径桥: the first figure, less every item, is the second one.
public struct Bridge: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    public let item: BridgeItem
    /// Minor units; taken off the first figure (a negative one is added).
    public let amount: Int64
    /// How many documents it is the sum of.
    public let documentCount: Int

    public init(item: BridgeItem, amount: Int64, documentCount: Int) {
      self.item = item
      self.amount = amount
      self.documentCount = documentCount
    }
  }

  public let from: TradeMeasure
  public let to: TradeMeasure
  public let months: ClosedRange<Month>
  public let slice: MeasureSlice
  public let currency: Currency
  /// Each the sum of the documents of its own measure, read without looking at links.
  public let fromTotal: Int64
  public let toTotal: Int64
  /// Along the way between the measures; items of 0.00 without documents are left out.
  public let lines: [Line]
  /// Measures on the way that rest on stand-ins.
  public let standIns: [TradeMeasure]

  /// What the items do not explain: 0 unless documents contradict themselves. It is shown, and belongs to no item.
  public var residual: Int64 { fromTotal - lines.reduce(0) { $0 + $1.amount } - toTotal }

  public func amount(_ item: BridgeItem) -> Int64 { lines.first { $0.item == item }?.amount ?? 0 }

  /// Of all sides of a kind together: for what waits, the change of its balance over the period.
  public func net(_ kind: BridgeItemKind) -> Int64 { lines.reduce(0) { $1.item.kind == kind ? $0 + $1.amount : $0 } }
}

extension MeasureBook {
  /// The bridge between two measures of one side over some months.
  ///
  /// - Throws: `MeasureError`: no documents, two sides, twice the same measure, period too long.
  public func bridge(
    from: TradeMeasure, to: TradeMeasure, _ months: ClosedRange<Month>, _ slice: MeasureSlice = .everything
  ) throws(MeasureError) -> Bridge {
    try check(from, to)
    let periods = try Periods(months, each: false)
    let book = side(from.side)
    let mask = SliceMask(slice, book)
    var sums = ItemSums()
    for section in WaySection.way(from: from.stage, to: to.stage) {
      book.visit(section.step, periods, mask) { share, _ in sums.add(share, section.isForward) }
    }
    return Bridge(
      from: from, to: to, months: months, slice: slice, currency: currency, fromTotal: book.totals(from.stage, periods, mask)[0],
      toTotal: book.totals(to.stage, periods, mask)[0], lines: sums.lines, standIns: standIns(from, to))
  }

  func check(_ from: TradeMeasure, _ to: TradeMeasure) throws(MeasureError) {
    guard from.side == to.side else { throw .twoSides(from, to) }
    guard from != to else { throw .sameMeasure(from) }
    for measure in [from, to] where side(measure.side).movements[measure.stage.rawValue].isEmpty { throw .noDocuments(measure) }
  }

  /// Stand-ins among the two measures and those on the way between them.
  func standIns(_ from: TradeMeasure, _ to: TradeMeasure) -> [TradeMeasure] {
    var stages = [from.stage, to.stage]
    for section in WaySection.way(from: from.stage, to: to.stage) { stages += [section.step.from, section.step.to] }
    return TradeStage.allCases.filter { stages.contains($0) && side(from.side).standIns.contains($0) }.map { TradeMeasure(from.side, $0) }
  }
}

/// Sums of items, in the order of their kinds.
struct ItemSums {
  private var amounts = [Int64](repeating: 0, count: BridgeItem.count)
  private var counts = [Int](repeating: 0, count: BridgeItem.count)

  @inline(__always)
  mutating func add(_ share: LegShare, _ isForward: Bool) {
    let place = Int(share.kind.rawValue) * 3 + Int(share.side.rawValue)
    amounts[place] += isForward ? share.amount : -share.amount
    counts[place] += 1
  }

  mutating func add(_ amount: Int64, _ count: Int, at place: Int) {
    amounts[place] += amount
    counts[place] += count
  }

  var lines: [Bridge.Line] {
    BridgeItem.all.compactMap { item in
      let place = item.index
      return counts[place] == 0 ? nil : Bridge.Line(item: item, amount: amounts[place], documentCount: counts[place])
    }
  }
}
