// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 补足措施: one legal way to have more money on the account on the day it runs short; offered only when documents, terms and lines allow it.
public struct CashMeasure: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// 票据背书: a supplier takes a bill instead of money.
    case endorse
    /// 账期内延付: an invoice is paid on the last day its terms allow.
    case delay
    /// 推迟采购: goods that stock does not need yet come later.
    case movePurchase = "move-purchase"
    /// 提前回款: a customer pays early against a discount.
    case collectEarly = "collect-early"
    /// 票据贴现: a bill is sold to a bank.
    case discount
    /// 动用授信: an undrawn line is drawn.
    case draw
  }

  /// `discount:CD000858`; the same thing has the same name every time.
  public let id: String
  public let kind: Kind
  public let label: BilingualText
  /// What it rests on, and how its price comes about.
  public let terms: BilingualText
  public let counterparty: BilingualText?
  /// Face, debt or draw, 分.
  public let amount: Int64
  /// The day on which it must be done at the latest for the money to be there.
  public let actBy: Day
  public let document: String?
  /// What can be used once only: a bill is discounted or endorsed, not both.
  public let uses: [String]
  /// What it does to inputs of the plan, added to what stands there.
  let inputs: [CashInput]
}

/// An addition to one day's cell of an input of the standard model.
struct CashInput: Sendable {
  let measure: String
  var members: [String: Int64] = [:]
  let day: Day
  /// In the cell's unit.
  let change: Double

  static func money(_ measure: String, _ minorUnits: Int64, on day: Day, _ members: [String: Int64] = [:]) -> CashInput {
    CashInput(measure: measure, members: members, day: day, change: Double(minorUnits) / 100)
  }
}

/// A measure with what the plan says it brings and costs.
public struct PricedMeasure: Sendable {
  public let measure: CashMeasure
  /// What the balance of the day of the first shortfall gains, 分.
  public let effect: Int64
  /// What the balance of the lowest day gains, 分.
  public let effectAtLowest: Int64
  /// What financial expenses of the plan grow by, 分.
  public let cost: Int64
}

/// The lowest balance of the thirteen weeks.
public struct CashLow: Sendable, Hashable {
  public let day: Day
  /// 分.
  public let balance: Int64
  public let minimum: Int64
  /// Above zero when it lies under the minimum line.
  public var gap: Int64 { minimum - balance }
}

/// Some measures together, as the plan calculates them.
public struct MeasureCombination: Sendable {
  public let ids: [String]
  public let cost: Int64
  public let shortfall: CashShortfall?
  public let lowest: CashLow
}

/// 资金缺口: when, how much, what leads there, and what can be done about it.
public struct ShortfallAnswer: Sendable {
  public let minimum: Int64
  public let shortfall: CashShortfall?
  public let lowest: CashLow
  /// From the day after the highest balance of the four weeks before to the day of the shortfall; nil without one.
  public let lead: Lead?
  /// Cheapest first.
  public let measures: [PricedMeasure]
  /// The cheapest that keep thirteen weeks above the line; as many as there are when none do.
  public let suggested: MeasureCombination
  /// What somebody asked for.
  public let chosen: MeasureCombination?

  public struct Lead: Sendable {
    public let from: Day
    public let opening: Int64
    public let closing: Int64
    /// Line of the cash plan and what it adds, 分; the largest outflow first.
    public let lines: [(key: String, amount: Int64)]
    /// The largest payments.
    public let payments: [CashEntry]
  }
}
