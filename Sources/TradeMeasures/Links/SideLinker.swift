// SPDX-License-Identifier: Apache-2.0

/// Links the documents of one side, step by step, and makes the movements of each measure.
///
/// A part taken from a document is the difference of two rounded running shares, so that the parts of a document add up to it to the 分.
struct SideLinker {
  var rows: SideRows
  let rules: MeasureRules
  let extras: TradeExtras
  var movements: [[Movement]] = Array(repeating: [], count: TradeStage.allCases.count)
  var legs: [StepLegs] = TradeStep.allCases.map { StepLegs($0) }
  var standIns: Set<TradeStage> = []
  /// What of each invoice line no acceptance answers for.
  var invoiceRest: [TradeMoney] = []
  var acceptances: [AcceptanceRow] = []
  var matches: [InvoiceMatch] = []
  /// The row of each movement of money or bills.
  var settlementOfMovement: [Int32] = []

  init(_ rows: SideRows, rules: MeasureRules, extras: TradeExtras) {
    self.rows = rows
    self.rules = rules
    self.extras = extras
  }

  /// Every step once; time and memory grow with the number of documents and of the parts that settle them.
  mutating func run() {
    linkContracts()
    linkDeliveries()
    linkAcceptances()
    linkInvoices()
    linkRecognition()
    settle()
    linkCash()
  }

  mutating func add(_ stage: TradeStage, _ document: Int32, _ amount: Int64, _ attributes: TradeAttributes, on day: Int32? = nil) -> Int32 {
    movements[stage.rawValue].append(
      Movement(document: document, day: day ?? rows.day(document), amount: amount, attributes: attributes))
    return Int32(movements[stage.rawValue].count - 1)
  }

  subscript(step: TradeStep) -> StepLegs {
    get { legs[step.rawValue] }
    _modify { yield &legs[step.rawValue] }
  }

  /// Why two documents of the same goods differ: by the tax rate where the rates differ, by one 分, else by the price.
  static func differences(_ earlier: TradeMoney, _ later: TradeMoney) -> [LegDifference] {
    let gross = earlier.gross - later.gross
    if gross == 0 { return [] }
    if abs(gross) <= 1 { return [LegDifference(kind: .rounding, amount: gross)] }
    guard earlier.isTaxKnown, later.isTaxKnown, hasOtherRate(earlier, later) else { return [LegDifference(kind: .price, amount: gross)] }
    let net = earlier.net - later.net
    let tax = (earlier.gross - earlier.net) - (later.gross - later.net)
    return [LegDifference(kind: abs(net) <= 1 ? .rounding : .price, amount: net), LegDifference(kind: .tax, amount: tax)]
  }

  /// Whether the tax of the later document, at the earlier one's rate, is off by more than two 分.
  private static func hasOtherRate(_ earlier: TradeMoney, _ later: TradeMoney) -> Bool {
    let cross = Int128(earlier.gross - earlier.net) * Int128(later.net) - Int128(later.gross - later.net) * Int128(earlier.net)
    return cross.magnitude > 2 * max(earlier.net.magnitude, later.net.magnitude).asWide
  }
}

extension UInt64 {
  fileprivate var asWide: UInt128 { UInt128(self) }
}

/// A document line that is used up part by part.
struct Consumed {
  /// In the unit it is shared by: ten-thousandths of a piece, or minor units where it has no quantity.
  var units: Int64 = 0
  var money = TradeMoney.zero

  /// Takes up to `units` in all and gives what the last part is worth.
  mutating func advance(to target: Int64, of total: Int64, _ whole: TradeMoney) -> TradeMoney {
    let reached = TradeMoney(
      gross: Share.of(whole.gross, target, of: total), net: Share.of(whole.net, target, of: total),
      tax: Share.of(whole.tax, target, of: total))
    let part = TradeMoney(
      gross: reached.gross - money.gross, net: reached.net - money.net, tax: reached.tax - money.tax, isTaxKnown: whole.isTaxKnown)
    units = target
    money = reached
    return part
  }

  func rest(_ whole: TradeMoney) -> TradeMoney {
    TradeMoney(gross: whole.gross - money.gross, net: whole.net - money.net, tax: whole.tax - money.tax, isTaxKnown: whole.isTaxKnown)
  }
}

/// Part of an invoice line that bills part of an acceptance.
struct InvoiceMatch {
  let invoice: Int32
  let acceptance: Int32
  let accepted: TradeMoney
  let invoiced: TradeMoney
  let basis: LinkBasis
}
