// SPDX-License-Identifier: Apache-2.0

/// Rows of one measure, one after another, to be read. A stride of 0 gives every item the same row.
public struct ReadRows {
  public let base: UnsafePointer<Double>
  /// Values from one row to the next.
  public let stride: Int

  public init(base: UnsafePointer<Double>, stride: Int) {
    self.base = base
    self.stride = stride
  }

  @inlinable public subscript(row: Int) -> UnsafePointer<Double> { base + row * stride }
}

/// Rows of one measure, one after another, to be written.
public struct WriteRows {
  public let base: UnsafeMutablePointer<Double>
  /// Values from one row to the next.
  public let stride: Int

  public init(base: UnsafeMutablePointer<Double>, stride: Int) {
    self.base = base
    self.stride = stride
  }

  @inlinable public subscript(row: Int) -> UnsafeMutablePointer<Double> { base + row * stride }
}

/// The day rows of all planned items. The memory belongs to the caller.
public struct RequirementsRows {
  /// In: independent demand and scheduled receipts, units a day; a missing value (NaN) counts as 0.
  public let independent: ReadRows
  public let scheduled: ReadRows
  /// Out: what assemblies' releases need, units a day.
  public let dependent: WriteRows
  /// Out: planned receipts by due day.
  public let receipts: WriteRows
  /// Out: planned orders by release day.
  public let releases: WriteRows
  /// Out: projected stock at the end of each day.
  public let stock: WriteRows
  /// In: what firm planned orders release; nil for none. Their receipts are among `scheduled`.
  public let firmReleases: ReadRows?
  /// Out: the chosen offers, one row of so many positions an item; nil when nobody asks.
  public let offers: (base: UnsafeMutablePointer<Int32>, stride: Int)?

  public init(
    independent: ReadRows, scheduled: ReadRows, dependent: WriteRows, receipts: WriteRows,
    releases: WriteRows,
    stock: WriteRows, firmReleases: ReadRows? = nil, offers: (base: UnsafeMutablePointer<Int32>, stride: Int)? = nil
  ) {
    self.independent = independent
    self.scheduled = scheduled
    self.dependent = dependent
    self.receipts = receipts
    self.releases = releases
    self.stock = stock
    self.firmReleases = firmReleases
    self.offers = offers
  }

  /// The rows of one item.
  public func netting(_ item: Int) -> NettingRows {
    NettingRows(
      independent: independent[item], dependent: UnsafePointer(dependent[item]), scheduled: scheduled[item],
      receipts: receipts[item], releases: releases[item], stock: stock[item],
      firmReleases: firmReleases.map { $0[item] }, offers: offers.map { $0.base + item * $0.stride })
  }
}

/// A missing value counts as nothing.
@inline(__always) func present(_ value: Double) -> Double { value == value ? value : 0 }
