// SPDX-License-Identifier: Apache-2.0

/// The line of the cash-flow statement (direct method, 会企03) that a bank line belongs to, read from what the bank line says.
enum CashFlowMeaning: String, CaseIterable {
  case sales, taxRefunds, otherIn, goods, staff, taxes, otherOut
  case disposals, assets
  case capital, borrowing, repayment, interest
  /// Between own accounts: no line of the statement.
  case transfer

  /// Words of a line, Chinese and English; the first that is found decides.
  private static let words: [(text: String, meaning: CashFlowMeaning)] = [
    ("内部划转", .transfer), ("internal transfer", .transfer),
    ("税费返还", .taxRefunds), ("tax refund", .taxRefunds),
    ("销售商品", .sales), ("sale of goods", .sales), ("received from customers", .sales),
    ("购买商品", .goods), ("purchase of goods", .goods), ("paid to suppliers", .goods),
    ("职工", .staff), ("employees", .staff),
    ("税费", .taxes), ("taxes", .taxes),
    ("收回投资", .disposals), ("投资收益", .disposals), ("处置", .disposals), ("disposal", .disposals),
    ("购建", .assets), ("投资支付", .assets), ("purchase of fixed assets", .assets), ("purchase of property", .assets),
    ("吸收投资", .capital), ("capital contribution", .capital),
    ("取得借款", .borrowing), ("proceeds from borrowings", .borrowing), ("proceeds from loans", .borrowing),
    ("偿还债务", .repayment), ("repayment of", .repayment),
    ("股利", .interest), ("利息", .interest), ("interest", .interest), ("dividend", .interest),
  ]

  /// - Parameter amount: what the line adds to the account; decides where the words say only the activity, or nothing.
  init(item: String, amount: Int64) {
    let text = item.lowercased()
    if let known = Self.words.first(where: { text.contains($0.text) }) {
      self = known.meaning
    } else if text.contains("投资") || text.contains("investing") {
      self = amount > 0 ? .disposals : .assets
    } else if text.contains("筹资") || text.contains("financing") {
      self = amount > 0 ? .capital : .repayment
    } else {
      self = amount > 0 ? .otherIn : .otherOut
    }
  }

  /// The input it is kept in, and the sign its numbers have there.
  var input: (measure: String, sign: Int64)? {
    switch self {
    case .sales: ("actual_cash_in_sales", 1)
    case .taxRefunds: ("actual_cash_in_refunds", 1)
    case .otherIn: ("actual_cash_in_other", 1)
    case .goods: ("actual_cash_out_goods", -1)
    case .staff: ("actual_cash_out_staff", -1)
    case .taxes: ("actual_cash_out_taxes", -1)
    case .otherOut: ("actual_cash_out_other", -1)
    case .disposals: ("actual_cash_in_disposals", 1)
    case .assets: ("actual_cash_out_assets", -1)
    case .capital: ("actual_cash_in_capital", 1)
    case .borrowing: ("actual_cash_in_loans", 1)
    case .repayment: ("actual_cash_out_loans", -1)
    case .interest: ("actual_cash_out_interest", -1)
    case .transfer: nil
    }
  }
}
