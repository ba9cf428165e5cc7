// SPDX-License-Identifier: Apache-2.0

/// Whom the company trades with: customers, or suppliers.
public enum TradeSide: Int, CaseIterable, Hashable, Sendable {
  case sales, purchases

  /// 销售 and 采购.
  public var name: TradeText { self == .sales ? TradeText("销售", "Sales") : TradeText("采购", "Purchases") }
}

/// Where in the life of one piece of business a figure is taken; the same eight places for customers and suppliers.
///
/// The documents form a tree, not a line: revenue hangs off the invoice, for money settles invoices and not revenue.
public enum TradeStage: Int, CaseIterable, Hashable, Sendable {
  case contract, order, delivery, acceptance, invoice, recognition, settlement, cash
}

/// One of the figures that people call "sales" or "purchases". The raw value is the stable identifier; it is never renamed.
public enum TradeMeasure: String, CaseIterable, Hashable, Sendable {
  case signing = "sales.signing"
  case order = "sales.order"
  case shipment = "sales.shipment"
  case acceptance = "sales.acceptance"
  case invoice = "sales.invoice"
  case revenue = "sales.revenue"
  case collection = "sales.collection"
  case cashIn = "sales.cash-in"
  case purchaseSigning = "purchases.signing"
  case purchaseOrder = "purchases.order"
  case goodsReceipt = "purchases.goods-receipt"
  case purchaseAcceptance = "purchases.acceptance"
  case purchaseInvoice = "purchases.invoice"
  case purchaseCost = "purchases.cost"
  case payment = "purchases.payment"
  case cashOut = "purchases.cash-out"

  public init(_ side: TradeSide, _ stage: TradeStage) {
    self = TradeMeasure.allCases[side.rawValue * TradeStage.allCases.count + stage.rawValue]
  }

  private var position: Int {
    switch self {
    case .signing: 0
    case .order: 1
    case .shipment: 2
    case .acceptance: 3
    case .invoice: 4
    case .revenue: 5
    case .collection: 6
    case .cashIn: 7
    case .purchaseSigning: 8
    case .purchaseOrder: 9
    case .goodsReceipt: 10
    case .purchaseAcceptance: 11
    case .purchaseInvoice: 12
    case .purchaseCost: 13
    case .payment: 14
    case .cashOut: 15
    }
  }

  public var side: TradeSide { position < 8 ? .sales : .purchases }
  public var stage: TradeStage { TradeStage.allCases[position % 8] }

  /// The eight measures of a side, in the order of its business.
  public static func all(_ side: TradeSide) -> [TradeMeasure] { TradeStage.allCases.map { TradeMeasure(side, $0) } }
}
