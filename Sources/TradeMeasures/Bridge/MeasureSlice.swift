// SPDX-License-Identifier: Apache-2.0

/// A part of the business: by customer or supplier, territory, channel, family and item; what is nil is not narrowed.
///
/// The empty text stands for documents that do not say.
public struct MeasureSlice: Hashable, Sendable {
  public enum Axis: String, CaseIterable, Hashable, Sendable { case party, territory, channel, family, item }

  public var parties: [String]?
  public var territories: [String]?
  public var channels: [String]?
  public var families: [String]?
  public var items: [String]?

  public init(
    parties: [String]? = nil, territories: [String]? = nil, channels: [String]? = nil, families: [String]? = nil, items: [String]? = nil
  ) {
    self.parties = parties
    self.territories = territories
    self.channels = channels
    self.families = families
    self.items = items
  }

  public static let everything = MeasureSlice()
}

/// A slice as tables of allowed codes; place 0 is for documents that do not say.
struct SliceMask {
  private let parties: [Bool]?
  private let territories: [Bool]?
  private let channels: [Bool]?
  private let items: [Bool]?
  private let isEverything: Bool

  init(_ slice: MeasureSlice, _ book: SideBook) {
    parties = SliceMask.table(slice.parties, book.parties)
    territories = SliceMask.table(slice.territories, book.territories)
    channels = SliceMask.table(slice.channels, book.channels)
    var items = SliceMask.table(slice.items, book.items)
    if let families = SliceMask.table(slice.families, book.families) {
      var byFamily = items ?? [Bool](repeating: true, count: book.items.count + 1)
      byFamily[0] = byFamily[0] && families[0]
      for (item, family) in book.familyOfItem.enumerated() { byFamily[item + 1] = byFamily[item + 1] && families[Int(family) + 1] }
      items = byFamily
    }
    self.items = items
    isEverything = parties == nil && territories == nil && channels == nil && items == nil
  }

  private static func table(_ wanted: [String]?, _ known: [String]) -> [Bool]? {
    guard let wanted else { return nil }
    let set = Set(wanted)
    return [set.contains("")] + known.map { set.contains($0) }
  }

  @inline(__always)
  func allows(_ attributes: TradeAttributes) -> Bool {
    if isEverything { return true }
    if let parties, !parties[Int(attributes.party) + 1] { return false }
    if let territories, !territories[Int(attributes.territory) + 1] { return false }
    if let channels, !channels[Int(attributes.channel) + 1] { return false }
    if let items, !items[Int(attributes.item) + 1] { return false }
    return true
  }
}
