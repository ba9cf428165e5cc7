// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning
import PlanningCycle
import Wire

extension PartnerPayments {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("asOf", .day(asOf)), .init("monthCount", JSON(PartnerPayments.monthCount)),
      .init("stepDays", JSON(stepDays)),
      .init("customerCount", JSON(customerCount)), .init("customers", JSON(customers) { $0.json }),
      .init("regions", JSON(regions) { $0.json }), .init("suppliers", JSON(suppliers) { $0.json }),
    ])
  }
}

extension PartnerPayments.Customer {
  fileprivate var json: JSON {
    .object([
      .init("code", .string(code)), .init("name", .text(name)), .init("region", .text(region)),
      .init("terms", terms.map { .text($0) } ?? .null), .init("contractDays", .days(contractDays)), .init("behaviour", behaviour.json),
      .init("billed", .money(billed)), .init("overdue", .money(overdue)), .init("hints", JSON(hints) { .text($0) }),
      .init("learntDays", .days(learntDays)),
    ])
  }
}

extension PartnerPayments.Supplier {
  fileprivate var json: JSON {
    .object([
      .init("code", .string(code)), .init("name", .text(name)), .init("terms", terms.map { .text($0) } ?? .null),
      .init("longestDays", .days(longestDays)), .init("hints", JSON(hints) { .text($0) }),
    ])
  }
}

extension PartnerPayments.Region {
  fileprivate var json: JSON {
    .object([
      .init("code", .string(code)), .init("name", .text(name)), .init("contractDays", .days(contractDays)),
      .init("behaviour", behaviour.json), .init("learnt", JSON(learnt) { .share($0) }), .init("current", JSON(current) { .share($0) }),
      .init("cells", JSON(cells) { .string($0) }),
    ])
  }
}

extension PaymentBehaviour {
  /// Days after the due day by which half and four fifths of the money has come; null while that is not known.
  fileprivate var json: JSON {
    .object([
      .init("receipts", JSON(receiptCount)), .init("open", JSON(openCount)), .init("medianDays", .days(delayDays(0.5))),
      .init("p80Days", .days(delayDays(0.8))), .init("onTimeShare", receiptCount > 0 ? .share(onTimeShare) : .null),
      .init("billShare", receiptCount > 0 ? .share(billShare) : .null),
    ])
  }
}

extension JSON {
  /// A number of days, or null.
  fileprivate static func days(_ value: Int?) -> JSON { value.map { JSON($0) } ?? .null }
}
