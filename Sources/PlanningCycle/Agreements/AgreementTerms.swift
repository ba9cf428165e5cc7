// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// On which days an agreement holds for which item, by member ids: what its quantity and price are, the cells say.
public struct AgreementTerms: Hashable, Sendable {
  /// Member of the dimension `Agreement`.
  public let agreement: Int64
  public let item: Int64
  /// Days on which an order may be released against it.
  public let days: ClosedRange<Day>

  public init(agreement: Int64, item: Int64, days: ClosedRange<Day>) {
    self.agreement = agreement
    self.item = item
    self.days = days
  }
}

extension PlanMembers {
  /// The agreements the plan buys by.
  func terms(of agreements: [SupplyAgreement]) -> [AgreementTerms] {
    zip(self.agreements, agreements).filter { $1.isUsed }.map { id, agreement in
      AgreementTerms(agreement: id, item: items[agreement.itemIndex], days: agreement.days)
    }
  }
}
