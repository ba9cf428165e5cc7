// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Quantities

/// What partners agreed about paying: words where there are any, else the numbers of the payment terms.
///
/// A partner names a code of the payment terms, or says its terms itself: 月结30天 截止25 付款日10. Words that cannot be read were said when they were
/// imported; the numbers beside them count then, or nothing.
struct TermsBook: Sendable {
  /// Agreed in words, readable.
  private let words: [String: PaymentAgreement]
  /// Given in numbers.
  private let numbers: [String: PaymentAgreement]
  private var customers: [String: String] = [:]
  private var suppliers: [String: String] = [:]
  private var regions: [String: String] = [:]
  private var customerSizes: [String: PartySize] = [:]
  private var supplierSizes: [String: PartySize] = [:]

  init(_ table: (FactKind) throws(StoreError) -> FactTable) throws(StoreError) {
    let terms = try table(.paymentTerms)
    let (codes, texts) = (terms["code"], terms["text"])
    var words: [String: PaymentAgreement] = [:]
    var numbers: [String: PaymentAgreement] = [:]
    for row in 0..<terms.rowCount {
      guard let code = codes.text(row) else { continue }
      words[code] = texts.text(row).flatMap { PaymentAgreement.read($0).agreement }
      numbers[code] = Self.agreement(terms, row)
    }
    customers = Self.terms(try table(.customers))
    suppliers = Self.terms(try table(.suppliers))
    regions = Self.terms(try table(.territories))
    customerSizes = Self.sizes(try table(.customers))
    supplierSizes = Self.sizes(try table(.suppliers))
    // Said by the partner itself, without a code.
    for text in Swift.Set(Array(customers.values) + Array(suppliers.values) + Array(regions.values)).sorted() where numbers[text] == nil {
      words[text] = PaymentAgreement.read(text).agreement
    }
    self.words = words
    self.numbers = numbers
  }

  private static func terms(_ table: FactTable) -> [String: String] {
    let (code, terms) = (table["code"], table["terms"])
    var result: [String: String] = [:]
    for row in 0..<table.rowCount { if let name = code.text(row) { result[name] = terms.text(row) } }
    return result
  }

  private static func sizes(_ table: FactTable) -> [String: PartySize] {
    let (code, size) = (table["code"], table["size"])
    var result: [String: PartySize] = [:]
    for row in 0..<table.rowCount { if let name = code.text(row) { result[name] = size.text(row).flatMap { PartySize(text: $0) } } }
    return result
  }

  /// A row of numbers; nil when it has none.
  private static func agreement(_ terms: FactTable, _ row: Int) -> PaymentAgreement? {
    func number(_ field: String) -> Int { Int(terms[field].integer(row) ?? 0) }
    func share(_ field: String) -> Int64 { min(max(terms[field].integer(row) ?? 0, 0), Instalment.whole) }
    guard ["advance_share", "cutoff_day", "months", "days", "pay_day"].contains(where: { terms[$0].integer(row) != nil }) else {
      return nil
    }
    let anchor = terms["anchor"].text(row).flatMap { TermsAnchor(rawValue: $0.lowercased()) }
    let due = PaymentTerms(cutOffDay: number("cutoff_day"), months: number("months"), days: number("days"), payDay: number("pay_day"))
    let billShare = share("bill_share")
    let tenor = terms["bill_days"].integer(row).map { BillTenor(days: Int($0)) } ?? BillTenor(months: 6)
    let bills = billShare > 0 ? [BillPart(kind: .bank, share: billShare, tenor: tenor)] : []
    let advance = share("advance_share")
    var parts: [Instalment] = []
    if advance > 0 { parts.append(Instalment(role: .advance, share: advance, anchor: anchor ?? .order, due: PaymentTerms())) }
    if advance < Instalment.whole {
      parts.append(Instalment(share: Instalment.whole - advance, anchor: anchor ?? .invoice, due: due, bills: bills))
    }
    return PaymentAgreement(parts)
  }

  /// What a supplier agreed in words; nil where there are none that can be read.
  func words(ofSupplier code: String) -> PaymentAgreement? { suppliers[code].flatMap { words[$0] } }

  func size(ofCustomer code: String) -> PartySize { customerSizes[code] ?? .unknown }
  func size(ofSupplier code: String) -> PartySize { supplierSizes[code] ?? .unknown }

  /// In words, else in numbers.
  func agreement(ofSupplier code: String) -> PaymentAgreement? { suppliers[code].flatMap { said($0) } }

  /// The customer's own, else those of its region.
  func agreement(ofCustomer code: String, region: String?) -> PaymentAgreement? {
    customers[code].flatMap { said($0) } ?? region.flatMap { regions[$0] }.flatMap { said($0) }
  }

  func agreement(ofRegion code: String) -> PaymentAgreement? { regions[code].flatMap { said($0) } }

  /// In words, else in numbers.
  private func said(_ terms: String) -> PaymentAgreement? { words[terms] ?? numbers[terms] }
}

extension PaymentAgreement {
  /// What is assumed of a partner without terms.
  static let thirtyDays = PaymentAgreement([Instalment(anchor: .invoice, due: .thirtyDays)])

  /// The one rule in numbers that says the same; nil where it takes instalments, bills or the day of the order.
  var asNumbers: PaymentTerms? {
    guard instalments.count == 1, let only = instalments.first, only.bills.isEmpty, only.anchor != .order, only.due.cycle == nil
    else { return nil }
    return only.due
  }

  /// Due days and amounts of a document whose events all lie on `day`, or after it as its terms say; one part where there are no terms: 30 days.
  static func due(_ amount: Amount, on day: Day, _ agreement: PaymentAgreement?) -> [(due: Day, amount: Int64)] {
    guard let agreement else { return [(day.adding(days: 30), amount.minorUnits)] }
    let parts = Allocation.split(amount, by: agreement.instalments.map(\.share))
    return zip(agreement.instalments, parts).map { ($0.due.dueDay(anchor: day), $1.minorUnits) }
  }
}
