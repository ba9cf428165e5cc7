// SPDX-License-Identifier: Apache-2.0

/// What an account is for, whatever its code: charts differ between companies, so balances are read by meaning.
enum AccountMeaning: Hashable {
  case cash, restrictedCash, billsReceivable, receivables, prepayments, inventory, workInProcess, fixedAssets, loans, billsPayable,
    payables, customerDeposits, wages
  case valueAddedTax, surchargesPayable, incomeTaxPayable, wageTaxPayable, vatAwaited, otherAsset, otherLiability, equity
  case surcharges, operatingExpense, financialExpense, incomeTax, otherResult

  /// Account code prefixes of 企业会计准则, longest first where one contains another.
  private static let codes: [(prefix: String, meaning: AccountMeaning)] = [
    ("1001", .cash), ("1002", .cash), ("1012", .restrictedCash), ("1121", .billsReceivable), ("1122", .receivables),
    ("1123", .prepayments), ("2203", .customerDeposits), ("2204", .customerDeposits), ("2205", .customerDeposits),
    ("1403", .inventory), ("1404", .inventory), ("1405", .inventory), ("1406", .inventory),
    ("1411", .inventory),
    ("1601", .fixedAssets), ("1602", .fixedAssets), ("1603", .fixedAssets), ("1604", .fixedAssets),
    ("2001", .loans), ("2501", .loans), ("2201", .billsPayable), ("2202", .payables), ("2211", .wages),
    ("222101", .valueAddedTax), ("222102", .incomeTaxPayable), ("222103", .surchargesPayable),
    ("222108", .vatAwaited), ("222112", .wageTaxPayable),
    ("2221", .valueAddedTax),
    ("6403", .surcharges), ("6601", .operatingExpense), ("6602", .operatingExpense),
    ("6604", .operatingExpense),
    ("6603", .financialExpense), ("6801", .incomeTax), ("5001", .workInProcess),
  ]

  /// nil for accounts of the result that the documents already give (revenue, cost of sales) and for headings.
  init?(code: String, type: String) {
    // A chart of accounts that names its types in another language numbers its accounts by other rules as well: "2001" need not be a
    // loan there. Its balances are kept, and not read by meaning.
    guard type.isEmpty || type.unicodeScalars.contains(where: { !$0.isASCII }) else { return nil }
    if let known = Self.codes.filter({ code.hasPrefix($0.prefix) }).max(by: {
      $0.prefix.count < $1.prefix.count
    }) {
      self = known.meaning
      return
    }
    switch type {
    case "资产": self = .otherAsset
    case "负债": self = .otherLiability
    case "权益": self = .equity
    default: return nil
    }
  }
}
