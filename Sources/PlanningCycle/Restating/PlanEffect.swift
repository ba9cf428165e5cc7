// SPDX-License-Identifier: Apache-2.0
import Access
public import Calendars
public import TradeMeasures

/// What one cause did to the numbers of the company: all that was known without it beside all that was known with it, on the same day.
public struct PlanEffect: Sendable {
  /// An input cell that holds another number.
  public struct Input: Sendable {
    public let cell: String
    public let label: BilingualText
    public let period: BilingualText?
    public let unit: String
    public let old: Double?
    public let new: Double?
    let measure: String
  }

  /// A measure of the plan of which any cell holds another number.
  public struct Touched: Sendable {
    public let measure: String
    public let label: BilingualText
    public let section: BilingualText
    public let isInput: Bool
    public let cells: Int
    public let first: Month?
    public let last: Month?
  }

  /// 口径 of one month, in minor units.
  public struct Figure: Sendable {
    public let measure: TradeMeasure
    public let label: BilingualText
    public let months: [Step]

    public struct Step: Sendable, Hashable {
      public let month: Month
      public let old: Int64
      public let new: Int64
      public var change: Int64 { new - old }
    }
  }

  /// The knowledge before and after; the same event where a document is left out.
  public let before: Knowledge
  public let after: Knowledge
  public let comparedCells: Int
  public internal(set) var inputs: [Input]
  public let inputCount: Int
  /// In model order.
  public internal(set) var touched: [Touched]
  /// Company totals by month, money first.
  public internal(set) var totals: [ModelPreview.Figure]
  public internal(set) var figures: [Figure]
  public internal(set) var oldShortfall: CashShortfall?
  public internal(set) var newShortfall: CashShortfall?
  public internal(set) var raised: [Alert]
  public internal(set) var settled: [Alert]

  /// What its measures ask for.
  let permissions: [String: Permission]

  public var touchedCells: Int { touched.reduce(0) { $0 + $1.cells } }

  /// Without what the person may not see. Company figures are asked for with a right of their own.
  func seen(by person: Person) -> PlanEffect {
    func sees(_ measure: String) -> Bool { permissions[measure].map { Access.allows(person, $0) } ?? true }
    var own = self
    own.inputs = inputs.filter { sees($0.measure) }
    own.touched = touched.filter { sees($0.measure) }
    own.totals = totals.filter { sees($0.id) }
    own.figures = figures.filter { $0.measure.side == .sales || Access.allows(person, .viewPurchases) }
    if !Access.allows(person, .viewCash) { (own.oldShortfall, own.newShortfall) = (nil, nil) }
    own.raised = raised.filter { $0.isVisible(to: person) }
    own.settled = settled.filter { $0.isVisible(to: person) }
    return own
  }
}
